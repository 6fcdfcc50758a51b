"""What the first version read and measured is read and measured still, but for what is named here."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from frictionaudit.application.audit import collect
from frictionaudit.application.measure import measure
from tests.conftest import ROOT

HERE = Path(__file__).parent
BEFORE: dict[str, dict[str, float | None]] = json.loads((HERE / "measures.json").read_text(encoding="utf-8"))
RENAMED: dict[str, str] = {}
"""Keys of measures that are called otherwise now."""
_IN_FULL = "every branch that arrives at a join hands its work on in full"
_MESSAGES = (
    "a letter that needs no answer is a contact as well, and a message counts once with the crossing it comes with"
)
_LIMIT = "a limit on repeats (`at_most`) is kept"
_GROUPS = "the yield of each customer group counts with its share"
_EACH = "returns are followed in each customer group by itself"
_UNSAID = "what no step states is unknown, not nought"
_SEARCH = "looking for things is a part of its own"
_PAGE = "the page says that people keep time free for the visit, and do not queue"
_ONWARD = "an invitation or a booking on the way on sends nobody back"
_SERVED = "customer and clerk spend the same minutes: the longer of the two counts"
CHANGED: dict[str, dict[str, str]] = {
    "processes/building-permit.yaml": {"flow_efficiency": _SERVED, "lead_time": _SERVED},
    "processes/challenge-a-parking-fine.yaml": {"contacts": _MESSAGES},
    "processes/complaint-to-a-utility.yaml": {
        "contacts": _MESSAGES,
        "customer_courier": _UNSAID,
        "ping_pong": _EACH,
        "rolled_yield": _GROUPS,
    },
    "processes/improved/building-permit.yaml": {
        "approvals": _LIMIT,
        "contacts": _MESSAGES,
        "customer_hours_year": _LIMIT,
        "customer_minutes": _LIMIT,
        "customer_steps": _LIMIT,
        "flow_efficiency": _LIMIT,
        "gather": _LIMIT,
        "handoffs": _IN_FULL,
        "lead_time": _LIMIT,
        "ping_pong": _IN_FULL,
        "rework": _LIMIT,
        "rework_inflation": _LIMIT,
        "send_backs": _LIMIT,
        "staff_cost": _LIMIT,
        "staff_cost_year": _LIMIT,
        "staff_hours_year": _LIMIT,
        "staff_minutes": _LIMIT,
        "staff_steps": _LIMIT,
        "unit_handoffs": _IN_FULL,
        "value_adding_minutes": _LIMIT,
        "wait_customer": _LIMIT,
    },
    "processes/improved/complaint-to-a-utility.yaml": {"contacts": _MESSAGES, "phone_prompts": _UNSAID},
    "processes/improved/return-a-product.yaml": {"contacts": _MESSAGES},
    "processes/lost-wristband.yaml": {"flow_efficiency": _SERVED},
    "processes/order-and-find-the-item.yaml": {"contacts": _MESSAGES, "handoffs": _IN_FULL, "unit_handoffs": _IN_FULL},
    "processes/restaurant-table.yaml": {"flow_efficiency": _SERVED},
    "processes/return-a-product.yaml": {
        "contacts": _MESSAGES,
        **dict.fromkeys(("flow_efficiency", "understand", "value_adding_minutes"), _SEARCH),
    },
    "processes/support-line.yaml": {
        "flow_efficiency": _SERVED,
        **dict.fromkeys(("customer_hours_year", "customer_minutes", "fairness_gap", "queue"), _PAGE),
    },
    "processes/x-ray-appointment.yaml": {"contacts": _MESSAGES, "phone_prompts": _UNSAID, "send_backs": _ONWARD},
}
"""Measures that have another value on purpose: by page, the key and the reason."""


@pytest.mark.parametrize("page", BEFORE)
def test_every_measure_of_a_scene_has_the_value_it_had_before_the_move(page):
    (now,) = measure(collect([ROOT / page]))
    differ = {}
    for key, value in BEFORE[page].items():
        found = now.measures[RENAMED.get(key, key)].value
        if key not in CHANGED.get(page, {}) and found != pytest.approx(value, abs=1e-6):
            differ[key] = f"was {value}, is {found}"
    assert not differ


def test_every_file_that_the_first_version_read_is_still_read(shared_data):
    with (HERE / "files.csv").open(encoding="utf-8", newline="") as rows:
        before = {row["file"]: int(row["procedures"]) for row in csv.DictReader(rows)}
    read = collect([shared_data / file for file in before])
    spans = (reading.span() for reading in read.readings)
    now = Counter(str(Path(span.path).relative_to(shared_data)) for span in spans if span)
    missing = {
        file: (number, now[file])
        for file, number in before.items()  # pools of a drawing that exchange messages are one procedure now
        if not (1 <= now[file] <= number if file.endswith(".bpmn") else now[file] == number)
    }
    assert not missing, "file: (procedures read before, and now)"

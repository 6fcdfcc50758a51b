"""Simulation with limited staff beside Prosimos, on the same model; Prosimos is large, so it lives elsewhere."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks import timing
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.domain.procedure import Procedure

CASES = 2_000
PER_YEAR = 48_000
TIMES: dict[str, tuple[int, int]] = {
    "read": (5, 20), "gather": (10, 60), "fill": (5, 20), "send": (60, 1800), "check": (8, 25), "ask": (60, 540),
    "decide": (15, 40), "write": (10, 50), "post": (1200, 3000), "open": (2, 5),
}  # fmt: skip
"""Minutes of each step, even between the two; the desks are `check` and `decide`."""
STAFF = {"check": 3, "decide": 4}
AGAIN = 0.2
RUN = """
import sys, time
from prosimos.simulation_engine import run_simulation
begin = time.process_time()
drawing, numbers, cases, log = sys.argv[1:]
run_simulation(drawing, numbers, int(cases), log_out_path=log, is_event_added_to_log=True)
print(time.process_time() - begin)
"""


def run(scratch: Path) -> None:
    """Print the table; the answers are compared first."""
    python = os.environ.get("FRICTIONAUDIT_PROSIMOS")
    if not python:
        print("Prosimos left out: FRICTIONAUDIT_PROSIMOS names the Python of an environment that has it")
        return
    print(f"Simulation with limited staff beside Prosimos, {len(TIMES)} steps and two desks, open day and night")
    theirs, seconds = peer(scratch, python)
    about = model()
    ours = simulate_queues(about, 40_000, 1).lead_time
    for level, mine in ((5, ours.p50), (9, ours.p90)):
        other = quantiles(theirs, n=10)[level - 1]
        if mine is None or abs(mine / other - 1) > 0.05:
            raise SystemExit(f"p{level}0: {mine} and Prosimos {other}")
    rate = len(theirs) / seconds
    mine_seconds = timing.function(lambda: simulate_queues(about, 40_000, 1), 3)
    timing.row(f"Prosimos, {CASES:,} cases", seconds, f"{rate:,.0f} cases a second")
    ratio = f"{40_000 / mine_seconds / rate:.0f} × Prosimos, p50 and p90 within 5 %"
    timing.row("ours, 40,000 cases", mine_seconds, f"{40_000 / mine_seconds:,.0f} cases a second, {ratio}")


def model() -> Subject:
    """The model as a page."""
    order = [*TIMES, "e"]
    steps: dict[str, Any] = {"s": {"kind": "start", "next": order[0]}, "e": {"kind": "end"}}
    for n, (id, (low, high)) in enumerate(TIMES.items()):
        time = f"{low}m..{high}m"
        said = {"by": id, "effort": {"work": time}} if id in STAFF else {"by": "bank", "wait": {"third": time}}
        steps[id] = {**said, "next": order[n + 1]}
    steps["decide"]["next"] = [{"to": "check", "share": AGAIN}, {"to": "write", "share": 1 - AGAIN}]
    parties: dict[str, Any] = {id: {"side": "backstage", "capacity": number} for id, number in STAFF.items()}
    page = {
        "id": "p",
        "title": "P",
        "volume": f"{PER_YEAR} per year",
        "calendar": {"hours": "Mon-Sun 00:00-24:00"},
        "parties": {**parties, "bank": {"side": "third"}},
        "steps": steps,
    }
    return Subject(Procedure.model_validate(page))


def peer(scratch: Path, python: str) -> tuple[list[float], float]:
    """Lead times in minutes by Prosimos, and the CPU seconds that it took."""
    drawing, numbers, log = (scratch / name for name in ("p.bpmn", "p.json", "p.csv"))
    drawing.write_text(bpmn())
    numbers.write_text(json.dumps(parameters()))
    command = [python, "-c", RUN, str(drawing), str(numbers), str(CASES), str(log)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    cases: dict[str, list[datetime]] = {}
    with log.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            times = cases.setdefault(row["case_id"], [])
            times += [datetime.fromisoformat(row[key]) for key in ("enable_time", "end_time") if row.get(key)]
    return [(max(times) - min(times)).total_seconds() / 60 for times in cases.values()], float(said.splitlines()[-1])


def bpmn() -> str:
    """The model as a drawing: desks are tasks, all else are timers."""
    nodes, flows, before = [], [], "begin"
    for id in TIMES:
        if id == "check":
            nodes.append('<exclusiveGateway id="again"/>')
            flows.append((before, "again"))
            before = "again"
        timer = f'<intermediateCatchEvent id="{id}" name="{id}"><timerEventDefinition/></intermediateCatchEvent>'
        nodes.append(f'<task id="{id}" name="{id}"/>' if id in STAFF else timer)
        flows.append((before, id))
        before = id
        if id == "decide":
            nodes.append('<exclusiveGateway id="right"/>')
            flows += [("decide", "right"), ("right", "again")]
            before = "right"
    flows.append((before, "done"))
    drawn = "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in flows)
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">'
    body = f'<startEvent id="begin"/>{"".join(nodes)}<endEvent id="done"/>{drawn}'
    return f'{head}<process id="p">{body}</process></definitions>'


def parameters() -> dict[str, Any]:
    """The numbers of the model as Prosimos reads them, in seconds."""
    always = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999999"}]

    def even(id: str) -> dict[str, Any]:
        values = [{"value": minutes * 60} for minutes in TIMES[id]]
        return {"distribution_name": "uniform", "distribution_params": values}

    gap = 525_960 * 60 / PER_YEAR
    arrivals = [{"value": gap}, {"value": 0}, {"value": gap * 100}]
    people = {
        id: {"id": id, "name": id, "cost_per_hour": 1, "amount": n, "calendar": "always", "assigned_tasks": [id]}
        for id, n in STAFF.items()
    }
    ways = [{"path_id": "right-again", "value": AGAIN}, {"path_id": "right-write", "value": 1 - AGAIN}]
    return {
        "resource_profiles": [{"id": id, "name": id, "resource_list": [people[id]]} for id in STAFF],
        "arrival_time_distribution": {"distribution_name": "expon", "distribution_params": arrivals},
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [{"gateway_id": "right", "probabilities": ways}],
        "task_resource_distribution": [{"task_id": id, "resources": [{"resource_id": id, **even(id)}]} for id in STAFF],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": always}],
        "event_distribution": [{"event_id": id, **even(id)} for id in TIMES if id not in STAFF],
    }

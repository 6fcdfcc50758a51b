"""Every published charter, audited: its counts equal the key, and a wrong total is found exactly where there is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.results.audit import Audit, ProcedureAudit
from tests.sources.tables.test_charters import FEES_NOT_IN_TABLE, TOTALS_THAT_DIFFER


@pytest.fixture(scope="module")
def charters(shared_data: Path) -> Path:
    return shared_data / "charters"


@pytest.fixture(scope="module")
def audited(charters: Path) -> Audit:
    return audit(collect([charters]))


@pytest.fixture(scope="module")
def pairs(charters: Path, audited: Audit) -> list[tuple[dict[str, Any], ProcedureAudit]]:
    key = {
        c["id"].removeprefix("ph-"): c
        for f in ("open", "no_total")
        for c in json.loads((charters / f"{f}.json").read_text())
    }
    return [(key[Path(one.source).stem], one) for one in audited.procedures]


def test_every_table_is_read(charters, audited):
    tables = [path for path in charters.iterdir() if path.suffix in (".csv", ".html")]
    assert audited.summary.procedures == len(tables) == 54
    assert audited.summary.unreadable == 0
    assert {Path(skipped.what).name for skipped in audited.skipped} == {"README.md", "open.json", "no_total.json"}


def test_a_published_total_that_is_not_the_sum_is_found_exactly_where_the_key_says_so(audited):
    found = {Path(one.source).stem for one in audited.procedures if any(f.rule == "FA909" for f in one.findings)}
    assert found == TOTALS_THAT_DIFFER


def test_steps_and_requirements_equal_the_key(pairs):
    for key, one in pairs:
        value = {name: one.measures[name].value for name in ("customer_steps", "tasks", "forms", "documents")}
        assert value["customer_steps"] == sum(step["client"] is not None for step in key["steps"]), key["id"]
        served = sum(bool(step["agency"] or step["roles"] or step["minutes"]) for step in key["steps"])
        assert value["tasks"] - value["customer_steps"] == served, key["id"]  # the police, for one, are not our staff
        assert (value["forms"] or 0) + (value["documents"] or 0) == len(key["requirements"]), key["id"]


def test_minutes_equal_the_key(pairs):
    for key, one in pairs:
        if key["computed_total_minutes"] is not None:
            found = one.measures["processing_minutes"].value
            assert found == pytest.approx(key["computed_total_minutes"], abs=0.01), key["id"]


def test_fees_equal_the_key_where_all_are_known(pairs):
    for key, one in pairs:
        if Path(one.source).stem in FEES_NOT_IN_TABLE:
            continue
        cost = one.measures["customer_cost"]
        if key["computed_total_fee"] is None:  # blank, or an amount that depends on the case
            assert cost.value is None or cost.evidence.bound == "at least", key["id"]
        else:
            assert (cost.value or 0) == pytest.approx(key["computed_total_fee"]), key["id"]

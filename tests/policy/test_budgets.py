"""Friction budgets: too much fails the run, and what nobody knows is not passed in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frictionaudit.exports import FORMATS
from frictionaudit.policy.budgets import condition
from tests.conftest import PAGE, run


def audit(folder: Path, budgets: str, *args: str) -> Any:
    """An audit whose rules find nothing, so that only the budgets can fail it."""
    (folder / "frictionaudit.toml").write_text(f'select = ["FA804"]\n{budgets}')
    return run("audit", ".", *args)


def kept(folder: Path, budgets: str) -> list[tuple[str, str, bool | None]]:
    done = json.loads(audit(folder, budgets, "--format", "json").stdout)
    return [(budget["procedure"], budget["measure"], budget["kept"]) for budget in done["budgets"]]


def test_a_budget_that_is_exceeded_fails_the_run_and_says_by_how_much(folder):
    result = audit(folder, '[budgets]\ncustomer_minutes = "<= 8"')
    assert result.exit_code == 1
    told = "budget of 'renew' exceeded: 9 minutes (customer_minutes), limit 8 [frictionaudit.toml:3:1]"
    assert told in result.stdout
    assert audit(folder, '[budgets]\ncustomer_minutes = "<= 8"', "--fail-on", "error").exit_code == 1
    assert audit(folder, '[budgets]\ncustomer_minutes = "<= 8"', "--fail-on", "never").exit_code == 0


def test_a_budget_that_is_kept_is_counted(folder):
    result = audit(folder, '[budgets]\ncustomer_minutes = "<= 9"\nforms = "< 1.5"')
    assert (result.exit_code, "2 budgets are kept" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("limit", "holds"),
    [
        ("<= 9", True), ("<= 8.9", False), ("< 9", False), ("< 9.1", True),
        (">= 9", True), (">= 9.1", False), ("> 9", False), (">8", True),
    ],
)  # fmt: skip
def test_a_condition_means_what_it_says(folder, limit, holds):
    assert kept(folder, f'[budgets]\ncustomer_minutes = "{limit}"') == [("renew", "customer_minutes", holds)]


@pytest.mark.parametrize("text", ["45", "<= ", "== 3", "<= -3", "<= 1e3", "<= 3 min", "<=3,5", "=> 3", ""])
def test_what_is_no_condition_is_none(text):
    assert condition(text) is None


def test_a_budget_of_a_procedure_stands_instead_of_the_general_one(folder):
    (folder / "other.yaml").write_text(PAGE.replace("id: renew", "id: other"))
    budgets = '[budgets]\ncustomer_minutes = "<= 8"\nforms = "<= 1"\n[budgets.renew]\ncustomer_minutes = "<= 9"\n'
    assert sorted(kept(folder, budgets)) == [
        ("other", "customer_minutes", False), ("other", "forms", True),
        ("renew", "customer_minutes", True), ("renew", "forms", True),
    ]  # fmt: skip


def test_a_budget_on_an_unknown_measure_cannot_be_checked_and_says_so(folder):
    result = audit(folder, '[budgets]\ncustomer_cost = "<= 5"')
    assert result.exit_code == 0
    assert "budget of 'renew' (customer_cost <= 5) cannot be checked: customer_cost is unknown" in result.stdout
    assert kept(folder, '[budgets]\ncustomer_cost = "<= 5"') == [("renew", "customer_cost", None)]


def test_a_measure_known_in_part_is_checked_as_far_as_possible(folder):
    (folder / "renew.yaml").write_text(PAGE.replace("effort: {work: 6m}, ", ""))  # 2 minutes of staff are known
    for limit, holds in ("<= 1", False), ("<= 2", None), ("> 1", True), (">= 3", None):
        assert kept(folder, f'[budgets]\nstaff_minutes = "{limit}"') == [("renew", "staff_minutes", holds)]
    result = audit(folder, '[budgets]\nstaff_minutes = "<= 2"')
    assert "only part of staff_minutes is known (unknown: check)" in " ".join(result.stdout.split())


def test_a_budget_of_a_procedure_that_was_not_audited_is_reported(folder):
    budgets = '[budgets.renwe]\nforms = "<= 1"'
    assert kept(folder, budgets) == [("renwe", "forms", None)]
    assert "the audit covers no procedure 'renwe'" in audit(folder, budgets).stdout


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_every_format_shows_budgets_or_they_go_to_stderr(folder, form):
    result = audit(folder, '[budgets]\ncustomer_minutes = "<= 8"\ncustomer_cost = "<= 5"', "--format", form)
    told = " ".join((result.stdout + result.stderr).replace("\\", "").split())
    assert result.exit_code == 1
    assert "exceeded: 9 minutes (customer_minutes)" in told
    assert ("cannot be checked: customer_cost" in told) or form == "sarif"  # which lists what was found


def test_without_budgets_none_is_judged(folder):
    assert kept(folder, "") == []

"""Budgets in words."""

from __future__ import annotations

import pytest

from frictionaudit.exports.wording.policy import budget_line
from frictionaudit.results.policy import JudgedBudget


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        ("<= 8", 9.0, "exceeded: 9 minutes, limit 8"),
        ("<= 45", 61.3, "exceeded: 61 minutes, limit 45"),
        ("<= 45", 45.3, "exceeded: 45.3 minutes, limit 45"),
        ("<= 11.2", 11.25, "exceeded: 11.3 minutes, limit 11.2"),
        ("<= 45.3", 45.31, "exceeded: 45.31 minutes, limit 45.3"),
        ("<= 1200", 1200.4, "exceeded: 1,200.4 minutes, limit 1200"),
        ("< 9", 9.0, "exceeded: 9 minutes, limit below 9"),
        (">= 0.5", 0.499, "not met: 0.499 minutes, minimum 0.5"),
    ],
)
def test_an_exceeded_budget_never_reads_as_if_it_was_kept(limit: str, value: float, told: str):
    budget = JudgedBudget(procedure="p", measure="minutes", limit=limit, value=value, unit="minutes", kept=False)
    assert budget_line(budget) == f"budget of 'p' {told}"

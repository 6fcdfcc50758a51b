"""Rewrites that heuristics share: what is removed with a step, and what stays."""

from __future__ import annotations

from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure


def procedure(**steps: object) -> Procedure:
    return Procedure.model_validate({"id": "p", "title": "P", "steps": steps})


def test_without_a_start_the_rest_stays_when_the_first_step_is_removed():
    page = procedure(first={"next": "second"}, second={"next": "third"}, third={"kind": "end"})
    changes = without_step(page, "first")
    assert changes is not None
    assert list(apply(page, changes).steps) == ["second", "third"]


def test_steps_that_become_unreachable_are_removed_too():
    page = procedure(
        begin={"kind": "start", "next": "ask"},
        ask={"next": [{"to": "end", "share": 0.9}, {"to": "more", "share": 0.1}]},
        more={"next": "end"},
        end={"kind": "end"},
    )
    copy = WorkingCopy(page)
    copy.set_flows("ask", [flow for flow in page.steps["ask"].next if flow.to == "end"])
    assert copy.prune()
    assert "more" not in copy.after().steps

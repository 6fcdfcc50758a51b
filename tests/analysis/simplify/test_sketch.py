"""Rewrites that heuristics share: what goes with a step that is left out, and what stays."""

from __future__ import annotations

from frictionaudit.analysis.simplify.sketch import Sketch, without_step
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure


def procedure(**steps: object) -> Procedure:
    return Procedure.model_validate({"id": "p", "title": "P", "steps": steps})


def test_without_a_start_the_rest_stays_when_the_first_step_goes():
    drawn = procedure(first={"next": "second"}, second={"next": "third"}, third={"kind": "end"})
    changes = without_step(drawn, "first")
    assert changes is not None
    assert list(apply(drawn, changes).steps) == ["second", "third"]


def test_steps_that_nobody_reaches_any_more_go_too():
    drawn = procedure(
        begin={"kind": "start", "next": "ask"},
        ask={"next": [{"to": "end", "share": 0.9}, {"to": "more", "share": 0.1}]},
        more={"next": "end"},
        end={"kind": "end"},
    )
    sketch = Sketch(drawn)
    sketch.set_flows("ask", [flow for flow in drawn.steps["ask"].next if flow.to == "end"])
    assert sketch.prune()
    assert "more" not in sketch.after().steps

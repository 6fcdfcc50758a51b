"""A changed copy of a procedure is as if it had been written that way."""

from __future__ import annotations

from frictionaudit.domain.procedure import Procedure, Step

PROCEDURE = Procedure.model_validate({"id": "p", "title": "P", "steps": {"a": {"next": "b"}, "b": {"kind": "end"}}})


def test_a_copy_with_another_step_has_it_in_its_reading_order():
    assert PROCEDURE.in_reading_order() == ("a", "b")
    assert PROCEDURE.ends == ("b",)
    more = {**PROCEDURE.steps, "b": Step(next="c"), "c": Step(kind="end")}
    copy = PROCEDURE.model_copy(update={"steps": more})
    assert copy.in_reading_order() == ("a", "b", "c")
    assert copy.ends == ("c",)
    assert PROCEDURE.ends == ("b",)

"""Which justification on the page is for a rule's friction."""

from __future__ import annotations

from frictionaudit.analysis.justification import justification_for
from frictionaudit.domain.procedure import Procedure

LAW = {"purpose": "law", "basis": "Act 7"}


def page(**parts: object) -> Procedure:
    steps = {"ask": {"next": "end"}, "end": {"kind": "end"}}
    return Procedure.model_validate({"id": "p", "title": "P", "steps": steps, **parts})


def test_the_innermost_part_that_gives_a_reason_decides():
    fields = [{"data": "name", "because": {**LAW, "basis": "of the question"}}, {"data": "town"}]
    procedure = page(forms={"f": {"fields": fields, "because": {**LAW, "basis": "of the form"}}})
    reasons = [justification_for(procedure, "FA101", ("forms", "f", "fields", n)) for n in (0, 1)]
    assert [because and because.basis for because in reasons] == ["of the question", "of the form"]


def test_one_justified_step_of_several_is_not_enough():
    steps = {"ask": {"because": LAW, "next": "check"}, "check": {"next": "end"}, "end": {"kind": "end"}}
    procedure = page(steps=steps)
    assert justification_for(procedure, "FA201", (), ["ask"]) is not None
    assert justification_for(procedure, "FA201", (), ["ask", "check"]) is None


def test_the_wait_before_a_step_can_justify_it():
    steps = {"ask": {"wait": {"queue": "2 days", "because": LAW}, "next": "end"}, "end": {"kind": "end"}}
    assert justification_for(page(steps=steps), "FA307", (), ["ask"]) is not None


def test_a_reason_of_the_whole_procedure_has_to_name_the_rule():
    assert justification_for(page(because=[LAW]), "FA701", ()) is None
    assert justification_for(page(because=[{**LAW, "covers": ["FA701"]}]), "FA701", ()) is not None

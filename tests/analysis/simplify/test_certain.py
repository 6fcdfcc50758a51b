"""The least that several ideas save together: nothing that rests on a hypothesis."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import Plan

PAGE = {
    "id": "hand-in",
    "title": "Hand in a form",
    "parties": {"person": {"side": "customer"}, "desk": {"side": "frontstage"}},
    "documents": {"notice": {"issued_by": "desk", "proof": "copy", "known": True}},
    "forms": {"f": {"fields": [{"data": "reason", "used_by": ["decide"], "purpose": "what we decide on"}]}},
    "steps": {
        "s": {"kind": "start", "next": "hand-in"},
        "hand-in": {
            "by": "person", "channel": "counter", "asks": ["f", "notice"], "wait": "none", "next": "decide",
            "effort": {"travel": "50m", "queue": "40m", "gather": "10m", "fill": "5m", "counter": "8m"},
        },
        "decide": {"by": "desk", "effort": {"work": "5m"}, "wait": "none", "next": "e"},
        "e": {"kind": "end"},
    },
}  # fmt: skip


def planned(heuristics: set[str]) -> Plan:
    plans = plan(Subject(Procedure.model_validate(PAGE))).plans
    return next(found for found in plans if {part.heuristic for part in found.parts} == heuristics)


def test_a_plan_saves_at_least_what_its_certain_ideas_save_alone():
    alone = planned({"fetch-held-documents"}).effect
    assert alone is not None
    both = planned({"online-instead-of-in-person", "fetch-held-documents"}).effect
    assert both is not None
    assert both.between["customer_minutes"] == (-104, -4)  # going online saves 98 minutes, if everybody does
    assert alone.between["customer_minutes"] == (-6, -4)  # half of the 10 minutes to gather, as assumed


def test_what_a_certain_idea_saves_alone_is_no_assumption():
    effect = planned({"fetch-held-documents"}).effect
    assert effect is not None
    assert "everybody goes online" not in effect.after["customer_minutes"].evidence.assumed

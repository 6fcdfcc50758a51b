"""How close `plan` comes, unaided, to the hand-made improved twins, and which of their ideas it cannot find."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.plan import PlanLimits, PlanSearch, plan
from frictionaudit.domain.changes import apply, difference
from frictionaudit.domain.procedure import Bearer, Procedure
from frictionaudit.results.audit import Plan
from tests.conftest import ROOT

PROCESSES = ROOT / "processes"

CANNOT: dict[str, dict[str, str]] = {
    "building-permit": {
        "ask-requirements": "lot and use are stated there, which the zone check needs: the step is done online",
        "pay-fee": "the twin pays at a step of another name, for as long",
        "get-title": "the page does not say that this step fetches the land title, which nobody asks for in the end",
        "have-plans-drawn": "free standard plans on the application page: somebody has to draw them first",
        "correct-plans": "a new set of plans is the third party's work; the loop can end in a refusal",
        "fetch-permit": "the permit is a paper original, which the twin sends as a file",
        "file-application": "twelve papers become two, since one set of plans does for all offices",
        "ask-zoning": "one application for three offices: the offices agree on it, the page cannot",
    },
    "complaint-to-a-utility": {
        "send-complaint": "what the twin asks is shorter, and its time is a new estimate",
        "ask-review": "two in three who ask for a review no longer do, since the answer is a better one",
        "read-answer": "a letter that reads more easily, in five minutes instead of eight",
    },
    "return-a-product": {
        "send-form": "the product is picked in the account, so that nothing has to be gathered",
        "pack-item": "packing becomes part of bringing the parcel, with a new estimate",
    },
}
"""For each scene the steps at which the twin saves by an idea that does not follow from the page, and that idea."""


def _read(path: Path) -> Procedure:
    return sources.read(path).procedure


@cache
def _search(name: str) -> PlanSearch:
    """The greedy search for the customers' minutes only: the number of sets is capped to skip the beam search."""
    return plan(Subject(_read(PROCESSES / f"{name}.yaml")), PlanLimits(max_ideas=40, max_sets=450), clock=lambda: 0.0)


def _minutes(procedure: Procedure) -> dict[str, float]:
    """The customers' minutes per case at each step."""
    subject = Subject(procedure)
    by_step: dict[str, float] = {}
    for step, part, _, minutes in subject.efforts:
        if procedure.bearer(step, part) is Bearer.CUSTOMER:
            by_step[step] = by_step.get(step, 0.0) + minutes * subject.effort_visits(step, part).value
    return by_step


def _total(procedure: Procedure) -> float:
    value = Measures(Subject(procedure))["customer_minutes"].value
    assert value is not None
    return value


@pytest.mark.parametrize("name", sorted(CANNOT))
def test_plan_saves_as_much_as_the_twin_except_for_ideas_that_do_not_follow_from_the_page(name: str):
    page, twin = _read(PROCESSES / f"{name}.yaml"), _read(PROCESSES / "improved" / f"{name}.yaml")
    best: Plan = _search(name).plans[0]
    planned = apply(page, best.changes)
    left, theirs = _minutes(planned), _minutes(twin)
    assert sum(left.values()) == pytest.approx(_total(planned))
    beyond = {step: minutes for step, minutes in left.items() if minutes > theirs.get(step, 0.0) + 1e-6}
    assert set(beyond) == set(CANNOT[name]), "each step at which the twin saves more has its reason, and no other"
    elsewhere = sum(minutes for step, minutes in left.items() if step not in beyond)
    assert elsewhere <= _total(twin)
    assert len(best.changes) <= len(difference(page, twin))


@pytest.mark.parametrize(
    ("name", "part"), [("building-permit", 0.5), ("complaint-to-a-utility", 0.7), ("return-a-product", 0.7)]
)
def test_most_of_what_the_twin_saves_the_customers_is_found(name: str, part: float):
    page, twin = _read(PROCESSES / f"{name}.yaml"), _read(PROCESSES / "improved" / f"{name}.yaml")
    saved = _total(page) - _total(apply(page, _search(name).plans[0].changes))
    assert saved >= part * (_total(page) - _total(twin))

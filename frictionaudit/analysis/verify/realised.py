"""What one suggestion brought: the procedure before it, with only its own steps as they were measured since."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.analysis.verify.measured_parts import with_step
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Flow, Procedure, Step
from frictionaudit.domain.review import SuggestionEntry


def concerned(entry: SuggestionEntry, before: Procedure) -> frozenset[str]:
    """The steps that a suggestion is about: those it changes or names, and those that ask for the forms it changes."""
    places = [change.place for change in entry.changes]
    steps = {place[1] for place in places if place[:1] == ("steps",)}
    asked = {place[1] for place in places if place[:1] in (("forms",), ("documents",))}
    steps |= {id for id, step in before.steps.items() if asked & set(step.asks)}
    return frozenset(steps | set(entry.steps))


def as_realised(before: Subject, changes: tuple[Change, ...], steps: frozenset[str], after: Procedure) -> Subject:
    """The procedure with the suggestion's changes, and the times and shares of its steps as they are now."""
    procedure = apply(before.procedure, changes, check=False)
    for id in sorted(steps & procedure.steps.keys() & after.steps.keys()):
        procedure = with_step(procedure, id, _as_measured(procedure.steps[id], after.steps[id]))
    return changed(before, procedure)


def _as_measured(step: Step, now: Step) -> Step:
    update: dict[str, object] = {"effort": now.effort, "wait": now.wait, "fees": now.fees}
    shares = {flow.key: flow.share for flow in now.next}
    if shares.keys() == {flow.key for flow in step.next}:  # its flows are the same: their shares can be taken over
        flows: tuple[Flow, ...] = tuple(flow.model_copy(update={"share": shares[flow.key]}) for flow in step.next)
        update["next"] = flows
    return step.model_copy(update=update)

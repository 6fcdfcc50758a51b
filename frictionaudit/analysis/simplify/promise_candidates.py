"""The promise that could be published for one part of a procedure, and the changes that make one."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.advice import MARGIN, advise
from frictionaudit.analysis.promises.quick import CASES, unsaid
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.domain.changes import Change, PromiseAdded, PromiseAmended, apply
from frictionaudit.domain.procedure import Promise, Side, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.errors import FrictionauditError
from frictionaudit.results.simulation import PromiseCandidate


def could_say(subject: Subject, start: str, end: str) -> PromiseCandidate | None:
    """What can be promised from one step to another; None where the page does not say enough."""
    key = f"{start}>{end}"
    trial = Promise(from_=start, to=end, within=Duration.fixed(days=1))
    if unsaid(subject, trial):
        return None
    procedure = subject.procedure
    there = any(promise.key == key for promise in procedure.promises)
    try:
        other = subject if there else changed(subject, apply(procedure, [PromiseAdded(promise=trial)]))
        stretches = advise(other, cases=CASES, margin=MARGIN).stretches
    except FrictionauditError:
        return None
    found = next(stretch for stretch in stretches if stretch.key == key)
    return found if found.say else None


def within(keepable: PromiseCandidate) -> Duration:
    return Duration.model_validate(f"{keepable.say} {keepable.unit}")


def basis(keepable: PromiseCandidate) -> str:
    return (
        f"played by the times on this page: {keepable.level * 100:g} of 100 cases within {keepable.days} "
        f"{keepable.unit}, and {MARGIN * 100:g} % as a margin"
    )


def kept_by(subject: Subject, promise: Promise) -> tuple[Change, ...]:
    """The changes that make a promise one that can be kept, and say why it is this long."""
    keepable = could_say(subject, promise.from_, promise.to)
    if keepable is None:
        return ()
    time = within(keepable).model_dump(mode="json")
    return (
        PromiseAmended(id=promise.key, attribute="within", value=time),
        PromiseAmended(id=promise.key, attribute="basis", value=basis(keepable)),
    )


def next_word(subject: Subject, wait: str) -> str:
    """The step from a wait on at which every case hears a result or is the customer's again; else the wait's own."""
    steps, end = subject.procedure.steps, wait
    while not (with_the_customer(subject, end) or steps[end].tells.result or steps[end].outcome):
        after = subject.graph.immediate_postdominator.get(end)
        if after is None or after not in steps:
            return wait
        end = after
    return end


def with_the_customer(subject: Subject, step: str) -> bool:
    return subject.side(step) is Side.CUSTOMER or subject.procedure.steps[step].kind is StepKind.START

"""The promises that could be published for parts of a procedure, and the changes that set them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from frictionaudit.analysis.flow.promise_path import steps_between, unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.advice import MARGIN, advise
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.analysis.simulate.standard import play_in_passing
from frictionaudit.domain.changes import Change, PromiseAdded, PromiseAmended, apply
from frictionaudit.domain.procedure import Promise, Side, Step, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import count, format_elapsed, format_sampled_share, format_share
from frictionaudit.errors import FrictionauditError
from frictionaudit.results.simulation import PromiseCandidate

Ends = tuple[str, str]


def candidates(subject: Subject, stretches: Iterable[Ends]) -> Mapping[Ends, PromiseCandidate]:
    """The promises that could be kept, each from one step to another; all are seen in one play.

    A stretch is left out where the page does not state enough. All are left out where a case passes too many steps to
    be played in passing.
    """
    trials = {ends: Promise(from_=ends[0], to=ends[1], within=Duration.fixed(days=1)) for ends in stretches}
    asked = {ends: trial for ends, trial in trials.items() if not unsaid(subject, trial)}
    procedure = subject.procedure
    existing = {promise.key for promise in procedure.promises}
    new = [PromiseAdded(promise=trial) for trial in asked.values() if trial.key not in existing]
    if not asked:
        return {}
    try:
        promised = changed(subject, apply(procedure, new)) if new else subject
        play_in_passing(promised)
        advised = {advice.key: advice for advice in advise(promised, margin=MARGIN).stretches}
    except FrictionauditError:
        return {}
    return {ends: advice for ends, trial in asked.items() if (advice := advised[trial.key]).say}


def kept_today(candidate: PromiseCandidate) -> str:
    """The share of the cases that meet today's promise, in words."""
    share = format_sampled_share(candidate.kept_today or 0.0, candidate.cases, certain=candidate.certain)
    return f"{share} of the cases"


def is_ours_alone(subject: Subject, ends: Ends) -> bool:
    """Whether it is never the customer's turn between two steps: their time is not ours to promise."""
    between = steps_between(subject, Promise(from_=ends[0], to=ends[1], within=Duration.fixed(days=1))) - {*ends}
    steps = subject.procedure.steps
    waits = (steps[id].wait for id in between)
    return not any(subject.side(id) is Side.CUSTOMER for id in between) and not any(
        wait is not None and wait.customer is not None for wait in waits
    )


def in_words(candidate: PromiseCandidate) -> str:
    """The time to promise, as people say it: 5 working days, 5 h 15 min."""
    if candidate.unit == "minutes":
        return format_elapsed(candidate.say_minutes or 0.0)
    return count(candidate.say or 0, candidate.unit.removesuffix("s"))


def within(candidate: PromiseCandidate) -> Duration:
    """The time to promise."""
    return Duration.model_validate(f"{candidate.say} {candidate.unit}")


def basis(candidate: PromiseCandidate) -> str:
    """Why the promise is this long, in the words of the page.

    The margin is on the exact time. That is said where the same margin on whole days would be longer.
    """
    whole = math.ceil((candidate.days or 0) * (1 + MARGIN)) == candidate.say
    return (
        f"simulated from the times on this page: {format_share(candidate.level)} of cases within {candidate.days} "
        f"{candidate.unit}, plus a margin of {format_share(MARGIN)}"
        f"{'' if whole or candidate.unit == 'minutes' else ' on the exact time'}"
    )


def realistic(promise: Promise, candidate: PromiseCandidate) -> tuple[Change, ...]:
    """The changes that set a promise to what can be kept, with its basis."""
    return (
        PromiseAmended(id=promise.key, attribute="within", value=within(candidate).model_dump(mode="json")),
        PromiseAmended(id=promise.key, attribute="basis", value=basis(candidate)),
    )


def next_message(subject: Subject, wait: str) -> str:
    """The step after a wait at which all hear or get something, or it is the customer's turn; else the wait's own."""
    steps, end = subject.procedure.steps, wait
    while not (is_with_customer(subject, end) or _is_message(steps[end])):
        after = subject.graph.immediate_postdominator.get(end)
        if after is None or after not in steps:
            return wait
        end = after
    return end


def _is_message(step: Step) -> bool:
    """Whether people hear a result, get something in their hands, or the case ends."""
    return bool(step.tells.result or step.gives or step.outcome)


def is_with_customer(subject: Subject, step: str) -> bool:
    """Whether the customer acts at a step, or the case starts there."""
    return subject.side(step) is Side.CUSTOMER or subject.procedure.steps[step].kind is StepKind.START

"""The greatest burdens of a page, and which suggestions answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.heuristic import Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Bearer
from frictionaudit.results.suggestion import Burden, BurdenKind, Suggestion

_MEASURES: Mapping[BurdenKind, tuple[str, ...]] = {
    "effort": ("customer_minutes",),
    "wait": ("wait_ours", "wait_third"),
}
"""The measures that fall where a burden of a kind does."""
_TENTH = 0.1
"""A burden is answered where at least this share of it goes."""


def greatest_burdens(subject: Subject, suggestions: Sequence[Suggestion]) -> tuple[Burden, ...]:
    """Where customers spend the most time per case, and where a case waits longest; each with what reduces it."""
    kinds: tuple[BurdenKind, ...] = ("effort", "wait")
    return tuple(_burden(subject, kind, suggestions) for kind in kinds if any(_minutes(subject, kind).values()))


def burden_of(subject: Subject) -> Callable[[Idea], float]:
    """What an idea can save at most: the customers' effort and the waits at its steps, in minutes per case.

    An idea without a step is about the whole procedure.
    """
    effort, waiting = _customer_minutes(subject), _waiting_minutes(subject)
    minutes = {step: effort.get(step, 0.0) + waiting[step] for step in waiting}
    total = sum(minutes.values())

    def burden(idea: Idea) -> float:
        named = {*idea.steps, *(step for change in idea.changes for step in _named(change.place))}
        return sum(minutes.get(step, 0.0) for step in sorted(named)) if named else total

    return burden


def _burden(subject: Subject, kind: BurdenKind, suggestions: Sequence[Suggestion]) -> Burden:
    minutes = _minutes(subject, kind)
    greatest = max(sorted(minutes), key=lambda step: minutes[step])
    least = _TENTH * minutes[greatest]
    answers = tuple(n for n, idea in enumerate(suggestions) if _reduction(subject, kind, greatest, idea) >= least)
    total = sum(minutes.values())
    perhaps = tuple(
        n for n, idea in enumerate(suggestions) if kind == "effort" and _can_lessen(subject, greatest, idea)
    )
    return Burden(
        kind=kind, step=greatest, minutes=minutes[greatest], total=total, answered_by=answers, perhaps_by=perhaps
    )


def _can_lessen(subject: Subject, step: str, idea: Suggestion) -> bool:
    """Whether a suggestion can lessen the customer's effort at a step by an amount that the page does not tell."""
    kind, effort, effect = HEURISTICS.get(idea.heuristic), subject.procedure.steps[step].effort, idea.effect
    if kind is None or effort is None or idea.is_minor or step not in idea.steps:
        return False
    known = effect is not None and any(key in effect.before for key in _MEASURES["effort"])
    return not known and any(effort.part(part) is not None for part in kind.lessens)


def _reduction(subject: Subject, kind: BurdenKind, step: str, idea: Suggestion) -> float:
    """By how many minutes per case a suggestion reduces the burden at a step."""
    effect = idea.effect
    keys = [key for key in _MEASURES[kind] if effect is not None and key in effect.before]
    if effect is None or idea.is_minor or not any(effect.gain(key) > 0 for key in keys):
        return 0.0
    after = changed(subject, apply(subject.procedure, idea.changes))
    return _minutes(subject, kind)[step] - _minutes(after, kind).get(step, 0.0)


def _minutes(subject: Subject, kind: BurdenKind) -> dict[str, float]:
    return _customer_minutes(subject) if kind == "effort" else _waiting_minutes(subject)


def _named(place: Sequence[str | int]) -> Iterator[str]:
    """The step of a change; a flow is changed at its source."""
    yield from (str(place[1]),) if len(place) > 1 and place[0] == "steps" else ()


def _customer_minutes(subject: Subject) -> dict[str, float]:
    """Expected minutes of the customer per case, by step."""
    minutes: dict[str, float] = {}
    for step, part, _, touch in subject.efforts:
        if subject.procedure.bearer(step, part) is Bearer.CUSTOMER:
            minutes[step] = minutes.get(step, 0.0) + touch * subject.effort_visits(step, part).value
    return minutes


def _waiting_minutes(subject: Subject) -> dict[str, float]:
    """Expected elapsed minutes of waiting on us and on third parties per case, by step."""
    calendar = subject.procedure.calendar
    minutes = {}
    for id, step in subject.procedure.steps.items():
        waits = (step.wait.queue, step.wait.batch, step.wait.third) if step.wait is not None else ()
        minutes[id] = sum(calendar.expected_elapsed(wait) for wait in waits if wait) * subject.visits(id).value
    return minutes

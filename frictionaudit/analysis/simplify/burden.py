"""The greatest burdens of a page, and which suggestions answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.heuristic import Idea
from frictionaudit.domain.procedure import Bearer
from frictionaudit.results.suggestion import Burden, BurdenKind, Suggestion

_MEASURES: Mapping[BurdenKind, tuple[str, ...]] = {
    "effort": ("customer_minutes",),
    "wait": ("wait_ours", "wait_third"),
}
"""The measures that fall where a burden of a kind does."""


def greatest_burdens(subject: Subject, suggestions: Sequence[Suggestion]) -> tuple[Burden, ...]:
    """Where customers spend the most time per case, and where a case waits longest; each with what reduces it."""
    effort, waiting = _customer_minutes(subject), _waiting_minutes(subject)
    burdens = [_burden("effort", effort, suggestions)] if any(effort.values()) else []
    return tuple(burdens + ([_burden("wait", waiting, suggestions)] if any(waiting.values()) else []))


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


def _burden(kind: BurdenKind, minutes: Mapping[str, float], suggestions: Sequence[Suggestion]) -> Burden:
    greatest = max(sorted(minutes), key=lambda step: minutes[step])
    answers = tuple(n for n, idea in enumerate(suggestions) if _reduces(kind, greatest, idea))
    total = sum(minutes.values())
    return Burden(kind=kind, step=greatest, minutes=minutes[greatest], total=total, answered_by=answers)


def _reduces(kind: BurdenKind, step: str, idea: Suggestion) -> bool:
    """Whether a suggestion changes a step and saves the kind of time that it takes."""
    effect = idea.effect
    if (
        effect is None
        or idea.is_minor
        or not any(effect.gain(key) > 0 for key in _MEASURES[kind] if key in effect.before)
    ):
        return False
    return step in idea.steps or any(step in _named(change.place) for change in idea.changes)


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

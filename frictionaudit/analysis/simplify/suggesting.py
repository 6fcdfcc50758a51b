"""All ideas for a procedure, each proved, those that bring most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from frictionaudit.analysis.examine import covers, reasons_along
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import HEURISTICS
from frictionaudit.analysis.simplify.base import Heuristic, Idea
from frictionaudit.analysis.simplify.proving import prove
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.findings import Effect, Finding, Suggestion
from frictionaudit.errors import ChangeError

WORTH = ("customer_minutes", "lead_time", "staff_minutes")
"""What suggestions are ranked by, the customers' time first."""


def suggestions(subject: Subject, measures: Measures | None = None) -> list[Suggestion]:
    """Every simplification that the heuristics find, with its proof, the most helpful first."""
    measured = measures or Measures(subject)
    found = [_proved(subject, measured, heuristic, idea) for heuristic, idea in ideas(subject, measured)]
    return sorted((one for one in found if one is not None), key=_rank)


def ideas(subject: Subject, measures: Measures) -> Iterator[tuple[Heuristic, Idea]]:
    """What the heuristics think of, but for friction that the page says is right, which stays as it is."""
    for kind in HEURISTICS.values():
        heuristic = kind()
        for idea in heuristic.ideas(subject, measures):
            if idea.changes and not _justified(subject, heuristic, idea):
                yield heuristic, idea


def _justified(subject: Subject, heuristic: Heuristic, idea: Idea) -> bool:
    """Whether a place that the idea touches says why it is as it is, for one of the rules that the idea answers."""
    places = {change.place for change in idea.changes if change.place}
    return any(
        any(covers(because, code) for code in heuristic.answers) or not heuristic.answers
        for place in places
        for because in reasons_along(subject.procedure, place)
    )


def _proved(subject: Subject, measures: Measures, heuristic: Heuristic, idea: Idea) -> Suggestion | None:
    try:
        effect = prove(subject, idea.changes, measures)
    except ChangeError:  # an idea that contradicts what else the page says is none
        return None
    return Suggestion(
        title=idea.title,
        changes=idea.changes,
        effect=effect,
        given_up=idea.given_up,
        safety=heuristic.safety,
        heuristic=heuristic.readable(),
        answers=heuristic.answers,
        steps=idea.steps,
    )


def attached(findings: Iterable[Finding], listed: Sequence[Suggestion]) -> list[Finding]:
    """The findings, each with the suggestions that answer its rule, at one of its steps where it has any."""
    return [finding.model_copy(update={"suggestions": tuple(_answering(finding, listed))}) for finding in findings]


def _answering(finding: Finding, listed: Sequence[Suggestion]) -> Iterator[Suggestion]:
    for one in listed:
        if finding.rule in one.answers and (not finding.steps or not one.steps or set(finding.steps) & set(one.steps)):
            yield one


def saved(effect: Effect, keys: Iterable[str] = WORTH) -> tuple[float, ...]:
    """How much less there is of some measures; 0 where nothing is known of it."""
    found = []
    for key in keys:
        before, after = effect.before.get(key), effect.after.get(key)
        known = before is not None and after is not None and before.value is not None and after.value is not None
        found.append((before.value or 0.0) - (after.value or 0.0) if known and before and after else 0.0)
    return tuple(found)


def _rank(one: Suggestion) -> tuple[object, ...]:
    gains = saved(one.effect) if one.effect else ()
    return (*(-round(gain, 9) for gain in gains), one.heuristic, one.steps, one.title)

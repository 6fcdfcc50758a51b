"""All ideas for a procedure, each proved, those that bring most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import changed, prove
from frictionaudit.analysis.simplify.rule_findings import FindingDelta, is_unjustified, touched
from frictionaudit.domain.changes import apply
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Effect, Finding, Suggestion

WORTH = ("customer_minutes", "lead_time", "staff_minutes")
"""What suggestions are ranked by, the customers' time first."""
_GAIN = 1e-9
"""Less than this is how numbers are rounded."""


def suggestions(subject: Subject, measures: Measures | None = None) -> list[Suggestion]:
    """Every simplification that the heuristics find, with its proof, the most helpful first.

    The proof is what it does to the measures, and to the findings of the rules that it answers. An idea that makes
    neither any better is none.
    """
    measured = measures or Measures(subject)
    answers = FindingDelta(subject, measured)
    found = [_proved(answers, heuristic, idea) for heuristic, idea in ideas(subject, measured)]
    return sorted((one for one in found if one is not None and _helps(one)), key=_rank)


def ideas(subject: Subject, measures: Measures) -> Iterator[tuple[Heuristic, Idea]]:
    """What the heuristics think of, but for friction that the page says is right, which stays as it is."""
    for kind in HEURISTICS.values():
        heuristic = kind()
        for idea in heuristic.ideas(subject, measures):
            if idea.changes and not _justified(subject, heuristic, idea):
                yield heuristic, idea


def _justified(subject: Subject, heuristic: Heuristic, idea: Idea) -> bool:
    """Whether a place that the idea touches says why it is as it is, for one of the rules that the idea answers."""
    places = {place for change in idea.changes for place in touched(change)}
    return not all(is_unjustified(subject.procedure, place, heuristic.answers) for place in places)


def _proved(answers: FindingDelta, heuristic: Heuristic, idea: Idea) -> Suggestion | None:
    subject = answers.subject
    try:
        after = changed(subject, apply(subject.procedure, idea.changes))
    except ChangeError:  # an idea that contradicts what else the page says is none
        return None
    return Suggestion(
        title=idea.title,
        changes=idea.changes,
        effect=prove(subject, idea.changes, answers.measures),
        trade_off=idea.trade_off,
        safety=heuristic.safety,
        heuristic=heuristic.name(),
        answers=heuristic.answers,
        steps=idea.steps,
        **answers.after(after, heuristic.answers),
    )


def _helps(one: Suggestion) -> bool:
    """Whether a measure gets better, or a finding is gone or eased."""
    effect = one.effect
    gains = effect is not None and any(
        effect.gain(key) > _GAIN for key, measure in effect.before.items() if measure.scope in ("case", "year")
    )
    return gains or bool(one.fixes or one.mitigates)


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
    return (*(-round(gain, 9) for gain in gains), -len(one.fixes), one.heuristic, one.steps, one.title)

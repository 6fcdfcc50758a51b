"""All suggestions for a procedure, each proved on a copy, the most helpful first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.burden import burden_of
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.old_way import closed_to
from frictionaudit.analysis.simplify.prove import changed, prove
from frictionaudit.analysis.simplify.rule_findings import FindingDelta, is_unjustified, touched
from frictionaudit.analysis.simplify.scale_effort import certain_changes
from frictionaudit.domain.changes import apply
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Effect, Finding, Suggestion
from frictionaudit.results.suggestion import BURDEN, MINOR_SHARE

RANKED_BY = ("customer_minutes", "lead_time", "staff_minutes")
"""The measures that suggestions are ranked by, the customers' time first."""
MOST_WORK = 150_000
"""Steps, flows and questions that are measured for all proofs together, unless the number of proofs is given."""
_ROUNDING = 1e-9
"""Smaller differences come from rounding."""


@dataclass
class ProofLimit:
    """How many ideas to prove: `most`, or as many as the size of the page allows, until `is_over` says to stop.

    Afterwards `ideas` counts those that the heuristics had, and `proved` those that were proved.
    """

    most: int | None = None
    is_over: Callable[[], bool] = lambda: False
    ideas: int = 0
    proved: int = 0

    def of(self, subject: Subject) -> int:
        """The number of ideas of a page that may be proved; the same on every machine."""
        if self.most is not None:
            return self.most
        procedure = subject.procedure
        flows = sum(len(step.next) for step in procedure.steps.values())
        questions = sum(len(form.fields or ()) for form in procedure.forms.values())
        return max(1, MOST_WORK // max(1, len(procedure.steps) + flows + questions))


def suggestions(
    subject: Subject,
    measures: Measures | None = None,
    only: Collection[str] = (),
    limit: ProofLimit | None = None,
) -> list[Suggestion]:
    """Every simplification that the heuristics propose, with its proof, the most helpful first.

    With `only`, the other heuristics do not run. The proof covers the measures, and the findings of the rules that
    the heuristic answers. An idea that improves neither is left out. Where `limit` does not allow all proofs, the ideas
    at the greatest burdens are proved.
    """
    before = measures or Measures(subject)
    delta = FindingDelta(subject, before)
    limit = limit or ProofLimit()
    thought, most = list(ideas(subject, before, only)), limit.of(subject)
    limit.ideas = len(thought)
    if len(thought) > most:
        weighs = burden_of(subject)
        thought = sorted(thought, key=lambda pair: -weighs(pair[1]))[:most]
    proved = []
    for heuristic, idea in thought:
        if limit.is_over():
            break
        proved.append(_proved(delta, heuristic, idea))
    limit.proved = len(proved)
    helpful = (suggestion for suggestion in proved if suggestion is not None and _helps(suggestion))
    return _each_once(sorted(helpful, key=_rank))


def _each_once(ranked: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions without those that change the same; of these, the one that answers most findings stays."""
    kept: list[Suggestion] = []
    for suggestion in ranked:
        same = next((n for n, other in enumerate(kept) if other.changes == suggestion.changes), None)
        if same is None:
            kept.append(suggestion)
        elif _answered(suggestion) > _answered(kept[same]):
            kept[same] = suggestion
    return kept


def _answered(suggestion: Suggestion) -> int:
    return len(suggestion.fixes) + len(suggestion.mitigates)


def ideas(subject: Subject, measures: Measures, only: Collection[str] = ()) -> Iterator[tuple[Heuristic, Idea]]:
    """What the heuristics propose. Friction that the page justifies is left alone."""
    for name, kind in HEURISTICS.items():
        if only and name not in only:
            continue
        heuristic = kind()
        for idea in heuristic.ideas(subject, measures):
            if idea.changes and not _justified(subject, heuristic, idea):
                yield heuristic, idea


def _justified(subject: Subject, heuristic: Heuristic, idea: Idea) -> bool:
    """Whether the page gives a reason, at a place that the idea touches, for one of the rules that it answers."""
    places = {place for change in idea.changes for place in touched(change)}
    return not all(is_unjustified(subject.procedure, place, heuristic.answers) for place in places)


def _proved(delta: FindingDelta, heuristic: Heuristic, idea: Idea) -> Suggestion | None:
    subject = delta.subject
    try:
        after = changed(subject, apply(subject.procedure, idea.changes))
    except ChangeError:  # the idea contradicts something else on the page
        return None
    idea = _with_the_old_way(subject, after, idea)
    assumes = (idea.assumes,) if idea.assumes else ()
    certain = certain_changes(idea.changes, idea.assumes) if assumes else ()
    effect = prove(subject, idea.changes, delta.measures, assumes, certain)
    return heuristic.suggestion(idea, effect=effect, **delta.after(after, heuristic.answers))


def _with_the_old_way(before: Subject, after: Subject, idea: Idea) -> Idea:
    """The idea, which names the customer groups that cannot use the new channel; the effect leaves them out."""
    return replace(idea, trade_off="; ".join(filter(None, (idea.trade_off, closed_to(before, after)))))


def _helps(suggestion: Suggestion) -> bool:
    """Whether a measure per case or per year improves, or a finding is fixed or mitigated.

    An idea that fixes nothing, and takes notable time or money to save neither, does not help.
    """
    if suggestion.fixes or suggestion.mitigates:
        return True
    effect = suggestion.effect
    if effect is None:
        return False
    gains = {key: effect.gain(key) for key, measure in effect.before.items() if measure.scope in ("case", "year")}
    saves = any(gain > _ROUNDING for key, gain in gains.items() if key in BURDEN)
    costs = any(gain < -MINOR_SHARE * (effect.before[key].value or 0.0) for key, gain in gains.items() if key in BURDEN)
    return (saves or not costs) and any(gain > _ROUNDING for gain in gains.values())


def attached(findings: Iterable[Finding], suggested: Sequence[Suggestion]) -> list[Finding]:
    """The findings, each with the suggestions that fix or mitigate it at one of its steps, minor ones left out."""
    return [finding.model_copy(update={"suggestions": tuple(_answering(finding, suggested))}) for finding in findings]


def _answering(finding: Finding, suggested: Sequence[Suggestion]) -> Iterator[Suggestion]:
    for suggestion in suggested:
        same_place = not finding.steps or not suggestion.steps or set(finding.steps) & set(suggestion.steps)
        proved = {*suggestion.fixes, *suggestion.mitigates}
        if proved & set(finding.codes) and same_place and not suggestion.is_minor:
            yield suggestion


def savings(effect: Effect, keys: Iterable[str] = RANKED_BY) -> tuple[float, ...]:
    """By how much some measures fall; 0 where one side is unknown."""
    return tuple(_saving(effect, key) for key in keys)


def _saving(effect: Effect, key: str) -> float:
    before, after = effect.before.get(key), effect.after.get(key)
    if before is None or after is None or before.value is None or after.value is None:
        return 0.0
    return before.value - after.value


def _rank(suggestion: Suggestion) -> tuple[object, ...]:
    saved = savings(suggestion.effect) if suggestion.effect else ()
    order = (suggestion.heuristic, suggestion.steps, suggestion.title)
    return (suggestion.is_minor, *(-round(saving, 9) for saving in saved), -len(suggestion.fixes), *order)

"""What to change: the simplifications of every procedure, each proved by itself, and their combined effect."""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.unstated_shares import decisions_split_evenly
from frictionaudit.analysis.simplify.burden import greatest_burdens
from frictionaudit.analysis.simplify.combine import combinable
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.analysis.simplify.plan_limits import PlanLimits
from frictionaudit.analysis.simplify.prove import prove_together
from frictionaudit.analysis.simplify.suggest import ProofLimit, suggestions
from frictionaudit.application.audit import Sources, subjects
from frictionaudit.results.audit import PlannedProcedure, SuggestedProcedure

SECONDS = 25.0
"""The time for the suggestions of one procedure; what was proved until then is given, and it is said."""
Clock = Callable[[], float]


def suggest(
    read: Sources,
    only: Collection[str] = (),
    seconds: float = SECONDS,
    most: int | None = None,
    clock: Clock = monotonic,
) -> list[SuggestedProcedure]:
    """The suggestions for everything that was read, the most helpful first; `only` names the heuristics to run.
    At most `most` ideas are proved, by default as many as the size of the page allows.

    `together` is the effect of all that can be combined and are not minor. Savings overlap, so it is measured. What is
    announced comes last, and is true of the whole set. The greatest burdens are named where all heuristics ran.
    """
    suggested = []
    for subject, reading in zip(subjects(r.procedure for r in read.readings), read.readings, strict=True):
        measures = Measures(subject)
        limit = ProofLimit(most, _deadline(seconds, clock))
        ideas = suggestions(subject, measures, only, limit)
        combined = combinable(subject, [suggestion for suggestion in ideas if not suggestion.is_minor])
        fitting = [within for _, within in combined]
        suggested.append(
            SuggestedProcedure(
                id=subject.procedure.id,
                title=subject.procedure.title,
                source=reading.path,
                suggestions=tuple(ideas),
                burdens=() if only else greatest_burdens(subject, ideas),
                procedure=subject.procedure,
                taken=tuple(sorted(ideas.index(suggestion) for suggestion, _ in combined)),
                changes=tuple(change for suggestion in fitting for change in suggestion.changes),
                cut_short=_cut_short(limit, subject, seconds),
                split_evenly=decisions_split_evenly(subject),
                together=prove_together(subject, fitting, measures) if fitting else None,
            )
        )
    return suggested


def _deadline(seconds: float, clock: Clock) -> Callable[[], bool]:
    end = clock() + seconds
    return lambda: clock() > end


def _cut_short(limit: ProofLimit, subject: Subject, seconds: float) -> str:
    """Why not every idea was proved, and how to have it; '' if all were."""
    if limit.proved == limit.ideas:
        return ""
    said = f"{limit.proved} of {limit.ideas} ideas were proved"
    if limit.proved < limit.of(subject):
        return f"only {said}, in {seconds:g} seconds; there may be better ones; --seconds allows more time"
    return f"only {said}, those at the greatest burdens; --ideas {limit.ideas} proves all"


def plans(read: Sources, limits: PlanLimits) -> list[PlannedProcedure]:
    """The best sets of simplifications for everything that was read, under the owner's limits."""
    planned = []
    for subject, reading in zip(subjects(r.procedure for r in read.readings), read.readings, strict=True):
        search = plan(subject, limits)
        planned.append(
            PlannedProcedure(
                id=subject.procedure.id,
                title=subject.procedure.title,
                source=reading.path,
                procedure=subject.procedure,
                plans=search.plans,
                looked_at=search.looked_at,
                cut_short=search.cut_short,
                split_evenly=decisions_split_evenly(subject),
            )
        )
    return planned

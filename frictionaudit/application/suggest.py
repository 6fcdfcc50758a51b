"""What to change: the simplifications of every procedure, each proved by itself, and all mechanical ones together."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.combine import together
from frictionaudit.analysis.simplify.plan import PlanLimits, plan
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.application.audit import Sources, subjects
from frictionaudit.results.audit import PlannedProcedure, SuggestedProcedure


def suggest(read: Sources, names: Iterable[str] = ()) -> list[SuggestedProcedure]:
    """The suggestions for everything that was read, or those of some heuristics by name, the most helpful first.

    `together` is the effect of all of them that can be made together; savings overlap, so it is measured anew.
    """
    wanted = set(names)
    found = []
    for subject, reading in zip(subjects(r.procedure for r in read.readings), read.readings, strict=True):
        measures = Measures(subject)
        listed = [one for one in suggestions(subject, measures) if not wanted or one.heuristic in wanted]
        made = together(subject.procedure, listed)
        span = reading.span()
        found.append(
            SuggestedProcedure(
                id=subject.procedure.id,
                title=subject.procedure.title,
                source=span.path if span else "",
                suggestions=tuple(listed),
                procedure=subject.procedure,
                taken=tuple(listed.index(one) for one in made),
                together=prove(subject, [change for one in made for change in one.changes], measures) if made else None,
            )
        )
    return found


def plans(read: Sources, limits: PlanLimits) -> list[PlannedProcedure]:
    """The best sets of simplifications for everything that was read, under the owner's limits."""
    planned = []
    for subject, reading in zip(subjects(r.procedure for r in read.readings), read.readings, strict=True):
        found = plan(subject, limits)
        span = reading.span()
        planned.append(
            PlannedProcedure(
                id=subject.procedure.id,
                title=subject.procedure.title,
                source=span.path if span else "",
                procedure=subject.procedure,
                plans=found.plans,
                looked_at=found.looked_at,
                cut_short=found.cut_short,
            )
        )
    return planned

"""The customer groups that keep the old way, where a step moves to a channel that they cannot use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isclose

from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.wording import enumeration
from frictionaudit.domain.procedure import Procedure, Step, means_of
from frictionaudit.results.measure import Measure


def keeping_the_old_way(before: Subject, after: Subject) -> dict[str, list[str]]:
    """By customer group, the steps that moved to a channel for which the group lacks something (`without`)."""
    steps = before.procedure.steps
    moved = {
        id: means_of(step.channel) - means_of(steps[id].channel)
        for id, step in after.procedure.steps.items()
        if id in steps and step.channel is not steps[id].channel
    }
    groups = after.procedure.groups if moved else {}
    kept = {name: [id for id, needs in moved.items() if needs & {*group.without}] for name, group in groups.items()}
    return {name: ids for name, ids in kept.items() if ids}


def closed_to(before: Subject, after: Subject) -> str:
    """What is to be said of the customer groups that keep the old way; empty where there are none."""
    groups = before.procedure.groups
    names = enumeration(f"'{groups[id].name or id}'" for id in keeping_the_old_way(before, after))
    return f"the new channel is closed to {names}, so the effect leaves them out" if names else ""


def measured(before: Subject, after: Subject) -> Mapping[str, Measure]:
    """The measures after a change, where groups that cannot use a new channel do these steps as before.

    Only measures that are the mean over the groups can be told so; the others are those of everybody on the new way.
    """
    whole, kept = Measures(after), keeping_the_old_way(before, after)
    if not kept:
        return whole
    alone = {segment.name: Measures(after.only(segment)) for segment in after.segments}
    really = {
        segment.name: Measures(_on_the_old_way(before, after, segment, kept[segment.name]))
        if segment.name in kept
        else alone[segment.name]
        for segment in after.segments
    }
    told = {key: _mean(after, whole[key], alone, really) for key in whole}
    gap = _gap([measures["customer_minutes"].value for measures in really.values()])
    return {**told, "fairness_gap": replace(whole["fairness_gap"], value=gap)} if gap is not None else told


def _mean(after: Subject, measure: Measure, alone: Mapping[str, Measures], really: Mapping[str, Measures]) -> Measure:
    """A measure with some groups on the old way, where it is the mean over the groups; otherwise as it is."""
    total = added = 0.0
    for segment in after.segments:
        new, own = alone[segment.name][measure.key].value, really[segment.name][measure.key].value
        if new is None or own is None:
            return measure
        total += segment.share * new
        added += segment.share * (own - new)
    if not added or measure.value is None or not isclose(total, measure.value, rel_tol=1e-6, abs_tol=1e-9):
        return measure
    return replace(measure, value=measure.value + added)


def _gap(burdens: list[float | None]) -> float | None:
    """The largest over the smallest burden of a group, as the measure of that name; None where it is unknown."""
    known = [burden for burden in burdens if burden is not None]
    return max(known) / min(known) if len(known) == len(burdens) > 1 and min(known) else None


def _on_the_old_way(before: Subject, after: Subject, segment: CustomerSegment, ids: list[str]) -> Subject:
    """The changed procedure for one group, with some steps done as before."""
    procedure = _restored(before.procedure, after.procedure, ids)
    only = after.only(segment)
    return replace(only, procedure=procedure, known=replace(only.known, graph=after.graph.for_version(procedure)))


def _restored(before: Procedure, after: Procedure, ids: list[str]) -> Procedure:
    return after.model_copy(
        update={"steps": {**after.steps, **{id: _as_before(before.steps[id], after.steps[id]) for id in ids}}}
    )


def _as_before(before: Step, after: Step) -> Step:
    """A step with the channel and the effort that it had."""
    return after.model_copy(update={"channel": before.channel, "also": before.also, "effort": before.effort})

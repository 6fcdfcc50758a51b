"""The even splits that an expected number depends on, to be said beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from frictionaudit.analysis.burden.amounts import adjoints
from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.reweighting import subject_if
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.exceptions import unstated_exceptions
from frictionaudit.analysis.patterns.unstated_shares import NOT_EXCLUSIVE, unstated_flows

_LEAST = 0.05
_LEAST_PART = 0.1
"""Splits that could change the number by less than this per case, and by less than this part of it, are left out."""
_TRIED = 20
"""Splits that are tried otherwise than evenly; each takes a solution of its own, and three are named."""
_MOST = 0.9
"""Share of one flow when a split is tried otherwise than evenly; with all cases, a loop might never end."""


def even_split(
    subject: Subject, per_case: Mapping[str, float], number: Callable[[Subject], float] | None = None
) -> str:
    """What to add to a number that is the sum of these amounts of steps: ", with an even split assumed at 'Check it'".

    Names the decisions without shares whose branches differ most in it, and says how many more there are. An event that
    may happen at a step is named itself. Empty where the number does not depend on any. `number` counts it again where
    the sum of steps does not tell, as with contacts, which lie between steps: then only splits that move it are named.
    """
    decisions = [step for step in subject.graph.steps if unstated_flows(subject, step)]
    if not decisions or not all(adjoint.finite for adjoint in adjoints(subject)):
        return ""
    per_visit = {step: amount / subject.visits(step).value for step, amount in per_case.items() if amount}
    spread = {step: _spread(subject, step, per_visit) for step in decisions}
    least = min(_LEAST, _LEAST_PART * sum(per_case.values()))
    named = sorted((step for step in decisions if spread[step] >= least), key=lambda step: (-spread[step], step))
    if number is not None:
        named = [step for n, step in enumerate(named) if n >= _TRIED or _moves(subject, step, number, least)]
    return _said(subject, named)


def _said(subject: Subject, named: Sequence[str]) -> str:
    """Decisions at which all ways are assumed alike, then events that are assumed to happen every second time."""
    graph = subject.graph
    events = {step: unstated_exceptions(subject, step) for step in named if len(graph.outgoing[step]) == 2}
    happening = [arc.target for arcs in events.values() for arc in arcs]
    decisions = [step for step in named if not events.get(step)]
    said = [f"an even split assumed at {describe_all(graph, decisions)}"] if decisions else []
    said += [f"{describe_all(graph, happening)} assumed as often as not"] if happening else []
    return f", with {' and '.join(said)}" if said else ""


def _moves(subject: Subject, step: str, number: Callable[[Subject], float], least: float) -> bool:
    """Whether a number changes when most cases take one of the flows without a share, and then another."""
    arcs = unstated_flows(subject, step)
    rest = 1 - sum(arc.flow.share.value for arc in subject.graph.outgoing[step] if arc.flow.share is not None)
    free = subject.graph.routing(step) in NOT_EXCLUSIVE
    whole = 1.0 if free else rest
    found = []
    for most in arcs:
        few = whole * (1 - _MOST) / max(1, len(arcs) - 1)
        found.append(number(subject_if(subject, {arc.id: whole * _MOST if arc is most else few for arc in arcs})))
    if free and len(arcs) == 1:
        found.append(number(subject_if(subject, {arcs[0].id: 1 - _MOST})))
    return max(found) - min(found) >= least


def _spread(subject: Subject, step: str, per_visit: Mapping[str, float]) -> float:
    """By how much the number differs per case between the branches whose shares are unknown.

    Where several branches can be taken, by how much it differs with and without the one that matters most.
    """
    spread = 0.0
    none_taken = [0.0] if subject.graph.routing(step) in NOT_EXCLUSIVE else []
    for segment, adjoint in zip(subject.segments, adjoints(subject), strict=True):
        go = adjoint.to_go(per_visit)
        ahead = none_taken + [
            amount for arc in unstated_flows(subject, step) if (amount := adjoint.through(arc, go)) is not None
        ]
        if len(ahead) > 1:
            spread += segment.share * segment.visits.value[step] * (max(ahead) - min(ahead))
    return spread

"""How much the customers' time hangs on numbers that nobody counted: each a fifth less, and a fifth more.

Effort, volume and the share that people would do anyway enter the total as factors, so their effect is exact without
solving anything again. A share of the ways on is changed and the visits are solved anew, the other ways keeping their
proportions; of ways that nobody gave a share for, all but the least that matters are tried, since one is the rest.
A share that a fifth more would carry to 1 or beyond goes half of the way to 1: a loop that no case leaves has no total.
The most visited SHARES ways are tried, of a large procedure fewer, so that no more than WORK steps are solved anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.reweighting import Shares, rescaled, stated_by, visits_if
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, StepKind
from frictionaudit.domain.quantities import Assumed, Quantity
from frictionaudit.results.sensitivity import Driver, TornadoChart

FIFTH = 0.2
SHARES = 50
"""So many ways on are tried, those most visited."""
WORK = 20_000
"""Steps that are solved anew for all of them together; a fifth more and a fifth less count once."""
_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)
_TO = {"fill": "fill in", "counter": "be served", "chase": "ask where it stands", "return": "go or send back"}
"""What somebody does in a part of effort, where the part's name does not say it."""
_UNGIVEN = "nobody gave a share; what is left is split evenly"


def sensitivity(subject: Subject, stated_only: bool = False) -> TornadoChart:
    """The assumed numbers of a procedure, ranked by what they move; `stated_only` leaves out what nobody gave."""
    total = _Total(subject)
    procedure = subject.procedure
    yearly = procedure.volume is not None
    found: list[Driver] = []
    left_out = 0
    if total.value and math.isfinite(total.value):
        ways, left_out = _ways(subject, stated_only)
        found = [*_factors(total), *_groups(total), *(lever for way in ways if (lever := _way(total, way)))]
        found = _without_the_rest(subject, found)
    return TornadoChart(
        id=procedure.id,
        title=procedure.title,
        key="customer_hours_year" if yearly else "customer_minutes",
        total=round(total.value, 9) if math.isfinite(total.value) else None,
        unit="hours" if yearly else "minutes",
        levers=tuple(sorted(found, key=lambda lever: (-lever.moves, lever.path))),
        left_out=left_out,
    )


class _Total:
    """The customers' hours a year, or the minutes of a case, as a function of visits and shares of the streams."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        volume, bau = subject.procedure.volume, subject.procedure.bau_share
        self.scale = volume.per_year * (1 - (bau.value if bau else 0.0)) / 60 if volume else 1.0

    @cached_property
    def _a_visit(self) -> Sequence[Mapping[str, float]]:
        """For each stream the customer's minutes of one visit to each step."""
        found: list[dict[str, float]] = []
        for stream in self.subject.segments:
            of_steps: dict[str, float] = {}
            for step, part, _, minutes in self.subject.efforts:
                if part in CUSTOMER_PARTS:
                    of_steps[step] = of_steps.get(step, 0.0) + stream.factor(part) * minutes
            found.append(of_steps)
        return found

    def of(self, visits: Sequence[Mapping[str, float]]) -> float:
        """The total, for visits of each stream."""
        return sum(s.share * part for s, part in zip(self.subject.segments, self.parts(visits), strict=True))

    def parts(self, visits: Sequence[Mapping[str, float]]) -> list[float]:
        """The total that each stream would make alone."""
        return [
            self.scale * sum(times[step] * minutes for step, minutes in of_steps.items())
            for times, of_steps in zip(visits, self._a_visit, strict=True)
        ]

    @cached_property
    def visits(self) -> Sequence[Mapping[str, float]]:
        return [stream.visits.value for stream in self.subject.segments]

    @cached_property
    def value(self) -> float:
        return self.of(self.visits) if any(self._a_visit) else 0.0

    def lever(self, path: tuple[str, ...], what: str, number: Quantity | None, low: float, high: float) -> Driver:
        assumed = number is not None and isinstance(number.evidence, Assumed)
        why = number.evidence.why if number is not None and isinstance(number.evidence, Assumed) else _UNGIVEN
        moves = max(abs(low - self.value), abs(high - self.value)) / self.value
        return Driver(
            path=path,
            what=what,
            why=why,
            stated=assumed,
            low=round(low, 9),
            high=round(high, 9),
            moves=round(moves, 9),
        )


def _factors(total: _Total) -> Iterator[Driver]:
    """Volume, the share that people would do anyway, and every assumed effort of customers."""
    procedure, value = total.subject.procedure, total.value
    if procedure.volume is not None and isinstance(procedure.volume.evidence, Assumed):
        ends = value * (1 - FIFTH), value * (1 + FIFTH)
        yield total.lever(("volume",), "how many cases there are", procedure.volume, *ends)
    bau = procedure.bau_share
    if bau is not None and procedure.volume is not None and isinstance(bau.evidence, Assumed):
        low, high = (value * (1 - _moved(bau.value, by)) / (1 - bau.value) for by in (-FIFTH, FIFTH))
        yield total.lever(("bau_share",), "what people would do anyway", bau, low, high)
    for step, part, duration, minutes in total.subject.efforts:
        if part in CUSTOMER_PARTS and isinstance(duration.evidence, Assumed):
            moved = FIFTH * total.scale * total.subject.effort_visits(step, part).value * minutes
            if moved:
                path = ("steps", step, "effort", part)
                what = f"the time to {_TO.get(part, part)} at '{procedure.label(step)}'"
                yield total.lever(path, what, duration, value - moved, value + moved)


def _groups(total: _Total) -> Iterator[Driver]:
    """The assumed shares of groups of customers; the others keep their proportions."""
    segments = total.subject.segments
    parts = total.parts(total.visits)
    for n, stream in enumerate(segments):
        if stream.group is None or len(segments) < 2 or not isinstance(stream.group.share.evidence, Assumed):
            continue
        rest = 1.0 - stream.share
        others = sum(s.share * part for m, (s, part) in enumerate(zip(segments, parts, strict=True)) if m != n)
        shares = [_moved(stream.share, by) for by in (-FIFTH, FIFTH)]
        low, high = (share * parts[n] + others * (1 - share) / rest for share in shares)
        what = f"the share of the group '{stream.group.name or stream.name}'"
        yield total.lever(("groups", stream.name, "share"), what, stream.group.share, low, high)


def _moved(share: float, by: float) -> float:
    """A share a fifth less or more; at most half of the way to 1."""
    moved = share * (1 + by)
    return moved if moved < 1 else (1 + share) / 2


@dataclass(frozen=True)
class _Way:
    """A way on whose share is assumed or not given, for everybody or for one group."""

    arc: Arc
    group: str | None
    share: Quantity | None


def _ways(subject: Subject, stated_only: bool) -> tuple[list[_Way], int]:
    graph = subject.graph
    found: list[_Way] = []
    groups = subject.procedure.groups
    for step, arcs in graph.outgoing.items():
        if len(arcs) < 2 or graph.routing(step) is StepKind.PARALLEL:
            continue
        open_ = sum(arc.flow.share is None for arc in arcs)
        for arc in arcs:
            share = arc.flow.share
            if share is None:
                if not stated_only and (open_ > 1 or graph.routing(step) in _ANY):
                    found.append(_Way(arc, None, None))
            elif isinstance(share.evidence, Assumed):
                found.append(_Way(arc, None, share))
            for id, group in sorted(groups.items()):
                own = group.flows.get(arc.id)
                if own is not None and isinstance(own.evidence, Assumed):
                    found.append(_Way(arc, id, own))
    found.sort(key=lambda way: (-subject.visits(way.arc.source).value, way.arc.id, way.group or ""))
    room = min(SHARES, WORK // len(graph.steps))
    return found[:room], max(0, len(found) - room)


def _way(total: _Total, way: _Way) -> Driver | None:
    """What a way's share moves; None where no case comes to it, or where that leaves no total."""
    subject, arcs = total.subject, total.subject.graph.outgoing[way.arc.source]
    exclusive = subject.graph.routing(way.arc.source) not in _ANY

    def changed(by: float, stream: CustomerSegment) -> Shares:
        concerned = stream.name == way.group if way.group else way.arc.id not in stated_by(stream)
        if not concerned:
            return {}
        now = {arc.id: stream.visits.routing.weights[arc.id].value for arc in arcs}
        share = _moved(now[way.arc.id], by)
        return rescaled(arcs, now, way.arc.id, share) if exclusive else {way.arc.id: share}

    low, high = (total.of(visits_if(subject, partial(changed, by))) for by in (-FIFTH, FIFTH))
    if not math.isfinite(low) or not math.isfinite(high) or low == high == total.value:
        return None
    label = subject.procedure.label
    key = way.arc.flow.key
    path = ("groups", way.group, "flows", way.arc.id) if way.group else ("steps", way.arc.source, "next", key, "share")
    of_group = f" in the group '{subject.procedure.groups[way.group].name or way.group}'" if way.group else ""
    what = f"the share that goes from '{label(way.arc.source)}' to '{label(way.arc.target)}'{of_group}"
    return total.lever(path, what, way.share, low, high)


def _without_the_rest(subject: Subject, levers: Sequence[Driver]) -> list[Driver]:
    """Of ways that exclude each other and that nobody gave a share for, all but the one that matters least."""
    by_step: dict[str, list[Driver]] = {}
    for lever in levers:
        if not lever.stated and subject.graph.routing(lever.path[1]) not in _ANY:
            by_step.setdefault(lever.path[1], []).append(lever)
    least = {min(group, key=lambda lever: (lever.moves, lever.path)).path for group in by_step.values() if group[1:]}
    return [lever for lever in levers if lever.stated or lever.path not in least]

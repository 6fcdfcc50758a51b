"""The subject of an audit: a procedure, its graph, and its expected visits overall and per customer segment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.state_space import Which
from frictionaudit.analysis.flow.passages import Ends, Handover, handovers, sequence
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.analysis.flow.working import idle_parties, rests, stays
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import EFFORT_PARTS, CustomerGroup, Procedure, Side, Step, StepKind
from frictionaudit.domain.quantities import Duration

_WHICH: tuple[Which, ...] = ("value", "low", "high")


@dataclass(frozen=True)
class CustomerSegment:
    """A share of all customers with the same routing and effort."""

    name: str
    share: float
    group: CustomerGroup | None
    visits: Visits

    def factor(self, part: str) -> float:
        """Factor on a part of customer effort."""
        effort: Mapping[str, float] = self.group.effort if self.group else {}
        return effort.get(part, effort.get("all", 1.0))


@dataclass(frozen=True)
class Known:
    """Results computed for another version with the same flows, to be reused."""

    graph: FrictionGraph | None = None
    segments: tuple[CustomerSegment, ...] | None = None
    by_party: tuple[Handover, ...] | None = None
    by_customer: tuple[Handover, ...] | None = None


@dataclass(frozen=True, eq=False)
class Subject:
    """A procedure under audit.

    `limits` are legal time limits, `portfolio` the other procedures by id, `today` the day of the audit, or
    None if no day was given. `known` holds results of another version of the procedure with the same flows.
    """

    procedure: Procedure
    limits: Mapping[str, TimeLimit] = field(default_factory=dict)
    portfolio: Mapping[str, Procedure] = field(default_factory=dict)
    today: date | None = None
    known: Known = Known()

    @cached_property
    def graph(self) -> FrictionGraph:
        return self.known.graph or FrictionGraph(self.procedure)

    @cached_property
    def segments(self) -> tuple[CustomerSegment, ...]:
        """One segment per customer group, then the remaining customers."""
        if self.known.segments is not None:
            return self.known.segments
        groups = self.procedure.groups
        segments = [
            CustomerSegment(id, group.share.value, group, Visits.of(self.graph, group))
            for id, group in sorted(groups.items())
        ]
        rest = 1.0 - sum(segment.share for segment in segments)
        if rest > 1e-9 or not segments:
            segments.append(
                CustomerSegment("everyone else" if segments else "everyone", rest, None, Visits.of(self.graph))
            )
        return tuple(segments)

    def only(self, segment: CustomerSegment) -> Subject:
        """The same procedure for one segment alone."""
        whole = CustomerSegment(segment.name, 1.0, segment.group, segment.visits)
        known = Known(graph=self.graph, segments=(whole,))
        return Subject(self.procedure, self.limits, self.portfolio, self.today, known)

    @cached_property
    def efforts(self) -> tuple[tuple[str, str, Duration, float], ...]:
        """Every stated part of effort: step, part, duration, and its expected minutes."""
        touch = self.procedure.calendar.expected_touch
        return tuple(
            (id, part, duration, touch(duration))
            for id, step in self.procedure.steps.items()
            if step.effort is not None
            for part in EFFORT_PARTS
            if (duration := step.effort.part(part)) is not None
        )

    @cached_property
    def tasks(self) -> Mapping[str, Step]:
        """Steps of kind task."""
        return {id: step for id, step in self.procedure.steps.items() if step.kind is StepKind.TASK}

    def side(self, step: str) -> Side | None:
        """On which side of the counter a step is done; None where nobody is named."""
        return self._sides[step]

    @cached_property
    def _sides(self) -> Mapping[str, Side | None]:
        return {step: self.procedure.side(step) for step in self.procedure.steps}

    def visits(self, step: str) -> Weight:
        """Expected visits of a step per case over all segments, with bounds."""
        if step not in self._visits:
            self._visits[step] = self.effort_visits(step, None)
        return self._visits[step]

    @cached_property
    def _visits(self) -> dict[str, Weight]:
        return {}

    def effort_visits(self, step: str, part: str | None) -> Weight:
        """Expected visits of a step, each segment weighted with its factor on a part of effort."""
        totals = [
            sum(s.share * (s.factor(part) if part else 1.0) * getattr(s.visits, which)[step] for s in self.segments)
            for which in _WHICH
        ]
        return Weight(*totals)

    def passes(self, arc: Arc) -> Weight:
        """Expected passages over an arc per case."""
        return Weight(*(sum(s.share * s.visits.arc(arc, which) for s in self.segments) for which in _WHICH))

    def first_tokens(self, step: str) -> float | None:
        """Expected tokens that come to a step for the first time; None if the loop is too large to tell."""
        tokens = [segment.visits.first_tokens.get(step) for segment in self.segments]
        if any(value is None for value in tokens):
            return None
        return sum(segment.share * (value or 0.0) for segment, value in zip(self.segments, tokens, strict=True))

    def reached_any(self, steps: Iterable[str]) -> float:
        """Probability that a case reaches at least one of some steps."""
        places = tuple(steps)
        return sum(segment.share * min(1.0, segment.visits.first_passage(places)) for segment in self.segments)

    def reached(self, step: str) -> float | None:
        """Probability that a case reaches a step; None if the loop is too large to tell."""
        probabilities = [segment.visits.reached.get(step) for segment in self.segments]
        if any(value is None for value in probabilities):
            return None
        return sum(segment.share * (value or 0.0) for segment, value in zip(self.segments, probabilities, strict=True))

    @cached_property
    def by_party(self) -> tuple[Handover, ...]:
        """Passages from one step with a party to the next such step.

        Steps without a party are eliminated, and so are gateways at which flows only meet: nothing is decided there.
        So are events and decisions in the lane of a party of ours that does nothing.
        """
        if self.known.by_party is not None:
            return self.known.by_party
        return self._chain(self.with_party)

    @cached_property
    def with_party(self) -> frozenset[str]:
        """The steps at which a party has the case."""
        steps, leaving = self.procedure.steps, self.graph.outgoing
        meets = {id for id, step in steps.items() if step.kind.gateway and len(leaving[id]) == 1}
        idle = idle_parties(self.procedure)
        return frozenset(id for id, step in steps.items() if step.by and step.by not in idle and id not in meets)

    @cached_property
    def by_worker(self) -> tuple[Handover, ...]:
        """Passages between steps with a party, where gateways are passed through: nobody works at a gateway.

        Nor does anybody of ours at an event without a message.
        """
        steps, working = self.procedure.steps, frozenset(stays(self.procedure))
        if all(step.by is None or id in working for id, step in steps.items()):
            return self.by_party
        return self._chain(working)

    @cached_property
    def by_hand(self) -> tuple[Handover, ...]:
        """Passages between steps with a party, where gateways and events of ours without a message are passed through.

        A decision of the customer's stays: a case that waits for it has left our hands.
        """
        steps, parties = self.procedure.steps, self.with_party
        working = frozenset(id for id in parties if not rests(self.procedure, steps[id]))
        return self.by_party if working == parties else self._chain(working)

    @cached_property
    def taken_over(self) -> Mapping[str, tuple[str, ...]]:
        """For each step with a party the next steps with a party."""
        successors: dict[str, list[str]] = {}
        for handover in self.by_party:
            if handover.source is not None:
                successors.setdefault(handover.source, []).append(handover.target)
        return {step: tuple(targets) for step, targets in successors.items()}

    @cached_property
    def by_customer(self) -> tuple[Handover, ...]:
        """Passages from one customer task to the next by the same customer, branches one after the other."""
        if self.known.by_customer is not None:
            return self.known.by_customer
        tasks: dict[str | None, set[str]] = {}
        for id, step in self.tasks.items():
            if self.side(id) is Side.CUSTOMER:
                tasks.setdefault(step.by, set()).add(id)
        return _total((self.segments, sequence, frozenset(own)) for _, own in sorted(tasks.items(), key=str))

    def _chain(self, keep: frozenset[str]) -> tuple[Handover, ...]:
        return _total([(self.segments, handovers, keep)])


def _total(
    parts: Iterable[
        tuple[tuple[CustomerSegment, ...], Callable[[Visits, frozenset[str]], dict[Ends, Weight]], frozenset[str]]
    ],
) -> tuple[Handover, ...]:
    """Passages over all segments, weighted with their shares."""
    totals: dict[Ends, list[float]] = {}
    for segments, passages, keep in parts:
        for segment in segments:
            for ends, weight in passages(segment.visits, keep).items():
                total = totals.setdefault(ends, [0.0, 0.0, 0.0])
                for n, number in enumerate((weight.value, weight.low, weight.high)):
                    total[n] += segment.share * number
    return tuple(
        Handover(*ends, value, None if low == high else (low, high))
        for ends, (value, low, high) in sorted(totals.items(), key=lambda item: str(item[0]))
    )

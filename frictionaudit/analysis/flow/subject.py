"""What is audited: one procedure's graph with its expected visits, for all customers together and each group apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.passages import Handover, chain
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.visits import Visits, Which
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, CustomerGroup, Procedure, Side, Step, StepKind
from frictionaudit.domain.quantities import Duration

_WHICH: tuple[Which, ...] = ("value", "low", "high")


@dataclass(frozen=True)
class CustomerSegment:
    """A part of all customers who go through the procedure in the same way."""

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
    """What is known of a procedure's flows and hand-overs already, so that it need not be computed again."""

    graph: FrictionGraph | None = None
    segments: tuple[CustomerSegment, ...] | None = None
    by_party: tuple[Handover, ...] | None = None
    by_customer: tuple[Handover, ...] | None = None


@dataclass(frozen=True, eq=False)
class Subject:
    """A procedure under audit.

    `limits` are the legal time limits known, `portfolio` the other procedures by id, `today` the day of the audit
    where it matters how old something is; None where nobody said. `known` holds what another version of the
    procedure with the same flows has computed already.
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
        """The customer groups, and the rest of the customers last."""
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
        """The same procedure as one group goes through it."""
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
            for part in (*CUSTOMER_PARTS, *STAFF_PARTS)
            if (duration := step.effort.part(part)) is not None
        )

    @cached_property
    def tasks(self) -> Mapping[str, Step]:
        """Steps in which somebody does something."""
        return {id: step for id, step in self.procedure.steps.items() if step.kind is StepKind.TASK}

    def side(self, step: str) -> Side | None:
        return self.procedure.side(step)

    @cached_property
    def visits(self) -> Callable[[str], Weight]:
        """Expected visits of a step per case, over all customers, with bounds."""
        return lru_cache(maxsize=None)(lambda step: self.effort_visits(step, None))

    def effort_visits(self, step: str, part: str | None) -> Weight:
        """Expected visits of a step, each group's weighted with its factor on a part of effort."""
        totals = [
            sum(s.share * (s.factor(part) if part else 1.0) * getattr(s.visits, which)[step] for s in self.segments)
            for which in _WHICH
        ]
        return Weight(*totals)

    def passes(self, arc: Arc) -> Weight:
        """Expected passages over an arc per case."""
        return Weight(*(sum(s.share * s.visits.arc(arc, which) for s in self.segments) for which in _WHICH))

    def reached(self, step: str) -> float | None:
        """Share of cases that come to the step at all; None where it was not computed."""
        found = [segment.visits.reached.get(step) for segment in self.segments]
        if any(value is None for value in found):
            return None
        return sum(segment.share * (value or 0.0) for segment, value in zip(self.segments, found, strict=True))

    @cached_property
    def by_party(self) -> tuple[Handover, ...]:
        """Passages from one step that has a party to the next such step; whatever only routes is looked through."""
        if self.known.by_party is not None:
            return self.known.by_party
        steps = self.procedure.steps
        return self._chain(frozenset(id for id, step in steps.items() if step.by))

    @cached_property
    def taken_over(self) -> Mapping[str, tuple[str, ...]]:
        """For each step with a party the steps with a party that come next."""
        found: dict[str, list[str]] = {}
        for passage in self.by_party:
            if passage.source is not None:
                found.setdefault(passage.source, []).append(passage.target)
        return {step: tuple(targets) for step, targets in found.items()}

    @cached_property
    def by_customer(self) -> tuple[Handover, ...]:
        """Passages from one thing the customer does to the next."""
        if self.known.by_customer is not None:
            return self.known.by_customer
        return self._chain(frozenset(id for id in self.tasks if self.side(id) is Side.CUSTOMER))

    def _chain(self, keep: frozenset[str]) -> tuple[Handover, ...]:
        totals: dict[tuple[str | None, str], float] = {}
        for segment in self.segments:
            for passage in chain(segment.visits, keep):
                ends = (passage.source, passage.target)
                totals[ends] = totals.get(ends, 0.0) + segment.share * passage.expected
        return tuple(Handover(*ends, expected) for ends, expected in sorted(totals.items(), key=lambda i: str(i[0])))

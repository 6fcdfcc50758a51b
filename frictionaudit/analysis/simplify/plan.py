"""The best sets of simplifications: ideas are combined one at a time, and each set is measured as a whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.analysis.simplify.combine import as_a_whole
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.plan_limits import Chosen, IdeaKey, PlanLimits, key_of, may_follow
from frictionaudit.analysis.simplify.prove import changed, prove_together
from frictionaudit.analysis.simplify.rule_findings import FindingDelta
from frictionaudit.analysis.simplify.suggest import ideas
from frictionaudit.domain.changes import apply
from frictionaudit.domain.changes.base import Amended
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Plan

GOALS = ("customer_minutes", "staff_minutes", "lead_time", "cost")
"""What to reduce, the customers' time first; `cost` is what customers pay plus the wages for staff time, per case. The
number of changes is the fifth goal."""
_GoalMeasures = tuple[tuple[str, ...], ...]
_SUMMED: _GoalMeasures = (("customer_minutes",), ("staff_minutes",), ("lead_time",), ("customer_cost", "staff_cost"))
"""For each goal the measures that it is the sum of."""
_BEAM_WIDTH = 24  # sets of each size that are extended at most, where not all fit the limits of the search
_GREEDY_FROM = 3
"""Where a plan may hold more ideas than this, a greedy search for each goal comes before the beam search."""
_ENABLING = frozenset({"asks", "by", "needs", "makes", "channel", "control", "proof"})  # other ideas look at these
_ROUNDING = 1e-9
_NO_LIMITS = PlanLimits()


@dataclass(frozen=True)
class PlanSearch:
    """The plans, how many sets were measured, and why the search was not exhaustive, if it was not."""

    plans: tuple[Plan, ...]
    looked_at: int
    cut_short: str


@dataclass(frozen=True)
class _Set:
    """Ideas applied in order, and the procedure that results."""

    procedure: Procedure
    """Without its graph and chain, of which thousands would fill the memory."""
    ideas: tuple[Chosen, ...]
    values: tuple[float, ...]
    changes: int

    @property
    def keys(self) -> frozenset[IdeaKey]:
        return frozenset(key_of(heuristic, idea) for heuristic, idea in self.ideas)


@dataclass
class _Search:
    subject: Subject
    limits: PlanLimits
    clock: Callable[[], float]
    goals: _GoalMeasures
    seen: dict[frozenset[IdeaKey], list[_Set]] = field(default_factory=dict)
    measured: int = 0
    exhaustive: bool = False
    cut_short: str = ""
    narrowed: bool = False
    _deadline: float = 0.0
    _at_first: frozenset[IdeaKey] = frozenset()
    _idle: set[IdeaKey] = field(default_factory=set)
    _extended: dict[int, list[_Set]] = field(default_factory=dict)

    def run(self) -> None:
        start = _Set(self.subject.procedure, (), _values(self.subject, self.goals), 0)
        self.seen[start.keys] = [start]
        self._deadline = self.clock() + self.limits.seconds
        self.exhaustive = _sets_of(len(self._extensions(start)), self.limits.max_ideas) <= self.limits.max_sets
        if self.limits.max_ideas > _GREEDY_FROM:  # otherwise the beam search alone covers what can be measured
            for goal in range(len(GOALS)):
                self._greedy(start, goal)
        self._beam(start)

    def _beam(self, start: _Set) -> None:
        """Extend the sets of each size by one idea: all of them where they fit the limits, otherwise the best."""
        level = [start]
        while level and len(level[0].ideas) < self.limits.max_ideas and not self.cut_short:
            extended = {id(larger): larger for base in level for larger in self._extensions(base)}
            level = sorted(extended.values(), key=_order)
            if not self.exhaustive and len(level) > _BEAM_WIDTH:
                self.narrowed = True
                level = level[:_BEAM_WIDTH]

    def _greedy(self, current: _Set, goal: int) -> None:
        """Extend a set by the best idea for one goal, until no idea improves any goal."""
        while len(current.ideas) < self.limits.max_ideas and not self.cut_short:
            extensions = self._extensions(current)
            best = min(extensions, key=lambda larger: (larger.values[goal], *_order(larger)), default=None)
            if best is None or not _improves(best, current):
                return
            current = best

    def _extensions(self, base: _Set) -> list[_Set]:
        """The sets with one idea more, except ideas that only tell or promise something and so serve no goal."""
        if id(base) not in self._extended:
            self._extended[id(base)] = [larger for larger in self._measured(base) if not self._is_idle(base, larger)]
        return self._extended[id(base)]

    def _measured(self, base: _Set) -> Iterator[_Set]:
        if self._is_over():  # finding ideas takes time as well
            return
        subject = changed(self.subject, base.procedure) if base.ideas else self.subject
        thought = list(ideas(subject, Measures(subject), self._kinds()))
        if not base.ideas:
            self._at_first = frozenset(key_of(heuristic, idea) for heuristic, idea in thought)
        for heuristic, idea in thought:
            if self._is_over():
                return
            own = key_of(heuristic, idea)
            keys = base.keys | {own}
            if own in base.keys or own in self._idle or not self.limits.allow(base.procedure, heuristic, idea):
                continue
            if not may_follow(base.ideas, heuristic, idea, self._at_first):
                continue
            known = self.seen.get(keys, [])
            if known and not self.exhaustive:
                yield known[0]
                continue
            try:
                after = apply(base.procedure, idea.changes)
            except ChangeError:
                continue
            same = next((other for other in known if other.procedure == after), None)
            yield same or self._measure(base, heuristic, idea, changed(subject, after))

    def _kinds(self) -> frozenset[str]:
        """The heuristics to ask, without those that only announced something so far: that takes long to work out."""
        idle = {name for name, _ in self._idle if HEURISTICS[name].announces}
        return frozenset(HEURISTICS) - idle

    def _is_over(self) -> bool:
        """Whether a limit of the search is reached; then `cut_short` says which."""
        if self.measured >= self.limits.max_sets:
            self.cut_short = f"{self.limits.max_sets} combinations were measured; there may be better plans"
        elif self.clock() > self._deadline:
            self.cut_short = f"the search stopped after {self.limits.seconds:g} seconds; there may be better plans"
        return bool(self.cut_short)

    def is_far_over(self) -> bool:
        """Whether proving more plans would take much longer than the search was allowed to."""
        return self.clock() > self._deadline + self.limits.seconds / 4 and self._is_over()

    def _measure(self, base: _Set, heuristic: Heuristic, idea: Idea, after: Subject) -> _Set:
        """The set with one idea more, measured. The order of its ideas can matter, so a set can be there twice."""
        values, changes = _values(after, self.goals), base.changes + len(idea.changes)
        larger = _Set(after.procedure, (*base.ideas, (heuristic, idea)), values, changes)
        self.seen.setdefault(larger.keys, []).append(larger)
        self.measured += 1
        return larger

    def _is_idle(self, base: _Set, larger: _Set) -> bool:
        """Whether the last idea of a set changed no goal, and no attribute that another idea looks at."""
        heuristic, idea = larger.ideas[-1]
        tells_only = all(isinstance(change, Amended) and change.attribute not in _ENABLING for change in idea.changes)
        if tells_only and larger.values == base.values:
            self._idle.add(key_of(heuristic, idea))
            return True
        return False


def plan(subject: Subject, limits: PlanLimits = _NO_LIMITS, clock: Callable[[], float] = monotonic) -> PlanSearch:
    """The Pareto-optimal sets of ideas, by the goals and the number of changes.

    Sets grow by one idea at a time; the heuristics run again on each set, so that every idea fits what the earlier ones
    left. Where all sets of the ideas at hand fit `max_sets`, all are measured; otherwise only the best of each size are
    extended (beam search). Where many ideas may be combined, a greedy search for each goal comes first. Ideas that
    announce something come last in a plan. The same procedure gives the same plans, unless time runs out.
    """
    search = _Search(subject, limits, clock, _known_goals(subject))
    search.run()
    start, *sets = [measured for variants in search.seen.values() for measured in variants]
    best = sorted(_pareto_optimal([candidate for candidate in sets if _improves(candidate, start)]), key=_order)
    delta = FindingDelta(subject, Measures(subject))
    plans: list[Plan] = []
    for chosen in best:
        if plans and search.is_far_over():
            break
        plans.append(_plan(delta, chosen))
    beam = f"only the best {_BEAM_WIDTH} combinations of each size were extended" if search.narrowed else ""
    return PlanSearch(tuple(plans), search.measured, search.cut_short or beam)


def _sets_of(ideas: int, most: int) -> int:
    """The number of sets up to a given size."""
    return sum(math.comb(ideas, size) for size in range(1, most + 1))


def _known_goals(subject: Subject) -> _GoalMeasures:
    """For each goal the measures whose value is known at the start; what is unknown then is no goal."""
    measures = Measures(subject)
    return tuple(tuple(key for key in keys if measures[key].value is not None) for keys in _SUMMED)


def _values(subject: Subject, goals: _GoalMeasures) -> tuple[float, ...]:
    """The value of each goal. A measure that has become unknown is not 0: it counts as the worst value."""
    measures = Measures(subject)
    summands = ([measures[key].value for key in keys] for keys in goals)
    return tuple(
        math.inf if None in values else round(sum(value for value in values if value), 6) for values in summands
    )


def _improves(candidate: _Set, base: _Set) -> bool:
    """Whether any goal is better."""
    return any(new < old - _ROUNDING for new, old in zip(candidate.values, base.values, strict=True))


def _order(candidate: _Set) -> tuple[object, ...]:
    return (*candidate.values, candidate.changes, sorted(candidate.keys))


def _pareto_optimal(sets: Sequence[_Set]) -> Iterator[_Set]:
    """The sets that no other set dominates in the goals and the number of changes."""
    front: list[tuple[float, ...]] = []
    for candidate in sorted(sets, key=_order):
        own = (*candidate.values, float(candidate.changes))
        if not any(all(better <= value for better, value in zip(kept, own, strict=True)) for kept in front):
            front.append(own)
            yield candidate


def _plan(delta: FindingDelta, chosen: _Set) -> Plan:
    subject = delta.subject
    parts = tuple(heuristic.suggestion(idea) for heuristic, idea in as_a_whole(subject, chosen.ideas))
    after = changed(subject, apply(subject.procedure, tuple(change for part in parts for change in part.changes)))
    found = delta.after(after, (rule.code() for rule in chosen_rules()))
    return Plan(parts=parts, effect=prove_together(subject, parts, delta.measures), **found)

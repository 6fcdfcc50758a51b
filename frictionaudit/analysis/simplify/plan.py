"""The best sets of simplifications: ideas are put together step by step, and each set is measured as a whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.prove import changed, prove
from frictionaudit.analysis.simplify.suggest import ideas
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.changes.base import Amended
from frictionaudit.domain.procedure import Channel, Procedure
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Plan, Suggestion

GOALS = ("customer_minutes", "staff_minutes", "lead_time", "cost")
"""What is to become less, the customers' time first; the number of changes is the fifth."""
_Goals = tuple[tuple[str, ...], ...]
_BEHIND: _Goals = (("customer_minutes",), ("staff_minutes",), ("lead_time",), ("customer_cost", "staff_cost"))
"""The measures that each goal is the sum of."""
_BEAM = 24
"""So many sets of each size are built upon."""
_DEEP = 3
"""Where more ideas than that may be made together, the search first goes straight on for each goal."""
_BUILT_UPON = frozenset({"asks", "by", "needs", "makes", "channel", "control"})
"""What is said of steps that other ideas look at."""
_GAIN = 1e-9


_ON_LINE = {Channel.WEB, Channel.APP, Channel.CHAT}


@dataclass(frozen=True)
class PlanLimits:
    """What the owner allows: how many ideas at most, which steps stay, whether only what follows from the page."""

    most: int = 5
    keep: frozenset[str] = frozenset()
    mechanical: bool = False
    new_systems: bool = True
    sets: int = 5000
    seconds: float = 60.0


@dataclass(frozen=True)
class PlanSearch:
    """The plans, how many sets were measured, and why the search ended early, if it did."""

    plans: tuple[Plan, ...]
    looked_at: int
    cut_short: str


@dataclass(frozen=True)
class _Set:
    """Some ideas made together, in order, and what the procedure is like then."""

    subject: Subject
    parts: tuple[tuple[Heuristic, Idea], ...]
    values: tuple[float, ...]
    changes: int

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        return frozenset((heuristic.name(), idea.title) for heuristic, idea in self.parts)


@dataclass
class _Search:
    limits: PlanLimits
    clock: Callable[[], float]
    goals: _Goals
    seen: dict[frozenset[tuple[str, str]], _Set] = field(default_factory=dict)
    cut_short: str = ""
    narrowed: bool = False
    _ends: float = 0.0
    _idle: set[tuple[str, str]] = field(default_factory=set)
    _grown: dict[frozenset[tuple[str, str]], list[_Set]] = field(default_factory=dict)

    def run(self, subject: Subject) -> None:
        start = _Set(subject, (), _values(subject, self.goals), 0)
        self.seen[start.keys] = start
        self._ends = self.clock() + self.limits.seconds
        if self.limits.most > _DEEP:  # otherwise what is built upon is all that can be looked at
            for goal in range(len(GOALS)):
                self._greedy(start, goal)
        level = [start]
        while level and len(level[0].parts) < self.limits.most and not self.cut_short:
            found = {one.keys: one for base in level for one in self._grow(base)}
            grown = sorted(found.values(), key=_order)
            self.narrowed = self.narrowed or len(grown) > _BEAM
            level = grown[:_BEAM]

    def _greedy(self, one: _Set, goal: int) -> None:
        """From a set on, always with the idea that brings most for one goal, until none brings anything for any."""
        while len(one.parts) < self.limits.most and not self.cut_short:
            best = min(self._grow(one), key=lambda grown: (grown.values[goal], *_order(grown)), default=None)
            if best is None or not any(a < b - _GAIN for a, b in zip(best.values, one.values, strict=True)):
                return
            one = best

    def _grow(self, base: _Set) -> list[_Set]:
        """The sets of one idea more. Ideas that only say or promise something bring nothing for any goal."""
        if base.keys not in self._grown:
            self._grown[base.keys] = [one for one in self._measured(base) if not self._only_says(base, one)]
        return self._grown[base.keys]

    def _measured(self, base: _Set) -> Iterator[_Set]:
        for heuristic, idea in ideas(base.subject, Measures(base.subject)):
            one = (heuristic.name(), idea.title)
            key = base.keys | {one}
            if one in base.keys or one in self._idle or not self._allowed(base, heuristic, idea):
                continue
            if key in self.seen:
                yield self.seen[key]
                continue
            if len(self.seen) > self.limits.sets or self.clock() > self._ends:
                many = len(self.seen) > self.limits.sets
                limit = (
                    f"{self.limits.sets} sets were measured" if many else f"{self.limits.seconds:g} seconds were over"
                )
                self.cut_short = f"{limit}; there may be better plans"
                return
            try:
                after = changed(base.subject, apply(base.subject.procedure, idea.changes))
            except ChangeError:
                continue
            made = _Set(
                after, (*base.parts, (heuristic, idea)), _values(after, self.goals), base.changes + len(idea.changes)
            )
            self.seen[key] = made
            yield made

    def _only_says(self, base: _Set, one: _Set) -> bool:
        """Whether the last idea of a set changed no goal, nor anything that another idea could build upon."""
        heuristic, idea = one.parts[-1]
        said = all(isinstance(c, Amended) and c.attribute not in _BUILT_UPON for c in idea.changes)
        if said and one.values == base.values:
            self._idle.add((heuristic.name(), idea.title))
            return True
        return False

    def _allowed(self, base: _Set, heuristic: Heuristic, idea: Idea) -> bool:
        if self.limits.mechanical and heuristic.safety != "mechanical":
            return False
        if any(len(change.place) > 1 and change.place[1] in self.limits.keep for change in idea.changes):
            return False
        return self.limits.new_systems or not any(
            _new_system(base.subject.procedure, change) for change in idea.changes
        )


def plan(subject: Subject, limits: PlanLimits = PlanLimits(), clock: Callable[[], float] = monotonic) -> PlanSearch:
    """Sets of ideas of which none is worse than another in every goal and in the number of changes.

    Sets grow by one idea at a time; ideas are thought of anew for each set, so that they fit what is left. Where
    many may be made together, the search first goes straight on, always with the idea that brings most for one
    goal; then of each size the best are built upon (beam search). The same procedure gives the same plans, unless
    time runs out.
    """
    search = _Search(limits, clock, _known(subject))
    search.run(subject)
    start, *sets = search.seen.values()
    useful = [one for one in sets if any(a < b - _GAIN for a, b in zip(one.values, start.values, strict=True))]
    best = sorted(_front(useful), key=_order)
    measures = Measures(subject)
    plans = tuple(_plan(subject, measures, one) for one in best)
    beam = f"of each size only the best {_BEAM} sets were built upon" if search.narrowed else ""
    return PlanSearch(plans, len(sets), search.cut_short or beam)


def _new_system(procedure: Procedure, change: Change) -> bool:
    """Whether a change brings a system, or a channel on line, that nobody uses in the procedure so far."""
    if not isinstance(change, Amended) or change.value is None:
        return False
    said = [change.value] if isinstance(change.value, str) else change.value
    if change.attribute == "systems":
        return not set(said) <= {system for step in procedure.steps.values() for system in step.systems}
    if change.attribute in ("channel", "also"):
        open_now = {channel for step in procedure.steps.values() for channel in (step.channel, *step.also)}
        return not {Channel(channel) for channel in said} & _ON_LINE <= open_now
    return False


def _known(subject: Subject) -> _Goals:
    """The measures behind each goal whose value is known to begin with; what is unknown then is no goal."""
    measures = Measures(subject)
    return tuple(tuple(key for key in keys if measures[key].value is not None) for keys in _BEHIND)


def _values(subject: Subject, goals: _Goals) -> tuple[float, ...]:
    """What is to become less, by goal. What has become unknown has not become nothing: it counts as the worst."""
    measures = Measures(subject)
    found = ([measures[key].value for key in keys] for keys in goals)
    return tuple(math.inf if None in values else round(sum(value for value in values if value), 6) for values in found)


def _order(one: _Set) -> tuple[object, ...]:
    return (*one.values, one.changes, sorted(one.keys))


def _front(sets: Sequence[_Set]) -> Iterator[_Set]:
    """The sets that no other is as good as in everything and better in something."""
    kept: list[tuple[float, ...]] = []
    for one in sorted(sets, key=_order):
        goals = (*one.values, float(one.changes))
        if not any(all(a <= b for a, b in zip(other, goals, strict=True)) for other in kept):
            kept.append(goals)
            yield one


def _plan(subject: Subject, measures: Measures, one: _Set) -> Plan:
    parts = tuple(
        Suggestion(
            title=idea.title,
            changes=idea.changes,
            trade_off=idea.trade_off,
            safety=heuristic.safety,
            heuristic=heuristic.name(),
            answers=heuristic.answers,
            steps=idea.steps,
        )
        for heuristic, idea in one.parts
    )
    return Plan(parts=parts, effect=prove(subject, [change for part in parts for change in part.changes], measures))

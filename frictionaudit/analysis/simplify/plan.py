"""The best sets of simplifications: ideas are put together step by step, and each set is measured as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.base import Heuristic, Idea
from frictionaudit.analysis.simplify.proving import changed, prove
from frictionaudit.analysis.simplify.suggesting import ideas
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.changes import apply
from frictionaudit.domain.findings import Plan, Suggestion
from frictionaudit.errors import ChangeError

GOALS = ("customer_minutes", "staff_minutes", "lead_time", "cost")
"""What is to become less, the customers' time first; the number of changes is the fifth."""
_BEAM = 24
"""So many sets of each size are built upon."""
_GAIN = 1e-9


@dataclass(frozen=True)
class Limits:
    """What the owner allows: how many ideas at most, which steps stay, whether only what follows from the page."""

    most: int = 5
    keep: frozenset[str] = frozenset()
    mechanical: bool = False
    new_systems: bool = True
    sets: int = 5000
    seconds: float = 60.0


@dataclass(frozen=True)
class Found:
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
        return frozenset((heuristic.readable(), idea.title) for heuristic, idea in self.parts)


@dataclass
class _Search:
    limits: Limits
    clock: Callable[[], float]
    seen: dict[frozenset[tuple[str, str]], _Set] = field(default_factory=dict)
    cut_short: str = ""
    narrowed: bool = False

    def run(self, subject: Subject) -> None:
        start = _Set(subject, (), _values(subject), 0)
        self.seen[start.keys] = start
        ends = self.clock() + self.limits.seconds
        level = [start]
        while level and len(level[0].parts) < self.limits.most and not self.cut_short:
            grown = sorted((one for base in level for one in self._grown(base, ends)), key=_order)
            self.narrowed = self.narrowed or len(grown) > _BEAM
            level = grown[:_BEAM]

    def _grown(self, base: _Set, ends: float) -> Iterator[_Set]:
        for heuristic, idea in ideas(base.subject, Measures(base.subject)):
            key = base.keys | {(heuristic.readable(), idea.title)}
            if key in self.seen or not self._allowed(base, heuristic, idea):
                continue
            if len(self.seen) > self.limits.sets or self.clock() > ends:
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
            one = _Set(after, (*base.parts, (heuristic, idea)), _values(after), base.changes + len(idea.changes))
            self.seen[key] = one
            yield one

    def _allowed(self, base: _Set, heuristic: Heuristic, idea: Idea) -> bool:
        if self.limits.mechanical and heuristic.safety != "mechanical":
            return False
        if any(len(change.place) > 1 and change.place[1] in self.limits.keep for change in idea.changes):
            return False
        new_system = any(getattr(change, "attribute", "") == "systems" for change in idea.changes)
        return self.limits.new_systems or not new_system


def plan(subject: Subject, limits: Limits = Limits(), clock: Callable[[], float] = monotonic) -> Found:
    """Sets of ideas of which none is worse than another in every goal and in the number of changes.

    Sets grow by one idea at a time; ideas are thought of anew for each set, so that they fit what is left. Of each
    size the best are built upon (beam search). The same procedure gives the same plans, unless time runs out.
    """
    search = _Search(limits, clock)
    search.run(subject)
    start, *sets = search.seen.values()
    useful = [one for one in sets if any(a < b - _GAIN for a, b in zip(one.values, start.values, strict=True))]
    best = sorted(_front(useful), key=_order)
    measures = Measures(subject)
    plans = tuple(_plan(subject, measures, one) for one in best)
    beam = f"of each size only the best {_BEAM} sets were built upon" if search.narrowed else ""
    return Found(plans, len(sets), search.cut_short or beam)


def _values(subject: Subject) -> tuple[float, ...]:
    measures = Measures(subject)

    def of(*keys: str) -> float:
        return round(sum(measures[key].value or 0.0 for key in keys), 6)

    return (of("customer_minutes"), of("staff_minutes"), of("lead_time"), of("customer_cost", "staff_cost"))


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
            given_up=idea.given_up,
            safety=heuristic.safety,
            heuristic=heuristic.readable(),
            answers=heuristic.answers,
            steps=idea.steps,
        )
        for heuristic, idea in one.parts
    )
    return Plan(parts=parts, effect=prove(subject, [change for part in parts for change in part.changes], measures))

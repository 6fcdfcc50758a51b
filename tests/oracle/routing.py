"""Where a token can go: the choices at each step, and the facts about the graph that the play needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from frictionaudit.domain.procedure import EFFORT_PARTS, Procedure, Step
from tests.oracle.times import Time

OUR_SIDES = ("frontstage", "backstage")
ONE_OR_MORE = ("inclusive", "complex")
IN_PERSON = ("counter", "onsite")


@dataclass(frozen=True)
class Arrow:
    """One flow, with the positions of both its ends."""

    number: int
    source: int
    target: int
    share: float | None
    at_most: int | None
    carried: bool
    key: str


@dataclass(frozen=True)
class Place:
    """One step as the play needs it."""

    number: int
    id: str
    kind: str
    party: str | None
    side: str | None
    outgoing: tuple[Arrow, ...]
    incoming: tuple[int, ...]
    touch: tuple[tuple[str, Time], ...]
    waits: tuple[tuple[str, Time], ...]
    late: tuple[tuple[str | None, float, Time], ...] = ()
    """What goes wrong at the step: whose turn it is then, in which share of the visits, and for how long."""

    @property
    def joins(self) -> str | None:
        """How tokens that arrive on several flows become one: all of them, those that come, or not at all."""
        if len(self.incoming) < 2:
            return None
        if self.kind == "parallel":
            return "all"
        return "arriving" if self.kind in ONE_OR_MORE else None


def bare(step: Step) -> bool:
    """Whether nobody does anything at a step."""
    told = step.asks or step.gives or step.makes or step.fees or step.control or step.effort
    return step.kind != "task" and (
        step.kind.gateway or not (told or step.tells or step.sends_to or step.receives_from or step.systems)
    )


def idle(procedure: Procedure) -> set[str]:
    """The parties of ours that only have events and gateways at which nobody does anything."""
    ours = {id for id, party in procedure.parties.items() if party.side in OUR_SIDES}
    return ours - {step.by for step in procedure.steps.values() if not bare(step)}


class Model:
    """A page, read once for many plays."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.ids = list(procedure.steps)
        position = {id: number for number, id in enumerate(self.ids)}
        arrows: list[Arrow] = []
        for id, flow in procedure.flows:
            share = flow.share.value if flow.share else None
            carried = flow.handover == "customer"
            ends = (position[id], position[flow.to])
            arrows.append(Arrow(len(arrows), *ends, share, flow.at_most, carried, f"{id}>{flow.key}"))
        self.arrows = arrows
        self.places = [self._place(number, id) for number, id in enumerate(self.ids)]
        self.starts = [position[id] for id in procedure.starts]
        self.reach = [self._reachable(number) for number in range(len(self.ids))]
        self.loop = self._loops()
        self.shown = self._shown()
        self.places = [replace(place, late=self._late(place)) for place in self.places]
        self.stops = any(step.stops for step in procedure.steps.values())
        times = [time for place in self.places for _, time in (*place.touch, *place.waits)]
        times += [time for place in self.places for _, _, time in place.late]
        self.fixed = all(time.fixed for time in times)
        self.groups = self._groups()
        self._laws: dict[tuple[int, str | None, tuple[int, ...]], tuple[tuple[int, ...], ...]] = {}

    def _place(self, number: int, id: str) -> Place:
        step = self.procedure.steps[id]
        calendar = self.procedure.calendar
        touch = []
        for part in EFFORT_PARTS:
            duration = step.effort.part(part) if step.effort else None
            if duration is not None:
                touch.append((part, Time(duration, calendar.touch)))
        waits = []
        for turn in ("queue", "batch", "customer", "third"):
            duration = getattr(step.wait, turn) if step.wait else None
            if duration is not None:
                waits.append((turn, Time(duration, calendar.elapsed)))
        side = self.procedure.side(id)
        return Place(
            number=number,
            id=id,
            kind=str(step.kind),
            party=None if step.by in idle(self.procedure) else step.by,
            side=str(side) if side else None,
            outgoing=tuple(arrow for arrow in self.arrows if arrow.source == number),
            incoming=tuple(arrow.number for arrow in self.arrows if arrow.target == number),
            touch=tuple(touch),
            waits=tuple(waits),
        )

    def _shown(self) -> set[tuple[int, int]]:
        """What goes wrong, by step and place in its list, where the page draws a branch to who puts it right.

        After the step only some of the cases that do not give up come there; or, where no other such branch leads
        there, only some came there before the step.
        """
        after, before, claimed = set(), set(), set()
        position = {id: number for number, id in enumerate(self.ids)}
        starts = [position[id] for id in self.procedure.starts]
        for number, id in enumerate(self.ids):
            for n, failure in enumerate(self.procedure.steps[id].disruptions or ()):
                if failure.recovered_by in (None, id):
                    continue
                right = position[failure.recovered_by]
                always_earlier = number not in self._around(starts, right)
                if right in self.reach[number] and not always_earlier and self._ends_without(number, right):
                    after.add((number, n))
                    claimed.add(right)
                elif number in self.reach[right] and not always_earlier:
                    before.add((number, n, right))
        return after | {(number, n) for number, n, right in before if right not in claimed}

    def _around(self, starts: Sequence[int], avoided: int) -> set[int]:
        """What can be reached from some steps without passing one."""
        seen: set[int] = set()
        waiting = [start for start in starts if start != avoided]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                waiting += [a.target for a in self.arrows if a.source == number and a.target != avoided]
        return seen

    def bringing(self, number: int) -> set[str | None]:
        """The parties that can have had a case last before it comes to a step."""
        found: set[str | None] = set()
        seen, waiting = set(), [number]
        while waiting:
            behind = waiting.pop()
            for place in (self.places[arrow.source] for arrow in self.arrows if arrow.target == behind):
                if place.party is not None:
                    found.add(place.party)
                elif place.number not in seen:
                    seen.add(place.number)
                    waiting.append(place.number)
        return found

    def _ends_without(self, number: int, avoided: int) -> bool:
        """Whether a case can come from a step to an end, other than giving up, without passing another step."""
        targets = [arrow.target for arrow in self.arrows if arrow.source == number]
        ends = [self.places[end] for end in self._around(targets, avoided)]
        steps = self.procedure.steps
        return any(not end.outgoing and steps[end.id].outcome != "abandoned" for end in ends)

    def _late(self, place: Place) -> tuple[tuple[str | None, float, Time], ...]:
        found = []
        for n, failure in enumerate(self.procedure.steps[place.id].disruptions or ()):
            if (place.number, n) in self.shown or failure.share is None or failure.takes is None:
                continue
            time = Time(failure.takes, self.procedure.calendar.elapsed)
            found.append((self.whose_turn(place, failure.recovered_by), failure.share.value, time))
        return tuple(found)

    def whose_turn(self, place: Place, recovered_by: str | None) -> str | None:
        """For whom the case waits then: who puts it right, else who does the step."""
        side = self.procedure.side(recovered_by) if recovered_by else None
        side = str(side) if side else place.side
        return "queue" if side in OUR_SIDES else side

    def _groups(self) -> list[tuple[str | None, float]]:
        shares: list[tuple[str | None, float]] = [
            (name, group.share.value) for name, group in self.procedure.groups.items()
        ]
        total = sum(share for _, share in shares)
        if total < 1 - 1e-12:
            shares.append((None, 1 - total))
        return [(name, share / max(total, 1.0)) for name, share in shares if share > 0]

    def _reachable(self, start: int) -> frozenset[int]:
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            for arrow in self.arrows:
                if arrow.source == waiting[-1] and arrow.target not in seen and self._open(arrow):
                    seen.add(arrow.target)
                    waiting.insert(0, arrow.target)
            waiting.pop()
        return frozenset(seen)

    def _open(self, arrow: Arrow) -> bool:
        """Whether any case takes the flow: a share of nought closes it."""
        own = [group.flows.get(arrow.key) for group in self.procedure.groups.values()]
        return arrow.share != 0 or any(share is not None and share.value > 0 for share in own)

    def _loops(self) -> list[int | None]:
        """The loop that each step belongs to, named by its first step; None outside loops."""
        loops: list[int | None] = []
        for number, after in enumerate(self.reach):
            mutual = [step for step in after if number in self.reach[step]]
            loops.append(min(mutual) if number in after else None)
        return loops

    def factor(self, group: str | None, part: str) -> float:
        """How much longer a part of the customer's effort takes in a group."""
        if group is None:
            return 1.0
        factors = self.procedure.groups[group].effort
        return factors.get(part, factors.get("all", 1.0))

    def shares(self, place: Place, group: str | None) -> list[float | None]:
        """The shares of the outgoing flows as stated for a group."""
        own = self.procedure.groups[group].flows if group is not None else {}
        return [own[arrow.key].value if arrow.key in own else arrow.share for arrow in place.outgoing]

    def decision(self, place: Place, group: str | None) -> list[float]:
        """Chances of exactly one flow: what is not stated splits the rest evenly; shares are scaled to sum to 1."""
        if len(place.outgoing) == 1:
            return [1.0]
        stated = self.shares(place, group)
        missing = stated.count(None)
        rest = max(0.0, 1 - sum(share for share in stated if share is not None))
        chances = [rest / missing if share is None else share for share in stated]
        total = sum(chances)
        return [chance / total for chance in chances] if total else [1 / len(chances)] * len(chances)

    def branches(self, place: Place, group: str | None) -> tuple[list[float], list[tuple[int, ...]]]:
        """The sets of flows that a split with one or more branches can take, with their chances.

        The page states how often each branch is taken, not which are taken together. The convention: each
        branch is drawn on its own, and draws without any branch are repeated; the chances of the draws are such
        that each branch is taken as often as its share says. Shares that sum to less than 1 cannot all be true
        where at least one branch is taken: they are scaled. A branch without a share is taken in half of cases.
        """
        wanted = [0.5 if share is None else share for share in self.shares(place, group)]
        sets = [taken for taken in product((0, 1), repeat=len(wanted)) if any(taken)]
        total = sum(wanted)
        if total <= 1 + 1e-12:
            if total < 1e-12:
                wanted, total = [1.0] * len(wanted), float(len(wanted))
            singles = [tuple(int(n == m) for m in range(len(wanted))) for n in range(len(wanted))]
            return [share / total for share in wanted], singles
        draws = [share * some_branch(wanted) for share in wanted]
        chances = [prod(p if on else 1 - p for p, on in zip(draws, taken, strict=True)) for taken in sets]
        return [chance / sum(chances) for chance in chances], sets


def some_branch(wanted: Sequence[float]) -> float:
    """The chance N that a draw takes any branch, where branch i is drawn with wanted[i] × N: N = 1 − Π(1 − wN)."""
    low, high = 1e-9, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if 1 - prod(1 - share * middle for share in wanted) > middle:
            low = middle
        else:
            high = middle
    return high

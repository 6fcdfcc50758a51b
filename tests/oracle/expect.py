"""Means of many cases with their standard errors, and the measures that are made of several means."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, inf, prod, sqrt

from frictionaudit.domain.procedure import CUSTOMER_PARTS, Procedure
from tests.oracle.chance import Choices, draw
from tests.oracle.clock import Clock
from tests.oracle.count import Counts, Tariff
from tests.oracle.play import Play
from tests.oracle.routing import Model

SUMS = (
    *("customer_steps", "staff_steps", "forms", "fields", "required_fields", "known_fields", "distinct_fields"),
    *("documents", "originals", "contacts", "visits_in_person", "phone_prompts", "channel_switches", "handoffs"),
    *("unit_handoffs", "customer_courier", "ping_pong", "approvals", "send_backs", "rework", "customer_minutes"),
    *CUSTOMER_PARTS,
    "search_customer",
    "search_staff",
    *(
        "staff_minutes",
        "third_minutes",
        "contractor_minutes",
        "staff_cost",
        "customer_cost",
        "wait_ours",
        "wait_customer",
        "wait_third",
    ),
    *("value_adding_minutes", "processing_minutes"),
)
"""Measures that are the mean of a count per case."""

RATIOS = {
    "known_data_ratio": ("known_fields", "fields"),
    "rework_inflation": ("tasks", "first_tasks"),
}
PROGRAM_CASES = 20_000
"""Cases from which the program takes its percentiles; they have an error of their own."""

OFTEN = 1_500
"""Plays of a page from which on so many more are spent on rare routes."""

PERCENTILES = {"lead_time_p50": 0.5, "lead_time_p80": 0.8, "lead_time_p90": 0.9}


@dataclass(frozen=True)
class Estimate:
    """What many plays say of a measure: its mean, and how far that may be off by chance."""

    value: float
    error: float = 0.0
    low: float | None = None
    high: float | None = None

    def bounds(self, errors: float = 4.0) -> tuple[float, float]:
        """Where the truth lies; percentiles carry bounds of their own."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return self.value - errors * self.error, self.value + errors * self.error


@dataclass
class Played:
    """The cases of one page, equal ones together."""

    model: Model
    cases: list[tuple[float, Counts, str | None, float | None]] = field(default_factory=list)
    done: list[tuple[int, dict[int, float]]] = field(default_factory=list)
    plays: int = 0
    stuck: int = 0
    rare: list[tuple[Counts, float | None]] = field(default_factory=list)
    """Cases with even chances, where the page is played often."""

    def mean(self, value: Callable[[Counts], float]) -> float:
        """The mean of a value over all cases."""
        return sum(weight * value(counts) for weight, counts, _, _ in self.cases) / self.plays

    def estimate(self, value: float, influence: Callable[[Counts], float]) -> Estimate:
        """A value with the standard error of the mean of its influence function."""
        rows = [(weight, influence(counts)) for weight, counts, _, _ in self.cases]
        return Estimate(value, standard_error(rows))


def standard_error(rows: Sequence[tuple[float, float]]) -> float:
    """Of the mean of weighted values."""
    number = sum(weight for weight, _ in rows)
    mean = sum(weight * value for weight, value in rows) / number
    squares = sum(weight * (value - mean) ** 2 for weight, value in rows)
    return sqrt(squares / max(number - 1, 1) / number)


def play_many(
    procedure: Procedure,
    plays: int,
    seed: int = 1,
    patient: bool = True,
    sample: bool = False,
    on_the_week: bool = False,
) -> Played:
    """Play a page so many times. Without `sample`, every time takes its mean, and equal routes are played once.

    `on_the_week` samples, has cases arrive in opening hours, and counts working time on that week.
    """
    model = Model(procedure)
    played = Played(model, plays=plays)
    tariff = Tariff(model)
    chance = random.Random(seed)
    clock = Clock(procedure.calendar) if on_the_week else None
    if clock or (sample and not model.fixed):
        for _ in range(plays):
            case = Play(model, Choices(chance), patient, sample=True, clock=clock).run()
            played.cases.append((1, tariff.counts(case), case.group, case.lead_time))
            played.done.append((1, case.done))
            played.stuck += bool(case.stuck)
        return played
    for _ in range(min(plays, OFTEN) if plays >= OFTEN else 0):
        case = Play(model, Choices(chance, even=True), patient).run()
        played.rare.append((tariff.counts(case), case.lead_time))
    tree: list = []
    tally: Counter[int] = Counter()
    leaves: list = []
    for _ in range(plays):
        tally[_route(model, tree, leaves, chance, patient)] += 1
    for number, times in tally.items():
        case = leaves[number]
        played.cases.append((times, tariff.counts(case), case.group, case.lead_time))
        played.done.append((times, case.done))
        played.stuck += times * bool(case.stuck)
    return played


def _route(model: Model, tree: list, leaves: list, chance: random.Random, patient: bool) -> int:
    """Follow the tree of choices made before; where it ends, play the case, and remember the rest of its choices.

    A node is a list: the law of the choice and its branches by position; a leaf is the number of a case.
    """
    path: list[int] = []
    node = tree
    while node:
        law, branches = node
        taken = draw(law, chance)
        path.append(taken)
        node = branches.get(taken)
        if isinstance(node, int):
            return node
        if node is None:
            break
    choices = Choices(chance, path)
    leaves.append(Play(model, choices, patient).run())
    leaf = len(leaves) - 1
    node = tree
    for number, (law, taken) in enumerate(zip(choices.laws, choices.taken, strict=True)):
        if not node:
            node[:] = [law, {}]
        last = number + 1 == len(choices.taken)
        node = node[1].setdefault(taken, leaf if last else [])
    if not choices.taken:
        tree[:] = [[1.0], {0: leaf}]
    return leaf


def estimates(played: Played) -> dict[str, Estimate]:
    """Every measure per case that a play of tokens can tell."""
    result: dict[str, Estimate] = {}
    for key in SUMS:
        value = played.mean(lambda counts, key=key: counts.get(key, 0.0))
        result[key] = played.estimate(value, lambda counts, key=key: counts.get(key, 0.0))
    for key, (above, below) in RATIOS.items():
        result |= _ratio(played, key, above, below)
    share = _ratio(played, "redundancy", "distinct_fields", "fields")
    result |= {key: Estimate(1 - ratio.value, ratio.error) for key, ratio in share.items()}
    result["rolled_yield"] = _rolled_yield(played)
    result["shortest_customer_steps"] = Estimate(_shortest(played))
    result |= _groups(played)
    result |= _lead_times(played)
    if "lead_time" in result and result["lead_time"].value:
        result |= _flow_efficiency(played, result["lead_time"].value)
    return {key: estimate for key, estimate in result.items() if estimate.value < inf}


def _ratio(played: Played, key: str, above: str, below: str) -> dict[str, Estimate]:
    whole = played.mean(lambda counts: counts.get(below, 0.0))
    if not whole:
        return {}
    ratio = played.mean(lambda counts: counts.get(above, 0.0)) / whole
    estimate = played.estimate(ratio, lambda counts: (counts.get(above, 0.0) - ratio * counts.get(below, 0.0)) / whole)
    return {key: estimate}


def _rolled_yield(played: Played) -> Estimate:
    """In each group one factor for each loop: the share of cases that come to no step of it twice."""
    loops = sorted({key for _, counts, _, _ in played.cases for key in counts if key.startswith("loop ")})
    total, rows = 0.0, []
    for group in {own for _, _, own, _ in played.cases}:
        cases = [(weight, counts) for weight, counts, own, _ in played.cases if own == group]
        number = sum(weight for weight, _ in cases)
        yields = [1 - sum(weight * counts.get(loop, 0.0) for weight, counts in cases) / number for loop in loops]
        value = prod(yields)
        total += value * number / played.plays
        for weight, counts in cases:
            off = sum(
                (1 - part - counts.get(loop, 0.0)) / part for loop, part in zip(loops, yields, strict=True) if part
            )
            rows.append((weight, value * (1 + off)))
    return Estimate(total, standard_error(rows))


def _shortest(played: Played) -> float:
    """The fewest customer steps met in a case that ends otherwise than abandoned."""
    cases = [*played.rare, *((counts, lead_time) for _, counts, _, lead_time in played.cases)]
    steps = [
        counts.get("customer_steps", 0.0)
        for counts, lead_time in cases
        if not counts["abandoned"] and lead_time is not None
    ]
    return min(steps, default=inf)


def _groups(played: Played) -> dict[str, Estimate]:
    if not played.model.procedure.groups:
        return {}
    minutes: list[Estimate] = []
    completed: list[Estimate] = []
    for group, _ in played.model.groups:
        rows = [(weight, counts) for weight, counts, own, _ in played.cases if own == group]
        if not rows:
            return {}
        minutes.append(_mean([(weight, counts.get("customer_minutes", 0.0)) for weight, counts in rows]))
        completed.append(_mean([(weight, 1 - counts["abandoned"]) for weight, counts in rows]))
    result = {"completion_parity": _quotient(min(completed, key=_value), max(completed, key=_value))}
    if min(minutes, key=_value).value:
        result["fairness_gap"] = _quotient(max(minutes, key=_value), min(minutes, key=_value))
    return result


def _mean(rows: Sequence[tuple[float, float]]) -> Estimate:
    number = sum(weight for weight, _ in rows)
    return Estimate(sum(weight * value for weight, value in rows) / number, standard_error(rows))


def _value(estimate: Estimate) -> float:
    return estimate.value


def _quotient(above: Estimate, below: Estimate) -> Estimate:
    """Of two independent means; one group alone is as fair as can be."""
    if above is below or not below.value:
        return Estimate(1.0)
    value = above.value / below.value
    relative = (below.error / below.value) ** 2 + ((above.error / above.value) ** 2 if above.value else 0.0)
    return Estimate(value, (value or 1.0) * sqrt(relative))


def _lead_times(played: Played) -> dict[str, Estimate]:
    rows = [(weight, lead_time) for weight, _, _, lead_time in played.cases if lead_time is not None]
    if not rows:
        return {}
    result = {"lead_time": _mean(rows)}
    rows.sort(key=lambda row: row[1])
    number = int(sum(weight for weight, _ in rows))
    ranks: list[float] = []
    for weight, _ in rows:
        ranks.append((ranks[-1] if ranks else 0) + weight)
    for key, level in PERCENTILES.items():
        spread = 4 * sqrt(number * level * (1 - level) * (1 + number / PROGRAM_CASES)) + 1
        low, middle, high = (
            rows[min(bisect_right(ranks, max(0.0, min(rank, number) - 1)), len(rows) - 1)][1]
            for rank in (level * number - spread, ceil((number + 1) * level), level * number + spread)
        )
        result[key] = Estimate(middle, 0.0, low, high)
    return result


def _flow_efficiency(played: Played, lead_time: float) -> dict[str, Estimate]:
    """Minutes that a customer and a clerk spend together add value once."""
    if any(own is None for _, _, _, own in played.cases):
        return {}
    value = played.mean(lambda counts: counts.get("adding_once", 0.0)) / lead_time
    rows = [
        (weight, (counts.get("adding_once", 0.0) - value * (own or 0.0)) / lead_time)
        for weight, counts, _, own in played.cases
    ]
    return {"flow_efficiency": Estimate(min(1.0, value), standard_error(rows))}

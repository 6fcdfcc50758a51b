"""One visit of a step in the queue engine: waits, deadlines, touch time, joins."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from frictionaudit.analysis.simulate.acts import Act
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.decisions import draw, draw_limited, draw_some
from frictionaudit.analysis.simulate.model import OURS, Gather, Outgoing
from frictionaudit.analysis.simulate.patience import Patience
from frictionaudit.analysis.simulate.runs import Run
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.working_time import WorkingTime

Chance = Callable[[], float]
"""The next uniform random number."""


def pass_through(
    case: SimulatedCase, runs: Mapping[str, Run], step: str, slot: int, time: float, chance: Chance
) -> tuple[str, int, float]:
    """Advance through steps that never block."""
    sums = case.sums
    while (run := runs.get(step)) is not None:
        takes, step, slot = run
        time, case.counter = time + case.counter, 0.0
        for sampler, into, factor, _ in takes:
            minutes = drawn(case, sampler, chance)
            if into is not None:
                sums[into] += minutes * factor
            time += minutes
    return step, slot, time


def drawn(case: SimulatedCase, sampler: Sampler, chance: Chance) -> float:
    """A time, and whether it lies beyond what the page states."""
    if sampler.fixed is not None and sampler.limit is None:
        return sampler.heights[0]
    minutes = sampler.one(chance())
    if sampler.limit is not None and minutes > sampler.limit:
        case.beyond += 1
    return minutes


def wait(
    case: SimulatedCase, act: Act, begin: float, chance: Chance, working: WorkingTime
) -> tuple[float, float, bool]:
    """When the case reached the batch, when its waits end, and whether a deadline was exceeded first."""
    time = begin
    for sampler, into, theirs, unit in act.before:
        minutes = working.passing_once(time, drawn(case, sampler, chance), unit)
        limit = act.deadline.one(chance()) if theirs and act.deadline is not None else math.inf
        if into is not None:
            case.sums[into] += min(minutes, limit)
        if minutes > limit:
            case.timed_out = True
            return time, time + limit, True
        time += minutes
    for sampler, into, unit, share in act.delays:
        if chance() < share:
            minutes = working.passing_once(time, drawn(case, sampler, chance), unit)
            if into is not None:
                case.sums[into] += minutes
            time += minutes
    came = time
    if act.batch is not None:
        release = (math.floor(time / act.batch) + 1) * act.batch
        case.sums[OURS] += release - time
        time = release
    return came, time, False


def time_out(case: SimulatedCase, act: Act, step: str, time: float, tokens: list[tuple[str, int, float]]) -> None:
    """After an exceeded deadline the case goes where `otherwise` says, or is closed."""
    if act.otherwise is not None and act.otherwise != step:
        tokens.append((act.otherwise, -1, time))
    else:
        case.lead = max(case.lead, time - case.born)
        case.live -= 1


def give_up(case: SimulatedCase, patience: Patience, time: float, tokens: list[tuple[str, int, float]]) -> None:
    """People who give up go to the end that is drawn for that, or leave."""
    if patience.end is not None:
        tokens.append((patience.end, patience.slot, time))
    else:
        case.left = True
        case.lead = max(case.lead, time - case.born)
        case.live -= 1


def touch(case: SimulatedCase, act: Act, chance: Chance) -> float:
    """Touch minutes of a visit on the clock; adds each part to its total."""
    sides = {"own": 0.0, "counter": 0.0, "work": 0.0}
    for sampler, into, factor, clock in act.touch:
        minutes = drawn(case, sampler, chance)
        if into is not None:
            case.sums[into] += minutes * factor
        sides[clock] += minutes
    if sides["counter"] and not sides["work"]:  # passes with the clerk's step that follows
        case.counter = sides["counter"]
        return sides["own"]
    if act.serves:
        sides["counter"], case.counter = max(sides["counter"], case.counter), 0.0
    return sides["own"] + max(sides["counter"], sides["work"])


def join(case: SimulatedCase, step: str, slot: int, time: float, kind: Gather, incoming: int) -> float | None:
    """The time at which a join fires with this token; None while it waits for others."""
    if kind == "fed":
        tickets = case.waiting.get(step)
        if not tickets:  # an exceeded deadline led here past the split
            return time
        ticket = tickets[0]
        ticket.append(time)
        if len(ticket) - 1 < ticket[0]:
            case.live -= 1
            return None
        tickets.pop(0)
        return max(ticket[1:])
    here = case.waiting.setdefault(step, [[] for _ in range(incoming)])
    here[slot].append(time)
    if not all(here):
        case.live -= 1
        return None
    return max(branch.pop(0) for branch in here)


def clock(case: SimulatedCase, ending: Iterable[int], beginning: Iterable[int], time: float) -> None:
    """Stop the clocks of promises that end at a step, and start those that begin there."""
    for n in ending:
        if n in case.begun and n not in case.took:
            case.took[n] = time - case.begun[n]
            if case.beyond > case.beyond_at_begin[n]:
                case.unsure.add(n)
    for n in beginning:
        if n not in case.begun:
            case.begun[n] = time
            case.beyond_at_begin[n] = case.beyond


def leave(
    case: SimulatedCase,
    outgoing: Outgoing,
    step: str,
    time: float,
    chance: Chance,
    tokens: list[tuple[str, int, float]],
) -> None:
    """Send a token on along the flows of a step: one of them, several or all."""
    if outgoing.route == "one":
        if outgoing.limits:
            counts = case.taken.setdefault(step, [0] * len(outgoing.limits))
            branch = draw_limited(outgoing, counts, chance)
        else:
            branch = draw(outgoing.levels, chance)
        if branch < len(outgoing.targets):
            tokens.append((outgoing.targets[branch], outgoing.slots[branch], time))
        else:
            case.live -= 1
    else:
        some = outgoing.route == "some"
        chosen = draw_some(outgoing, chance) if some else list(range(len(outgoing.targets)))
        for waiting_join in outgoing.ticket:
            case.waiting.setdefault(waiting_join, []).append([float(len(chosen))])
            if not chosen:
                tokens.append((waiting_join, -1, time))
        case.live += len(chosen) - 1 + (len(outgoing.ticket) if not chosen else 0)
        tokens += [(outgoing.targets[n], outgoing.slots[n], time) for n in reversed(chosen)]

"""Simulation beside the bare random numbers it takes, and beside simpy on the same model."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np
import simpy

from benchmarks import timing
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.analysis.simulate.run import BLOCK
from frictionaudit.analysis.simulate.vector_engine import Block
from frictionaudit.domain.procedure import Procedure

CASES = 1_000_000
PARTIES = {"customer": {"side": "customer"}, "office": {"side": "backstage"}}
SERVICE = {"check": (8.0, 12.0, 25.0), "decide": (15.0, 20.0, 40.0)}
STAFF = {"check": 3, "decide": 4}
MINUTES_A_YEAR = 525_960


def run(scratch: Path) -> None:
    """Print the table; the answers are compared first."""
    print("Simulation without queues, a procedure of 20 steps with a loop and two choices")
    beside_the_floor()
    print("Simulation with limited staff, twelve steps and two desks")
    for hours in ("Mon-Sun 00:00-24:00", "Mon-Fri 09:00-17:00"):
        beside_simpy(hours)


def twenty_steps() -> dict[str, Any]:
    """Eighteen tasks between start and end, each with a time that varies; one is sent back, two are chosen between."""
    steps: dict[str, Any] = {"s": {"kind": "start", "next": "t1"}, "e": {"kind": "end"}}
    for n in range(1, 19):
        theirs = n % 3 == 1
        steps[f"t{n}"] = {
            "by": "customer" if theirs else "office",
            "effort": {"fill": "5m..20m"} if theirs else {"work": "5m/8m/20m"},
            "wait": {"queue": "2h"} if not theirs else {},
            "next": f"t{n + 1}" if n < 18 else "e",
        }
    steps["t5"]["next"] = [{"to": "t6", "share": 0.9}, {"to": "t4", "share": 0.1}]
    steps["t9"]["next"] = [{"to": "t10", "share": 0.7}, {"to": "t12", "share": 0.3}]
    steps["t14"]["next"] = [{"to": "t15", "share": 0.6}, {"to": "t16", "share": 0.4}]
    return steps


def subject(steps: dict[str, Any], **more: Any) -> Subject:
    page = {"id": "p", "title": "P", "parties": PARTIES, "steps": steps, **more}
    return Subject(Procedure.model_validate(page))


def beside_the_floor() -> None:
    """One million cases against drawing as many random numbers, in the same blocks and by the same generator."""
    about = subject(twenty_steps())
    drawn = numbers_drawn(about)

    def floor() -> None:
        rng, block = np.random.Generator(np.random.SFC64(1)), np.empty(BLOCK, dtype=np.float32)
        for _ in range(math.ceil(drawn * CASES / BLOCK)):
            rng.random(dtype=np.float32, out=block)

    found = simulate(about, CASES, 1)
    expected = Measures(about)["lead_time"].value or 0.0
    if abs(found.lead_time.mean - expected) > 5 * found.lead_time.error:
        raise SystemExit(f"expected {expected} minutes, simulated {found.lead_time}")

    def laws() -> None:
        rng = np.random.default_rng(1)
        for _ in range(math.ceil(CASES / BLOCK)):
            for n in range(1, 19):
                _ = rng.uniform(5, 20, BLOCK) if n % 3 == 1 else rng.triangular(5, 8, 20, BLOCK)

    numpys = timing.function(laws, 3)
    least, ours = timing.function(floor, 5), timing.function(lambda: simulate(about, CASES, 1), 5)
    timing.row(
        f"{drawn:.1f} random numbers a case, drawn and thrown away", least, f"{CASES / least:,.0f} cases a second"
    )
    rate = f"{CASES / numpys:,.0f} cases a second"
    timing.row("the 18 times of a case alone, by numpy's own laws", numpys, rate)
    rate = f"{CASES / ours:,.0f} cases a second, {least / ours:.2f} × floor, {numpys / ours:.2f} × numpy's laws"
    timing.row("the simulation, means and percentiles", ours, rate)
    code = "from benchmarks import simulation as s, timing; s.simulate(s.subject(s.twenty_steps()), s.CASES, 1)"
    told = "; print(timing.peak_megabytes())"
    peak = float(subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True, check=True).stdout)
    print(f"  {'memory at its peak, the whole program':<58}{peak:>9.0f} MB")


def numbers_drawn(about: Subject) -> float:
    """Random numbers per case, counted while a block is played."""
    from frictionaudit.analysis.simulate.model import SimulationModel

    class Counting(Block):
        drawn = 0

        def _even(self, size: int) -> Any:
            self.drawn += size
            return super()._even(size)

        def _drawn(self, sampler: Any, size: int) -> Any:
            self.drawn += size
            return super()._drawn(sampler, size)

    block = Counting(SimulationModel(about, about.segments[0]), BLOCK, np.random.Generator(np.random.SFC64(1)))
    block.play()
    return block.drawn / BLOCK


def with_staff(hours: str, weekly: float) -> Subject:
    """Twelve steps: the customer's, other people's, and two desks with limited staff; one case in five goes back."""
    tasks: dict[str, tuple[str, dict[str, Any]]] = {
        "read": ("customer", {"effort": {"understand": "5m..20m"}}),
        "gather": ("customer", {"effort": {"gather": "10m..60m"}}),
        "fill": ("customer", {"effort": {"fill": "5m/8m/20m"}}),
        "send": ("customer", {"wait": {"third": "1h..30h"}}),
        "check": ("check", {"effort": {"work": triangle("check")}}),
        "ask": ("bank", {"wait": {"third": "1h..9h"}}),
        "decide": ("decide", {"effort": {"work": triangle("decide")}}),
        "write": ("printer", {"wait": {"third": "10m..50m"}}),
        "post": ("printer", {"wait": {"third": "20h..50h"}}),
        "open": ("customer", {"effort": {"understand": "2m..5m"}}),
    }
    steps: dict[str, Any] = {"s": {"kind": "start", "next": "read"}, "e": {"kind": "end"}}
    order = [*tasks, "e"]
    for n, (id, (by, said)) in enumerate(tasks.items()):
        steps[id] = {"by": by, **said, "next": order[n + 1]}
    steps["decide"]["next"] = [{"to": "check", "share": 0.2}, {"to": "write", "share": 0.8}]
    parties: dict[str, Any] = {id: {"side": "backstage", "capacity": number} for id, number in STAFF.items()}
    others = {"customer": {"side": "customer"}, "bank": {"side": "third"}, "printer": {"side": "third"}}
    return subject(steps, parties=parties | others, volume=f"{weekly:g} per week", calendar={"hours": hours})


def triangle(desk: str) -> str:
    return "/".join(f"{point:g}m" for point in SERVICE[desk])


def beside_simpy(hours: str) -> None:
    """The same twelve steps as we play them and as simpy does, with a timeout for each."""
    weekly = 900.0 if hours.startswith("Mon-Sun") else 215.0
    about = with_staff(hours, weekly)
    cases = 40_000
    open_hours = Hours.of(about.procedure.calendar)
    theirs = peer(open_hours, weekly, cases)
    peer_seconds = timing.function(lambda: peer(open_hours, weekly, cases), 2)
    ours_seconds = timing.function(lambda: simulate_queues(about, cases, 1), 3)
    ours = simulate_queues(about, cases, 1).lead_time
    for level, mine in ((5, ours.p50), (9, ours.p90)):
        other = quantiles(theirs, n=10)[level - 1]
        if mine is None or abs(mine / other - 1) > 0.02:
            raise SystemExit(f"p{level}0: {mine} and simpy {other}")
    timing.row(f"simpy, {cases:,} cases, {hours}", peer_seconds, f"{cases / peer_seconds:,.0f} cases a second")
    ratio = f"{peer_seconds / ours_seconds:.1f} × simpy, p50 and p90 within 2 %"
    timing.row("ours", ours_seconds, f"{cases / ours_seconds:,.0f} cases a second, {ratio}")


def peer(hours: Hours, weekly: float, cases: int, seed: int = 2) -> list[float]:
    """Lead times of the same model in simpy, after as long a warm-up."""
    environment, chance, warm = simpy.Environment(), random.Random(seed), cases // 10
    desks = {id: simpy.Resource(environment, number) for id, number in STAFF.items()}
    lead: list[float] = []

    def served(desk: str) -> Any:
        with desks[desk].request() as request:
            yield request
            yield environment.timeout(hours.opens(environment.now) - environment.now)
            low, mode, high = SERVICE[desk]
            done = hours.after(environment.now, chance.triangular(low, high, mode))
            yield environment.timeout(done - environment.now)

    def case(number: int) -> Any:
        born = environment.now
        yield environment.timeout(chance.uniform(5, 20))
        yield environment.timeout(chance.uniform(10, 60))
        yield environment.timeout(chance.triangular(5, 20, 8))
        yield environment.timeout(chance.uniform(60, 1800))
        again = True
        while again:
            yield from served("check")
            yield environment.timeout(chance.uniform(60, 540))
            yield from served("decide")
            again = chance.random() < 0.2
        yield environment.timeout(chance.uniform(10, 50))
        yield environment.timeout(chance.uniform(1200, 3000))
        yield environment.timeout(chance.uniform(2, 5))
        if warm <= number < warm + cases:
            lead.append(environment.now - born)

    def arrivals() -> Any:
        for number in range(warm + cases + warm):
            yield environment.timeout(chance.expovariate(weekly * 365.25 / 7 / MINUTES_A_YEAR))
            environment.process(case(number))

    environment.process(arrivals())
    environment.run()
    return lead

"""Where the program and the play of tokens differ, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.application.audit import Sources
from frictionaudit.application.measure import measure
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.results.measure import Measure
from tests.oracle.expect import RATIOS, SUMS, Estimate, Played, estimates, play_many
from tests.oracle.routing import Model
from tests.oracle.unknown import unknown

KEYS = (
    *SUMS,
    *RATIOS,
    *("redundancy", "rolled_yield", "shortest_customer_steps", "fairness_gap", "completion_parity"),
    *("lead_time", "flow_efficiency"),
)
"""Measures of a case that a play of tokens can tell; the others are `silent_time` and `exit_entry_ratio`."""

ERRORS = 4.0
AGAIN = 20
"""Keys that differ are played again, so many times as often, before anybody is told."""


@dataclass(frozen=True)
class Difference:
    """One key in which the program differs from the play of tokens."""

    key: str
    played: Estimate | None
    measure: Measure
    why: str

    @property
    def size(self) -> float:
        """How far apart, in parts of the larger."""
        if self.played is None or self.measure.value is None:
            return 0.0
        apart = abs(self.played.value - self.measure.value)
        return apart / max(abs(self.played.value), abs(self.measure.value), 1e-9)

    def __str__(self) -> str:
        evidence = self.measure.evidence
        span = f" [{evidence.low:g}, {evidence.high:g}]" if evidence.low is not None else ""
        value = "unknown" if self.measure.value is None else f"{self.measure.value:.6g}"
        played = f"{self.played.value:.6g} ± {self.played.error:.2g}" if self.played else self.why
        return f"{self.key}: program {value} ({evidence.bound}{span}), played {played}"


def measured(procedure: Procedure, keys: tuple[str, ...] = ()) -> dict[str, Measure]:
    """What the program says of a procedure, by key."""
    read = Sources((Reading(procedure, {}),), (), ())
    return {key: found for key, found in measure(read, keys)[0].measures.items() if found.scope == "case"}


def differences(
    procedure: Procedure,
    plays: int,
    seed: int = 1,
    measures: Mapping[str, Measure] | None = None,
    keys: tuple[str, ...] = KEYS,
    sample: bool = False,
    again: int = AGAIN,
    on_the_week: bool = False,
) -> list[Difference]:
    """Keys in which the program is wrong by more than chance explains, in two plays with different seeds."""
    measures = measured(procedure) if measures is None else measures
    missing = unknown(procedure, Model(procedure))

    def differing(keys: tuple[str, ...], plays: int, seed: int) -> list[Difference]:
        readings = _readings(procedure, plays, seed, sample=sample, on_the_week=on_the_week)
        found = []
        for key in keys:
            wrong = [_judge(key, measures[key], played.get(key), missing.get(key)) for played in readings]
            if all(wrong):
                found.append(wrong[0])
        return [difference for difference in found if difference]

    asked = tuple(key for key in keys if key in measures)
    suspected = tuple(difference.key for difference in differing(asked, plays, seed))
    return differing(suspected, plays * again, seed + 1) if suspected else []


def _readings(procedure: Procedure, plays: int, seed: int, **how: bool) -> list[dict[str, Estimate]]:
    """What the plays say; where a join waits for ever, also with joins that go on with what came."""
    played: list[Played] = [play_many(procedure, plays, seed, **how)]
    if played[0].stuck:
        played.append(play_many(procedure, plays, seed, patient=False, **how))
    return [estimates(one) for one in played]


def _judge(key: str, measure: Measure, played: Estimate | None, missing: str | None) -> Difference | None:
    evidence = measure.evidence
    if measure.value is None or (key == "flow_efficiency" and evidence.bound == "estimate"):
        return None  # nothing is claimed
    if missing:
        exact = evidence.bound == "exact"
        return Difference(key, None, measure, f"unknown: {missing}") if exact else None
    if played is None:
        return None
    low, high = played.bounds(ERRORS)
    slack = 1e-6 * max(1.0, abs(measure.value))
    if not _agrees(measure, low - slack, high + slack):
        return Difference(key, played, measure, "")
    return None


def _agrees(measure: Measure, low: float, high: float) -> bool:
    """Whether the value, with the bound that it claims, can lie where the plays say."""
    evidence = measure.evidence
    if evidence.bound == "at least":
        return measure.value is not None and measure.value <= high
    if evidence.bound == "between" and evidence.low is not None and evidence.high is not None:
        return evidence.low <= high and low <= evidence.high
    return measure.value is not None and low <= measure.value <= high

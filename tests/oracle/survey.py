"""Many pages of one kind: the keys that differ on any of them, and those that differ a little on all."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from frictionaudit.domain.procedure import Procedure
from tests.oracle.compare import AGAIN, KEYS, differences, measured
from tests.oracle.expect import SUMS, estimates, play_many
from tests.oracle.routing import Model
from tests.oracle.unknown import unknown


class Drift:
    """The sum of what the program says too much of each key, over many pages, with its standard error."""

    def __init__(self) -> None:
        self.apart: dict[str, float] = {}
        self.variance: dict[str, float] = {}

    def add(self, procedure: Procedure, plays: int, seed: int) -> None:
        """One page more. What the program bounds, or the page leaves out, says nothing."""
        measures = measured(procedure)
        missing = unknown(procedure, Model(procedure))
        played = play_many(procedure, plays, seed)
        if played.stuck:
            return
        for key, estimate in estimates(played).items():
            measure = measures.get(key)
            if key not in SUMS or key in missing or measure is None or measure.value is None:
                continue
            if measure.evidence.bound == "exact":
                self.apart[key] = self.apart.get(key, 0.0) + measure.value - estimate.value
                self.variance[key] = self.variance.get(key, 0.0) + estimate.error**2

    def beyond(self, errors: float) -> dict[str, float]:
        """Keys that are further off than chance explains, with the number of standard errors."""
        scores = {key: self.apart[key] / sqrt(variance) for key, variance in self.variance.items() if variance}
        return {key: score for key, score in scores.items() if abs(score) > errors}


def survey(
    pages: Iterable[Procedure],
    plays: int,
    keys: tuple[str, ...] = KEYS,
    sample: bool = False,
    again: int = AGAIN,
    on_the_week: bool = False,
) -> dict[str, str]:
    """Each key that differs, with the first page on which it does; a key that was found is not looked for again."""
    found: dict[str, str] = {}
    for procedure in pages:
        left = tuple(key for key in keys if key not in found)
        measures = measured(procedure, keys) if sample or on_the_week else measured(procedure)
        how = {"sample": sample, "again": again, "on_the_week": on_the_week}
        for difference in differences(procedure, plays, keys=left, measures=measures, **how):
            found[difference.key] = f"{procedure.id}: {difference}"
    return found


def drifting(pages: Iterable[Procedure], plays: int) -> dict[str, str]:
    """Keys that are off by a little on many pages, in two plays with different seeds."""
    procedures = list(pages)
    scores: list[dict[str, float]] = []
    for seed in (11, 12):
        drift = Drift()
        for procedure in procedures:
            drift.add(procedure, plays, seed)
        scores.append(drift.beyond(4.5))
        if not scores[-1]:
            return {}
    return {
        key: f"off by {scores[0][key]:.1f} and {scores[1][key]:.1f} standard errors over {len(procedures)} pages"
        for key in scores[0]
        if key in scores[1] and scores[0][key] * scores[1][key] > 0
    }

"""Before and after, in generated worlds whose truth is known: the intervals cover it as often as they say."""

from __future__ import annotations

import random
from statistics import fmean

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.verify.intervals import difference_of_means
from frictionaudit.analysis.verify.measured_parts import measured_parts
from frictionaudit.analysis.verify.method import Accepted
from frictionaudit.analysis.verify.methods import METHODS
from frictionaudit.domain.changes import StepAmended, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.review import MeasuredEffect, Prediction, SuggestionEntry

WORLDS = 1000


def covered(hits: int) -> bool:
    return 0.93 * WORLDS <= hits <= 0.97 * WORLDS


def test_intervals_of_averages_cover_the_truth_in_93_to_97_of_100_worlds():
    chance, hits = random.Random(11), 0
    for _ in range(WORLDS):
        truths, sides = (chance.uniform(2, 30), chance.uniform(2, 30)), []
        for mean in truths:
            n = chance.randint(60, 300)
            average = fmean(chance.expovariate(1 / mean) for _ in range(n))
            sides += [average, average / n**0.5]
        found = difference_of_means(*sides)
        hits += found.low <= truths[1] - truths[0] <= found.high
    assert covered(hits), hits


def page(share: float, fill: float, n: int | None) -> Procedure:
    """A form that some cases have to send again; counted on `n` cases, or the truth for None."""

    def value(number: object) -> object:
        return number if n is None else {"value": number, "measured": {"n": n, "period": "2026", "source": "log"}}

    return Procedure.model_validate(
        {
            "id": "apply",
            "title": "Apply",
            "parties": {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}},
            "steps": {
                "start": {"kind": "start", "next": "fill"},
                "fill": {"by": "customer", "effort": {"fill": value(f"{fill:.4f}m")}, "wait": "none", "next": "check"},
                "check": {
                    "by": "desk",
                    "effort": {"work": "4m"},
                    "wait": "none",
                    "next": [{"to": "fill", "share": value(share)}, {"to": "done", "share": value(1 - share)}],
                },
                "done": {"kind": "end"},
            },
        }
    )


def truth(share: float, fill: float) -> float:
    """Customer minutes per case: the form is filled in until it is complete."""
    return fill / (1 - share)


def test_intervals_of_a_measure_cover_the_truth_in_93_to_97_of_100_worlds():
    """The whole method: numbers counted before and after on two pages, their loop and their time together."""
    chance, hits = random.Random(3), 0
    change = StepAmended(id="check", attribute="name", value="Check with a list")
    predicted = MeasuredEffect(key="customer_minutes", label="x", unit="minutes", before=10, after=8)
    for _ in range(WORLDS):
        sides = []
        for low, high in ((0.15, 0.45), (0.05, 0.3)):
            share, fill, n = chance.uniform(low, high), chance.uniform(4, 12), chance.randint(150, 900)
            again = sum(chance.random() < share for _ in range(n)) / n
            average = fmean(chance.expovariate(1 / fill) for _ in range(n))
            sides.append((truth(share, fill), page(min(max(again, 1 / n), 1 - 1 / n), average, n)))
        entry = SuggestionEntry(
            id="S1", title="x", changes=(change,), steps=("fill", "check"), prediction=Prediction(effects=(predicted,))
        )
        (found,) = METHODS["before-and-after"]().verify([Accepted(entry, Subject(sides[0][1]))], Subject(sides[1][1]))
        (effect,) = found.realised
        hits += effect.low <= sides[1][0] - sides[0][0] <= effect.high
    assert covered(hits), hits


def test_a_time_with_a_range_is_less_uncertain_than_a_single_one():
    single, between = (page(0.2, 8, 100), load([{"kind": "step-amended", "id": "fill", "attribute": "effort", "value": {
        "fill": {"value": "6m..10m", "measured": {"n": 100, "period": "2026", "source": "log"}}}}]))  # fmt: skip
    from frictionaudit.domain.changes import apply

    errors = [
        next(iter(measured_parts(procedure, frozenset({"fill"})))).error
        for procedure in (single, apply(single, between))
    ]
    assert errors[0] == 0.1
    assert 0 < errors[1] < 0.02

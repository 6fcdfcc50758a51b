"""Whether some customers bear more than others."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally


def _per_group(m: Measures, key: str) -> list[float] | None:
    values = [Measures(m.subject.only(stream))[key].value for stream in m.subject.segments]
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) > 1 else None


def completion(subject: Subject) -> float | None:
    """Share of cases that end otherwise than abandoned; None where no end says how it ends."""
    ends = subject.procedure.ends
    steps = subject.procedure.steps
    if not any(steps[end].outcome for end in ends):
        return None
    total = sum(subject.visits(end).value for end in ends)
    done = sum(subject.visits(end).value for end in ends if steps[end].outcome != "abandoned")
    return done / total if total else None


@measure("fairness_gap", "ratio", label="burden of the worst-off group, compared with the best-off")
def fairness_gap(m: Measures) -> Result:
    """Largest over smallest customer minutes among the customer groups; unknown without groups."""
    burdens = _per_group(m, "customer_minutes")
    if burdens is None or not min(burdens):
        return Tally.unknown(m.subject, "no two customer groups with known minutes")
    tally = Tally(m.subject)
    tally.add(m.exactly(max(burdens) / min(burdens)))
    return tally.result()


@measure(
    "completion_parity",
    "ratio",
    label="completion of the worst-off group, compared with the best-off",
    direction="more",
)
def completion_parity(m: Measures) -> Result:
    """Smallest over largest share of cases that are not abandoned, among the customer groups."""
    shares = [completion(m.subject.only(stream)) for stream in m.subject.segments]
    known = [share for share in shares if share is not None]
    if len(known) < 2 or len(known) < len(shares) or not max(known):
        return Tally.unknown(m.subject, "no two customer groups, or no end says how it ends")
    tally = Tally(m.subject)
    tally.add(m.exactly(min(known) / max(known)))
    return tally.result()

"""Patience: how long people wait in a queue, and where they go when they give up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.model import Outgoing, unit_on
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.working_time import Unit


@dataclass(frozen=True)
class Patience:
    """The patience stated at a step: its length, and the end to which people go who give up; None if they just leave.

    It passes as the wait that it limits does: in opening hours where people stand in line, else on the calendar.
    """

    step: str
    lasts: Sampler
    unit: Unit
    end: str | None
    slot: int

    @classmethod
    def stated_at(cls, subject: Subject, step: str, line: bool, outgoing: Outgoing) -> Patience | None:
        """What the page says at a step; None where it says nothing."""
        stated, calendar = subject.procedure.steps[step].patience, subject.procedure.calendar
        if stated is None:
            return None
        ends = giving_up(subject, outgoing)
        return cls(
            step,
            Sampler.of(stated, calendar.touch if line else calendar.elapsed),
            unit_on(calendar, stated),
            outgoing.targets[ends[0]] if ends else None,
            outgoing.slots[ends[0]] if ends else -1,
        )


def giving_up(subject: Subject, outgoing: Outgoing) -> tuple[int, ...]:
    """The branches that lead to an end of people who gave up."""
    steps = subject.procedure.steps
    return tuple(n for n, target in enumerate(outgoing.targets) if steps[target].outcome == "abandoned")


def without_giving_up(subject: Subject, outgoing: Outgoing) -> Outgoing:
    """Routing of those who stay: the stated share of those who give up is replaced by those who do so in the queue."""
    ends = giving_up(subject, outgoing)
    if outgoing.route != "one" or not ends:
        return outgoing
    shares = [high - low for low, high in zip((0.0, *outgoing.levels), outgoing.levels, strict=False)]
    stay = [n for n in range(len(shares)) if n not in ends]
    whole = sum(shares[n] for n in stay)
    if whole <= 0:
        return outgoing
    levels = [*list(accumulate(shares[n] / whole for n in stay))[:-1], 1.0]
    limits = tuple(outgoing.limits[n] for n in stay) if outgoing.limits and len(stay) > 1 else ()
    return replace(
        outgoing,
        targets=tuple(outgoing.targets[n] for n in stay),
        slots=tuple(outgoing.slots[n] for n in stay),
        levels=tuple(levels),
        limits=limits if any(limits) else (),
    )

"""What is recorded in the queues: waits by step and customer group, and who gives up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.dependence import Dependence
from frictionaudit.analysis.simulate.intervals import dependent, of_dependent_share
from frictionaudit.analysis.simulate.patience import Patience
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.results.simulation import GaveUp, GroupWait

T = TypeVar("T")
Place = tuple[str, int]
"""A step and the number of a customer segment."""


class QueueRecord:
    """Waits of the counted cases, in the order in which they end, and whether they end by giving up."""

    def __init__(self) -> None:
        self.waits: dict[Place, list[float]] = {}
        self.backlogs: dict[Place, list[float]] = {}
        self.outcomes: dict[Place, list[bool]] = {}

    def waited(self, case: SimulatedCase, step: str, minutes: float) -> None:
        """A wait in the queue before a step is over."""
        self.waits.setdefault((step, case.segment), []).append(minutes)
        self.backlogs.setdefault((step, case.segment), []).append(case.backlog)

    def patience(self, case: SimulatedCase, patience: Patience, gave_up: bool) -> None:
        """A wait with a limit is over: the customer is served or gives up."""
        if case.counted:
            self.outcomes.setdefault((patience.step, case.segment), []).append(gave_up)


def waits_of_groups(
    staffing: Staffing, record: QueueRecord, dependence: Dependence, without: QueueRecord | None
) -> tuple[GroupWait, ...]:
    """The wait before each step by customer group; `without` is what a simulation without priority records."""
    subject, found = staffing.subject, []
    for (step, at), waits in _in_order(subject, record.waits):
        group = subject.segments[at].group
        about = replace(dependence, backlog=np.array(record.backlogs[step, at], dtype=np.float32))
        otherwise = without.waits.get((step, at)) if without is not None else None
        found.append(
            GroupWait(
                step=step,
                name=subject.procedure.label(step),
                group=_called(subject, at),
                goes_first=bool(group and group.urgent and step in staffing.sorted_at),
                in_line=step in staffing.lines,
                visits=len(waits),
                wait=dependent(np.array(waits, dtype=np.float32), about),
                mean_without_priority=rounded(sum(otherwise) / len(otherwise)) if otherwise else None,
            )
        )
    return tuple(found)


def giving_up(subject: Subject, record: QueueRecord, dependence: Dependence) -> tuple[GaveUp, ...]:
    """Share of visits that end by giving up, by the step whose patience it is and by customer group."""
    whole = replace(dependence, backlog=None)  # who gives up never learns how long the backlog was
    return tuple(
        GaveUp(
            step=step,
            name=subject.procedure.label(step),
            group=_called(subject, at),
            visits=len(outcomes),
            share=rounded(sum(outcomes) / len(outcomes)),
            interval=of_dependent_share(np.array(outcomes), whole),
        )
        for (step, at), outcomes in _in_order(subject, record.outcomes)
    )


def _called(subject: Subject, segment: int) -> str:
    """The name of a customer segment."""
    about = subject.segments[segment]
    return (about.group and about.group.name) or about.name


def _in_order(subject: Subject, rows: Mapping[Place, T]) -> list[tuple[Place, T]]:
    places = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
    return sorted(rows.items(), key=lambda row: (places[row[0][0]], row[0][1]))

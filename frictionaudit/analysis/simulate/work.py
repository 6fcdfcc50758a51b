"""How much a simulation plays at most: counted in visits of steps, so that every machine stops at the same place."""

from __future__ import annotations

import math
from collections.abc import Iterable

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.errors import InputError

BATCH = 2_000
"""What one batch of tokens at one step costs beside its visits, in visits."""
WORK, WORK_IF_ASKED, WORK_OF_A_CASE = 600_000_000, 2_000_000_000, 30_000
"""The work of a simulation; up to the second, the third for each case where more cases are asked for."""
WORK_IN_PASSING = 50_000_000
"""The work of a simulation that nobody asked for, as a rule, a measure or a suggestion plays it."""
IN_QUEUES, IN_QUEUES_OF_A_CASE = 1_000_000, 50
"""Visits of limited staff in a simulation with queues; the second for each case where more cases are asked for."""
_WITHOUT_QUEUE = 0.1
"""What the visit of another step costs there, beside one of limited staff."""
FEWEST = 1_000
"""With fewer cases than this, no figure is worth the time."""


def limit(cases: int) -> int:
    """The most work that a simulation may take, by its number of cases."""
    return min(WORK_IF_ASKED, max(WORK, cases * WORK_OF_A_CASE))


def cases_within(subject: Subject, cases: int, work: int) -> int:
    """How many of the cases can be begun within an amount of work.

    InputError where the loops of the procedure are so long that it would be too few.
    """
    visits = _visits(subject, subject.graph.reachable)
    if visits * (cases + _batches(cases)) <= work:
        return cases
    return _enough(min(cases, int(work / visits - _batches(cases))), subject, visits)


def cases_in_queues(staffing: Staffing, cases: int) -> int:
    """The same for a simulation with queues, where each visit of limited staff is an event."""
    subject = staffing.subject
    every, queued = _visits(subject, subject.graph.reachable), _visits(subject, staffing.queues)
    work = queued + _WITHOUT_QUEUE * (every - queued)
    most = max(IN_QUEUES, cases * IN_QUEUES_OF_A_CASE)
    return cases if work * cases <= most else _enough(int(most / work), subject, every)


def _visits(subject: Subject, steps: Iterable[str]) -> float:
    """How many of some steps a case passes on average."""
    return sum(subject.visits(step).value for step in sorted(steps))


def _enough(begun: int, subject: Subject, visits: float) -> int:
    if begun < FEWEST:
        message = f"a case passes {visits:,.0f} steps on average, too many to play"
        hint = "check the shares of the flows that lead back, or limit one with `at_most`"
        raise InputError.of("too-large", message, subject.procedure.id, hint)
    return begun


def _batches(cases: int) -> float:
    """The work of the batches for each visit of a case: the last of n cases leaves a loop after ln n times its mean."""
    return BATCH * math.log(max(cases, 2))

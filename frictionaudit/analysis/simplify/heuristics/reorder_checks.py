"""Reorder consecutive checks so that they take the least effort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks, consecutive_checks, must_precede
from frictionaudit.analysis.patterns.knockout_order import best_order, expected_cost
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.move_checks import reorder
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Bearer


class ReorderChecks(Heuristic):
    """Make consecutive checks in ascending order of effort per rejection, unless one needs another.

    The effort of customers and of staff are separate costs: the new order is best for one of them and costs the other
    nothing. Every check in the row has to state its effort and the shares of its outgoing flows.

    Do not use it when a later check must not be made for people whom an earlier one would have spared it.

    Source: knock-out in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 11
    answers = ("FA203",)
    most: int = 100

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        by_step = checks(subject)
        for run in consecutive_checks(subject):
            for row in _known_rows(subject, [by_step[step] for step in run]):
                order = _better_order(subject, row) if 1 < len(row) <= self.most else None
                if order is not None:
                    yield _idea(subject, row, order)


def _idea(subject: Subject, row: Sequence[Check], order: Sequence[int]) -> Idea:
    copy = WorkingCopy(subject.procedure)
    reorder(copy, row, order)
    names = ", ".join(step_name(subject, row[position].step) for position in order)
    moved = [row[old].step for new, old in enumerate(order) if new != old]
    needs_unknown = any(subject.procedure.steps[step].needs is None for step in moved)
    return Idea(
        f"Make the checks in this order: {names}",
        copy.changes(),
        steps=tuple(check.step for check in row),
        trade_off="one check may need the result of another, which the page does not say" if needs_unknown else "",
    )


def _known_rows(subject: Subject, run: Sequence[Check]) -> Iterator[list[Check]]:
    """The parts of a run in which every effort and every rejection is known, and passed cases take one flow."""
    row: list[Check] = []
    for check in run:
        if subject.procedure.steps[check.step].effort is None or check.reject is None or len(check.kept) != 1:
            yield row
            row = []
        else:
            row.append(check)
    yield row


def _better_order(subject: Subject, row: Sequence[Check]) -> tuple[int, ...] | None:
    """An order that saves effort on one side and costs the other nothing; None where there is none."""
    rejects = [check.reject or 0.0 for check in row]
    steps = [check.step for check in row]
    pairs = ((i, j) for j in range(len(row)) for i in range(j))
    before = {(i, j) for i, j in pairs if must_precede(subject, steps[i], steps[j])}
    sides = [_efforts(subject, row, customer) for customer in (True, False)]
    for own in sides:
        order = best_order(own, rejects, before)
        differences = [
            expected_cost(costs, rejects, order) - expected_cost(costs, rejects, range(len(row))) for costs in sides
        ]
        if min(differences) < -1e-9 and max(differences) <= 1e-9:
            return order
    return None


def _efforts(subject: Subject, row: Sequence[Check], customer: bool) -> list[float]:
    """The expected minutes that each check takes the customer, or everybody else."""
    minutes = dict.fromkeys((check.step for check in row), 0.0)
    for step, part, _, expected in subject.efforts:
        if step in minutes and (subject.procedure.bearer(step, part) is Bearer.CUSTOMER) is customer:
            minutes[step] += expected
    return list(minutes.values())

"""Checks in a row are made in the order that spares most effort."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks, consecutive_checks, must_precede
from frictionaudit.analysis.patterns.knockout_order import best_order, expected_cost
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.move_checks import reordered
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS


class ReorderChecks(Heuristic):
    """Checks that follow one another are made by ascending effort per rejection, as far as none needs another.

    The effort of the customer and of staff are different costs: proposed is an order that is best for one of them and
    costs nothing of the other. Every check of the row has to state its effort and the shares of its ways.

    Leave it when a check that would come later must not be made for those whom an earlier one would have spared it.

    Source: knock-out in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 11
    answers = ("FA203",)
    most: int = 100

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        found = checks(subject)
        for run in consecutive_checks(subject):
            for row in _known(subject, [found[step] for step in run]):
                order = _better(subject, row) if 1 < len(row) <= self.most else None
                if order is not None:
                    yield self._idea(subject, row, order)

    def _idea(self, subject: Subject, row: list[Check], order: tuple[int, ...]) -> Idea:
        sketch = Sketch(subject.procedure)
        reordered(sketch, row, order)
        names = ", ".join(f"'{subject.procedure.label(row[n].step)}'" for n in order)
        moved = [row[n].step for place, n in enumerate(order) if place != n]
        unsaid = any(subject.procedure.steps[step].needs is None for step in moved)
        return Idea(
            f"make the checks in the order {names}",
            sketch.changes(),
            steps=tuple(check.step for check in row),
            trade_off="what one of them may need of another, which the page does not say" if unsaid else "",
        )


def _known(subject: Subject, run: list[Check]) -> Iterator[list[Check]]:
    """The parts of a row in which every effort and every rejection is known, and one way is left."""
    part: list[Check] = []
    for check in run:
        drawn = subject.procedure.steps[check.step]
        if drawn.effort is None or check.reject is None or len(check.kept) != 1:
            yield part
            part = []
        else:
            part.append(check)
    yield part


def _better(subject: Subject, row: list[Check]) -> tuple[int, ...] | None:
    """An order that spares effort of one side and costs nothing of the other; None where there is none."""
    costs = {True: [0.0] * len(row), False: [0.0] * len(row)}
    touch = subject.procedure.calendar.expected_touch
    for n, check in enumerate(row):
        effort = subject.procedure.steps[check.step].effort
        for part in (*CUSTOMER_PARTS, *STAFF_PARTS):
            duration = effort.part(part) if effort is not None else None
            costs[part in CUSTOMER_PARTS][n] += touch(duration) if duration is not None else 0.0
    rejects = [check.reject or 0.0 for check in row]
    steps = [check.step for check in row]
    before = {(i, j) for j in range(len(row)) for i in range(j) if must_precede(subject, steps[i], steps[j])}
    for own in (costs[True], costs[False]):
        order = best_order(own, rejects, before)
        differ = [expected_cost(c, rejects, order) - expected_cost(c, rejects, range(len(row))) for c in costs.values()]
        if min(differ) < -1e-9 and max(differ) <= 1e-9:
            return order
    return None

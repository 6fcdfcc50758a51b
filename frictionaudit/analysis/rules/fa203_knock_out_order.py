"""Cheap checks that reject many come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import checks, consecutive_checks, must_precede
from frictionaudit.analysis.patterns.knockout_order import best_order, expected_cost
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import CUSTOMER_PARTS
from frictionaudit.domain.quantities.format import format_effort

_AT_ONCE = 100
"""Longer rows are judged in pieces: every two checks of one are compared."""


class KnockOutOrder(Rule):
    """Checks in a row are not in the order that spares most effort: those who are turned away are turned away late.

    The best order is that of ascending effort per rejection, as far as the checks do not need what others bring to
    light. The effort of the customer and that of staff are judged each by itself: what saves more than `saving` of
    one and costs nothing of the other is said. A check without `effort`, or whose ways on have no shares, ends the
    row. An approval, or a decision that is no `control`, stays behind the checks before it, unless it says what it
    `needs`. Where a check that would move does not say what it needs, the finding is worth a look only.

    Why it matters:
        Every case that the second check turns away has been through the first for nothing.

    Wrong:
        steps:
          examine:
            by: office
            control: check
            needs: []
            effort: {work: 40m}
            next: [{to: look-up, share: 0.9}, {to: refused, share: 0.1}]
          look-up:
            by: office
            control: check
            needs: []
            effort: {work: 2m}
            next: [{to: decide, share: 0.7}, {to: refused, share: 0.3}]
          refused: {kind: end, outcome: adverse}

    Right:
        steps:
          look-up:
            by: office
            control: check
            needs: []
            effort: {work: 2m}
            next: [{to: examine, share: 0.7}, {to: refused, share: 0.3}]
          examine:
            by: office
            control: check
            needs: []
            effort: {work: 40m}
            next: [{to: decide, share: 0.9}, {to: refused, share: 0.1}]
          refused: {kind: end, outcome: adverse}

    What to do:
        Begin with the check that turns away most for the least effort.

    Leave it when:
        A law fixes the order, or the first check protects people from the second: say so with `because`.

    Sources:
        Knock-out, heuristic 11 of business process redesign (Reijers and Liman Mansar, 2005; not read first-hand).
        Five per cent are our default.
    """

    level = "warning"

    saving: float = 0.05

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for run in consecutive_checks(subject):
            for row in _known(subject, run):
                better = self._better(_Row.of(subject, row))
                if better is not None:
                    yield _flag(subject, row, *better)

    def _better(self, row: _Row) -> tuple[Sequence[int], list[tuple[str, float, float]]] | None:
        """An order that saves enough of one side's effort and costs nothing of the other's, and what it saves."""
        given = range(len(row.rejects))
        for costs in row.costs.values():
            order = best_order(costs, row.rejects, row.before)
            sides = [
                (who, expected_cost(effort, row.rejects, given), expected_cost(effort, row.rejects, order))
                for who, effort in row.costs.items()
            ]
            saved = [side for side in sides if side[1] - side[2] > self.saving * side[1] + 1e-9]
            if saved and all(after <= before + 1e-9 for _, before, after in sides):
                return order, saved
        return None


@dataclass(frozen=True)
class _Row:
    """Checks in a row as numbers: each side's effort, the share turned away, and what has to stay before what."""

    costs: dict[str, list[float]]
    rejects: list[float]
    before: set[tuple[int, int]]

    @classmethod
    def of(cls, subject: Subject, row: Sequence[str]) -> _Row:
        costs = {"the customer's": [0.0] * len(row), "staff": [0.0] * len(row)}
        place = {step: n for n, step in enumerate(row)}
        for step, part, _, minutes in subject.efforts:
            if step in place:
                costs["the customer's" if part in CUSTOMER_PARTS else "staff"][place[step]] += minutes
        found = checks(subject)
        pairs = ((i, j) for j in range(len(row)) for i in range(j))
        before = {(i, j) for i, j in pairs if must_precede(subject, row[i], row[j])}
        return cls(costs, [reject for step in row if (reject := found[step].reject) is not None], before)


def _known(subject: Subject, run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The parts of a row in which every effort and every rejection is known."""
    found, steps = checks(subject), subject.procedure.steps
    part: list[str] = []
    for step in run:
        known = steps[step].effort is not None and found[step].reject is not None
        if not known or len(part) == _AT_ONCE:
            yield tuple(part)
            part = []
        if known:
            part.append(step)
    yield tuple(part)


def _flag(subject: Subject, row: Sequence[str], order: Sequence[int], saved: list[tuple[str, float, float]]) -> Flag:
    procedure = subject.procedure
    names = ", ".join(f"'{procedure.label(row[n])}'" for n in order)
    sizes = " and ".join(
        f"{format_effort(before)} of {who} effort to {format_effort(after)}" for who, before, after in saved
    )
    moved = [row[n] for place, n in enumerate(order) if place != n]
    unsaid = any(procedure.steps[step].needs is None for step in moved)
    proviso = "; whether they need one another is not said" if unsaid else ""
    return Flag(
        f"the checks in the order {names} would bring {sizes} per case{proviso}",
        steps=tuple(row),
        severity="info" if unsaid else None,
    )

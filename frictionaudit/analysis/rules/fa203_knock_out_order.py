"""Cheap checks that reject many cases should come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import checks, consecutive_checks, must_precede
from frictionaudit.analysis.patterns.knockout_order import best_order, expected_cost
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Bearer
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.domain.quantities.listing import listed, quoted

_LONGEST_ROW = 100
"""Longer rows are split, because every two checks of a row are compared."""


class KnockOutOrder(Rule):
    """Checks in a row are not in the order that takes the least effort.

    The best order is by ascending effort per rejection, as far as no check needs what another one finds out. Customer
    effort and staff effort are judged separately. An order is suggested if it saves more than `saving` of one and costs
    nothing of the other. A check without `effort`, or whose branches have no shares, ends the row. An approval, or a
    decision without a `control`, stays behind the checks before it unless it states what it `needs`. If a check that
    would move does not state what it needs, the finding is information.

    Why it matters:
        Every case that the second check turns away has passed the first check for nothing.

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
        Start with the check that rejects most cases for the least effort.

    Leave it when:
        A law fixes the order, or the first check protects people from the second. Give the reason in `because`.

    Sources:
        Knock-out, heuristic 11 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand). 5 % is our default.
    """

    level = "warning"
    stake = ("customer", "staff")
    care_point = "right-first-time"

    saving: float = Field(default=0.05, ge=0, le=1, description="share of the effort that a better order has to save")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for run in consecutive_checks(subject):
            for row in _known(subject, run):
                better = self._better(_Row.of(subject, row))
                if better is not None:
                    yield _flag(subject, row, *better)

    def _better(self, row: _Row) -> tuple[Sequence[int], list[tuple[str, float, float]]] | None:
        """An order that saves enough effort on one side at no cost to the other, with the effort before and after."""
        present = range(len(row.rejects))
        for costs in row.costs.values():
            order = best_order(costs, row.rejects, row.before)
            sides = [
                (who, expected_cost(effort, row.rejects, present), expected_cost(effort, row.rejects, order))
                for who, effort in row.costs.items()
            ]
            saved = [side for side in sides if side[1] - side[2] > self.saving * side[1] + 1e-9]
            if saved and all(after <= before + 1e-9 for _, before, after in sides):
                return order, saved
        return None


@dataclass(frozen=True)
class _Row:
    """Checks in a row as numbers: the effort of each side, the shares rejected, and the precedence."""

    costs: dict[str, list[float]]
    rejects: list[float]
    before: set[tuple[int, int]]

    @classmethod
    def of(cls, subject: Subject, row: Sequence[str]) -> _Row:
        costs = {"customer": [0.0] * len(row), "staff": [0.0] * len(row)}
        position = {step: n for n, step in enumerate(row)}
        for step, part, _, minutes in subject.efforts:
            if step in position:
                whose = "customer" if subject.procedure.bearer(step, part) is Bearer.CUSTOMER else "staff"
                costs[whose][position[step]] += minutes
        all_checks = checks(subject)
        pairs = ((i, j) for j in range(len(row)) for i in range(j))
        before = {(i, j) for i, j in pairs if must_precede(subject, row[i], row[j])}
        return cls(costs, [reject for step in row if (reject := all_checks[step].reject) is not None], before)


def _known(subject: Subject, run: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The parts of a row in which every effort and every rejection is known."""
    all_checks, steps = checks(subject), subject.procedure.steps
    part: list[str] = []
    for step in run:
        known = steps[step].effort is not None and all_checks[step].reject is not None
        if not known or len(part) == _LONGEST_ROW:
            yield tuple(part)
            part = []
        if known:
            part.append(step)
    yield tuple(part)


def _flag(subject: Subject, row: Sequence[str], order: Sequence[int], saved: list[tuple[str, float, float]]) -> Flag:
    procedure = subject.procedure
    names = listed(quoted(procedure.label(row[n]) for n in order), shown=5, last="then")
    savings = " and ".join(
        f"{who} effort from {format_effort(before)} to {format_effort(after)}" for who, before, after in saved
    )
    moved = [row[n] for position, n in enumerate(order) if position != n]
    not_stated = any(procedure.steps[step].needs is None for step in moved)
    caveat = ", if no check depends on another" if not_stated else ""
    return Flag(
        f"Checking in the order {names} would cut {savings} per case{caveat}",
        steps=tuple(row),
        severity="info" if not_stated else None,
    )

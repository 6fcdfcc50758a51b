"""Two versions of a procedure in queues: what other staffing brings customers, and what it costs."""

from __future__ import annotations

from frictionaudit.analysis.simulate import simulate_queues
from frictionaudit.analysis.simulate.staffing_figures import figures
from frictionaudit.application.audit import subjects
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.staffing import StaffingComparison, StaffingFigure


def compare_queues(before: Procedure, after: Procedure, cases: int = 20_000, seed: int = 1) -> StaffingComparison:
    """Simulate both with queues, the same number of cases and the same seed.

    Raises UsageError and InputError as `simulate` with queues does.
    """
    sides: list[tuple[StaffingFigure, ...]] = []
    notes: dict[str, None] = {}
    for procedure in (before, after):
        (subject,) = subjects([procedure])
        played = simulate_queues(subject, cases, seed)
        sides.append(figures(subject, played))
        notes |= dict.fromkeys((*played.capped, *played.notes))
    if before.parties != after.parties and _only_wages(before, after):
        notes["a wage alone changes the cost only; set with it what it would bring, such as shorter work"] = None
    return StaffingComparison(
        cases=cases,
        seed=seed,
        currency=after.currency,
        before=sides[0],
        after=sides[1],
        cost_per_hour_saved=_price(*sides),
        notes=tuple(notes),
    )


def _only_wages(before: Procedure, after: Procedure) -> bool:
    unpaid = [
        procedure.model_copy(
            update={"parties": {id: party.model_copy(update={"cost": None}) for id, party in procedure.parties.items()}}
        )
        for procedure in (before, after)
    ]
    return unpaid[0] == unpaid[1]


def _price(before: tuple[StaffingFigure, ...], after: tuple[StaffingFigure, ...]) -> float | None:
    """Added cost for each hour that customers no longer wait in queues, where chance does not explain the hours."""
    was, now = ({figure.key: figure for figure in side} for side in (before, after))
    spent, paid = now["staff_cost"].value, was["staff_cost"].value
    saved = (was["queue_hours"].value or 0.0) - (now["queue_hours"].value or 0.0)
    least, most = was["queue_hours"].interval, now["queue_hours"].interval
    if spent is None or paid is None or spent <= paid or saved <= 0:
        return None
    if least is not None and most is not None and (least.low or 0.0) <= (most.high or 0.0):
        return None
    return round((spent - paid) / saved, 2)

"""A check is made at another place: who is turned away goes as before, all others go on from there."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.patterns.checks import Check
from frictionaudit.analysis.simplify.sketch import Sketch


def eliminate_state(sketch: Sketch, check: Check) -> str:
    """Let all ways to a check lead to where those go on who are not turned away; that step."""
    onward = check.kept[0].target
    sketch.reroute_all(check.step, onward)
    return onward


def put_before(sketch: Sketch, check: Check, step: str) -> None:
    """Let all ways to a step lead to a check that was taken out, and on from there to the step."""
    sketch.reroute_all(step, check.step, but={check.step, check.kept[0].source})
    kept = check.kept[0]
    sketch.reroute(kept.source, kept.flow.key, step)


def reordered(sketch: Sketch, row: Sequence[Check], order: Sequence[int]) -> None:
    """Make checks that follow one another in another order."""
    onward = row[-1].kept[0].target
    made = [row[n] for n in order]
    sketch.reroute_all(row[0].step, made[0].step, but={source for check in row for source in _own(check)})
    for check, then in zip(made, [*(check.step for check in made[1:]), onward], strict=True):
        sketch.reroute(check.kept[0].source, check.kept[0].flow.key, then)


def _own(check: Check) -> set[str]:
    return {check.step, *(arc.source for arc in (*check.kept, *check.turned_away))}

"""Checks made at another place: cases that are turned away leave as before, all others continue from there."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.patterns.checks import Check
from frictionaudit.analysis.simplify.working_copy import WorkingCopy


def move_before(copy: WorkingCopy, check: Check, step: str) -> None:
    """Move a check to just before a step; what led to the check now leads to where its passed cases went."""
    passed = check.kept[0]
    copy.reroute_all(check.step, passed.target)
    copy.reroute_all(step, check.step, but={check.step, passed.source})
    copy.reroute(passed.source, passed.flow.key, step)


def reorder(copy: WorkingCopy, row: Sequence[Check], order: Sequence[int]) -> None:
    """Put consecutive checks in another order."""
    onward = row[-1].kept[0].target
    reordered = [row[position] for position in order]
    inside = {source for check in row for source in _sources(check)}
    copy.reroute_all(row[0].step, reordered[0].step, but=inside)
    following = [*(check.step for check in reordered[1:]), onward]
    for check, target in zip(reordered, following, strict=True):
        copy.reroute(check.kept[0].source, check.kept[0].flow.key, target)


def _sources(check: Check) -> set[str]:
    return {check.step, *(arc.source for arc in (*check.kept, *check.turned_away))}

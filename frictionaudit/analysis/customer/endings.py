"""Every ending of a procedure: how many of the cases come there, and how long it takes them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import play_cases
from frictionaudit.domain.procedure import StepKind
from frictionaudit.errors import FrictionauditError
from frictionaudit.results.customer_page import Ending

LEVELS = (0.05, 0.95)
"""Nine in ten cases lie between them."""


def endings(subject: Subject, cases: int, seed: int, timed: bool) -> tuple[Ending, ...]:
    """The ends that cases reach, the likeliest first; none where the procedure cannot be played.

    `timed` says whether all times on the way are known; else the endings have no times.
    """
    ends = [id for id, step in subject.procedure.steps.items() if step.kind is StepKind.END]
    start = next(iter(subject.procedure.starts), None)
    if start is None or not ends:
        return ()
    try:
        played = play_cases(subject, cases, seed, [(start, end) for end in ends])
    except FrictionauditError:
        return ()
    found = _found(subject, ends, [played.stretch(n).took for n in range(len(ends))], played.cases, timed)
    return tuple(sorted(found, key=lambda ending: (-ending.share, ending.id)))


def _found(
    subject: Subject, ends: list[str], took: list[np.typing.NDArray[np.float32]], cases: int, timed: bool
) -> Iterator[Ending]:
    for end, minutes in zip(ends, took, strict=True):
        if len(minutes):
            least, most = (float(value) for value in np.quantile(minutes, LEVELS))
            yield Ending(
                id=end,
                name=subject.procedure.label(end),
                share=len(minutes) / cases,
                minutes=(least, most) if timed else None,
            )

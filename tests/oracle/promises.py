"""How often a promise is kept in the cases played, and how many of them come to its start."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.domain.procedure import Promise
from tests.oracle.expect import Played


@dataclass(frozen=True)
class Kept:
    """Shares: of all cases that come to the start; of those that also come to the end, in time, and by how much not.

    `below` counts only times shorter than the promise: beyond the last quantile that a page states, times stay
    as they are there, and whether such a case is in time cannot be said.
    """

    begun: float
    within: float
    below: float
    late_by: float


def kept(played: Played, promise: Promise) -> Kept | None:
    """None where no case comes from the promise's start to its end."""
    model = played.model
    start, end = model.ids.index(promise.from_), model.ids.index(promise.to)
    limit = model.procedure.calendar.expected_elapsed(promise.within)
    begun = sum(weight for weight, done in played.done if start in done)
    times = [(weight, done[end] - done[start]) for weight, done in played.done if start in done and end in done]
    number = sum(weight for weight, _ in times)
    if not number:
        return None
    late = [(weight, minutes - limit) for weight, minutes in times if minutes > limit + 1e-9]
    return Kept(
        begun=begun / played.plays,
        within=sum(weight for weight, minutes in times if minutes <= limit + 1e-9) / number,
        below=sum(weight for weight, minutes in times if minutes < limit - 1e-9) / number,
        late_by=max((minutes for _, minutes in late), default=0.0),
    )

"""The cases that go from one end of a promise to the other, for rules: those that every command plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frictionaudit.analysis.flow.promise_path import LEVEL, is_timed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Period
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.errors import InputError

if TYPE_CHECKING:
    from frictionaudit.analysis.simulate.stretches import Stretch

_SAME = 0.05
"""A count of real cases and a simulation that differ by less than this do not contradict each other."""
_MINUTES = 60
"""Minutes on the clock that still belong to the last of some working days."""


def played_stretch(subject: Subject, promise: Promise) -> Stretch | None:
    """The cases that pass both ends.

    None if no step between them states a time, if too few cases pass, or if the procedure cannot be simulated.
    """
    if not is_timed(subject, promise):
        return None
    # most pages of a large portfolio promise nothing, and need no numpy
    from frictionaudit.analysis.simulate.standard import play_in_passing
    from frictionaudit.analysis.simulate.statistics import least

    try:
        played = play_in_passing(subject)
    except InputError:
        return None
    keys = [promise.key for promise in subject.procedure.promises]
    stretch = played.stretch(keys.index(promise.key))
    return stretch if stretch.cases >= least(LEVEL) else None


def is_rarely_kept(stretch: Stretch, period: Period, share: float = LEVEL) -> bool:
    """Whether fewer cases than that keep a time, by more than chance explains in one of twenty plays."""
    return is_rare(stretch.share(period) or 0.0, stretch.cases, share)


def is_rare(kept: float, cases: int, share: float = LEVEL) -> bool:
    """Whether a share of simulated cases is too small, by more than chance explains in one of twenty plays."""
    return bool(kept + 1.645 * (share * (1 - share) / cases) ** 0.5 < share)


def kept_on_its_day(stretch: Stretch, period: Period) -> float:
    """Share of the cases that keep a time; in whole working days, minutes on the last day are not late."""
    whole = period.working and not period.minutes and float(period.days).is_integer()
    return (stretch.share_nearly(period, _MINUTES) if whole else stretch.share(period)) or 0.0


def is_said_otherwise(promise: Promise, share: float) -> bool:
    """Whether the page states that clearly more cases meet a promise than its own times allow."""
    return promise.kept is not None and promise.kept.value > share + _SAME


def said_otherwise(promise: Promise, share: float) -> str:
    """What the page states about how often a promise is kept, where its own times contradict that; else empty."""
    if promise.kept is None or not is_said_otherwise(promise, share):
        return ""
    return f"; but the page says that {format_share(promise.kept.value)} of cases meet it"

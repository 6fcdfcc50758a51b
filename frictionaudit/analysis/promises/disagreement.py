"""Where the share of kept promises that a page states is not the one that its times give, and why."""

from __future__ import annotations

from frictionaudit.analysis.flow.promise_path import unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.intervals import of_share
from frictionaudit.analysis.simulate.stretches import Stretch
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Measured
from frictionaudit.domain.quantities.format import format_sampled_share, format_share

_CLOSE = 0.01


def disagreement(subject: Subject, promise: Promise, stretch: Stretch) -> str | None:
    """A sentence that names both shares and why they differ; None where chance explains the difference."""
    played = stretch.share(promise.within.high)
    if promise.kept is None or played is None or not _differ(promise, played, stretch.cases):
        return None
    stated = format_share(promise.kept.value)
    found = format_sampled_share(played, stretch.cases, certain=False)
    if isinstance(promise.kept.evidence, Measured):
        why = _why(subject, promise, fewer_counted=promise.kept.value < played)
        return f"The count says {stated} and the times on this page say {found}: {why}."
    return f"The page says {stated} and its times say {found}; nobody has counted. Measure real cases."


def _differ(promise: Promise, played: float, cases: int) -> bool:
    kept, between = promise.kept, of_share(played, cases)
    if kept is None or between is None:
        return False
    counted = of_share(kept.value, kept.evidence.n) if isinstance(kept.evidence, Measured) else None
    if counted is None:
        return abs(played - kept.value) > max(_CLOSE, (between.high or played) - played)
    return (counted.high or 0.0) < (between.low or 0.0) or (between.high or 0.0) < (counted.low or 0.0)


def _why(subject: Subject, promise: Promise, fewer_counted: bool) -> str:
    """What must be so, as the count is of whole cases and the times are of single steps."""
    if not fewer_counted:
        return "trust the count; times on the way are too long, or some cases take a shorter path"
    if unsaid(subject, promise):
        return "trust the count; some steps on the way state no time"
    return "trust the count; times on the way are too short, or cases wait where the page shows no wait"

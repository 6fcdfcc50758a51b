"""A promise that the procedure cannot keep."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.quick import Times, at_the_least, kept, percentile, sampled_durations
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities.format import format_elapsed


class PromiseOutOfReach(Rule):
    """A promise that fewer than `share` of the cases can meet, by the times that the page itself states.

    Two thousand cases are played, each stated time drawn from its range, its three points or its quantiles; judged are
    those that go from the step at which the promise begins to the one at which it ends. What is said nothing of takes
    no time, so the true share is at most what is told. Found is only what chance in those cases cannot explain. A
    promise under a legal limit that is broken as well is left to FA304.

    Why it matters:
        Who is told a time that is not kept waits longer than anyone who was told nothing. Promise what you can exceed.

    Wrong:
        promises:
          - {from: apply, to: decide, within: 5 working days, published: web page}
        steps:
          decide: {by: office, wait: {queue: 3 working days..9 working days}, effort: {work: 40m}}

    Right:
        promises:
          - {from: apply, to: decide, within: 10 working days, published: web page}
        steps:
          decide: {by: office, wait: {queue: 3 working days..9 working days}, effort: {work: 40m}}

    What to do:
        Promise what nine of ten cases take, and a margin (`frictionaudit promise PAGE` says how much), or shorten the
        longest wait on the way.

    Leave it when:
        The times on the page are older than the promise: correct them.

    Sources:
        Our default of nine of ten. Set expectations that you can exceed.
    """

    level = "warning"
    care_point = "on-time"

    share: float = 0.9

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            times = sampled_durations(subject).get(promise.key)
            if times is None:
                continue
            promised = calendar.elapsed(promise.within.high)
            if at_the_least(times, self.share) <= promised * (1 + 1e-6) or _over_the_limit(subject, promise, times):
                continue
            within = percentile(times, self.share)
            reach = "" if within is None else f"; {_of_all(self.share)} take up to {format_elapsed(within)}"
            written, clock = str(promise.within.high), format_elapsed(promised)
            label = subject.procedure.label
            yield Flag(
                f"from '{label(promise.from_)}' to '{label(promise.to)}' {written}"
                f"{'' if written == clock else f' ({clock} on the clock)'} are promised, and "
                f"{_kept(kept(times, promised))} kept by the times on this page{reach}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
            )


def _over_the_limit(subject: Subject, promise: Promise, times: Times) -> bool:
    """Whether a legal limit is broken as well, which FA304 says."""
    limit = subject.limits.get(promise.basis or "")
    if limit is None or limit.within is None:
        return False
    return at_the_least(times) > subject.procedure.calendar.elapsed(limit.within.high) * (1 + 1e-6)


def _kept(share: float) -> str:
    return "that is never" if share < 0.0005 else f"in {share * 100:.3g} % of cases that is"


def _of_all(share: float) -> str:
    return "nine of ten" if share == 0.9 else f"{share * 100:g} of a hundred"

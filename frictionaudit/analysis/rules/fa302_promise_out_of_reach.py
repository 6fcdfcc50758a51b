"""A promise that the procedure cannot keep."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.quick import Times, at_the_least, kept, percentile, sampled_durations
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.analysis.text.time_limits import comparable, limit_in_words
from frictionaudit.domain.procedure import Promise


class PromiseOutOfReach(Rule):
    """Too few cases can meet a promise, by the times stated on the page itself.

    Fewer than `share` of cases is too few. The rule simulates two thousand cases, with each stated time sampled from
    its range, its three points or its quantiles. It looks at the cases that go from the step at which the promise
    begins to the step at which it ends. Steps without a stated time take no time, so the true share is at most the one
    reported. Differences that chance could explain are ignored. FA304 covers a promise whose legal limit is broken too.

    Why it matters:
        A broken promise makes the wait feel longer than no promise at all. Promise what you can beat.

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
        Promise the time that nine in ten cases meet, plus a margin (`frictionaudit promise PAGE` computes it). Or
        shorten the longest wait between the two steps.

    Leave it when:
        The times on the page are older than the promise. Correct them.

    Sources:
        Set expectations that you can exceed. Nine in ten is our default.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "on-time"

    share: float = Field(default=0.9, description="share of cases that have to meet a promise")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            times = sampled_durations(subject).get(promise.key)
            if times is None:
                continue
            promised = calendar.elapsed(promise.within.high)
            if at_the_least(times, self.share) <= promised * (1 + 1e-6) or _over_the_limit(subject, promise, times):
                continue
            longest = percentile(times, self.share)
            reach = ""
            if longest is not None:
                reach = f", and {_most_cases(self.share)} take up to {comparable(longest, promise.within)}"
            label = subject.procedure.label
            yield Flag(
                f"From '{label(promise.from_)}' to '{label(promise.to)}', the promise is "
                f"{limit_in_words(promise.within, promised)}; by the times on this page "
                f"{_meet(kept(times, promised))} it{reach}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
            )


def _over_the_limit(subject: Subject, promise: Promise, times: Times) -> bool:
    """Whether the legal limit is broken too, which FA304 flags."""
    limit = subject.limits.get(promise.basis or "")
    if limit is None or limit.within is None:
        return False
    return at_the_least(times) > subject.procedure.calendar.elapsed(limit.within.high) * (1 + 1e-6)


def _meet(share: float) -> str:
    return "no case meets" if share < 0.0005 else f"about {percentage(share)} of cases meet"


def _most_cases(share: float) -> str:
    return "nine in ten" if share == 0.9 else f"{share * 100:g} %"

"""A promise that the procedure cannot keep."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.promise_path import unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.kept import (
    is_rare,
    is_rarely_kept,
    kept_on_its_day,
    played_stretch,
    said_otherwise,
)
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.time_limits import comparable, limit_in_words
from frictionaudit.domain.quantities.format import format_sampled_share
from frictionaudit.domain.quantities.listing import quoted, shortened


class PromiseOutOfReach(Rule):
    """Too few cases can meet a promise, by the times stated on the page itself.

    Fewer than `share` of cases is too few. The rule simulates cases as `frictionaudit promise` does: each stated time
    is sampled from its range, its three points or its quantiles, and working time follows the calendar. It looks at the
    cases that go from the step at which the promise begins to the step at which it ends. Where times are not stated or
    unknown, cases take at least what is reported, and the finding names those steps. Differences that chance could
    explain are ignored, and so is a promise that is only missed by minutes of its last day. For a promise in whole
    working days, cases less than an hour late do not count against it. The printed share counts to the minute, as
    `frictionaudit promise` does. FA304 covers a promise whose legal limit is broken too.

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

    share: float = Field(default=0.9, ge=0, le=1, description="share of cases that have to meet a promise")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            within = promise.within.high
            stretch = played_stretch(subject, promise)
            kept = kept_on_its_day(stretch, within) if stretch else 0.0
            if stretch is None or not is_rare(kept, stretch.cases, self.share):
                continue
            limit = subject.limits.get(promise.basis or "")
            if limit is not None and limit.within is not None and is_rarely_kept(stretch, limit.within.high):
                continue  # FA304 flags it
            longest = stretch.percentile(self.share)
            reach, untold = "", unsaid(subject, promise)
            if longest is not None:
                told = comparable(longest, promise.within)
                if told == comparable(calendar.elapsed(within), promise.within):
                    continue  # the last minutes of work on the day that was promised
                reach = f", and {_most_cases(self.share)} take up to {told}"
                if untold:  # what is not stated can only add to it
                    names = shortened(quoted(untold))
                    reach = f", and {_slowest(self.share)} takes {told} or more; not all times are stated at {names}"
            fewer = bool(untold) or stretch.doubtful(within)
            label, share = subject.procedure.label, stretch.share(within) or 0.0
            yield Flag(
                f"From '{label(promise.from_)}' to '{label(promise.to)}', the promise is "
                f"{limit_in_words(promise.within, calendar.elapsed(within))}; by the times on this page "
                f"{_meet(share, stretch.cases, fewer)} it{reach}{said_otherwise(promise, share)}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                portion=1 - share,
            )


def _meet(share: float, cases: int, fewer: bool) -> str:
    """The share of cases that meet a promise, as an upper bound (`fewer`) where some times are not stated in full."""
    shown = format_sampled_share(share, cases)
    shown = f"at most {shown.removeprefix('about ')}" if fewer and shown.startswith("about") else shown
    return f"{shown} of cases meet" if share else "no case meets"


def _most_cases(share: float) -> str:
    return "nine in ten" if share == 0.9 else f"{share * 100:g} %"


def _slowest(share: float) -> str:
    return "at least one case in ten" if share == 0.9 else f"at least one case in {1 / (1 - share):.3g}"

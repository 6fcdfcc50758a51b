"""Longer than the law or the code allows."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.quick import (
    LEVEL,
    Times,
    at_the_least,
    percentile,
    sampled_durations,
    unsaid,
)
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class OverTheLimit(Rule):
    """What is promised, or what one case in ten takes, is longer than a legal or code limit allows.

    Judged is every promise whose `basis` is the id of a known limit with a number: the time promised, at its
    longest, and the time within which nine of ten cases come from the step at which the promise begins to the one at
    which it ends. That is found by playing two thousand cases with the times stated on the page; what says no time
    takes none. Working days are those of the page's calendar, and all times are compared on the clock, without public
    holidays. Where the routing between the two steps can only be bounded, the time alone is a warning, not an error.

    Why it matters:
        A limit is what people can rely on by right. Where one case in ten takes longer, it is broken every day.

    Wrong:
        promises:
          - {from: send-complaint, to: send-answer, within: 10 weeks, basis: uk-fca-final}     # eight weeks

    Right:
        promises:
          - {from: send-complaint, to: send-answer, within: 6 weeks, basis: uk-fca-final}

    What to do:
        Shorten the longest wait on the way; until then, tell people what they may do when the limit has passed.

    Leave it when:
        The limit does not bind you, or its clock starts later than the promise: correct `basis` or `from`.

    Sources:
        The limit named in the finding, with its clause, from the pack of time limits. A clause that was not read
        first-hand is marked so in the finding.
    """

    level = "error"
    care_point = "on-time"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            limit = subject.limits.get(promise.basis or "")
            if limit is None or limit.within is None:
                continue
            allowed = calendar.elapsed(limit.within.high)
            promised = calendar.elapsed(promise.within.high)
            late = _late(sampled_durations(subject).get(promise.key), allowed)
            over = promised > allowed + 1e-6
            more = " or more" if unsaid(subject, promise) else ""
            nine = f"nine of ten cases take up to {format_elapsed(late or 0.0)}{more}"
            if over and late:
                what = f"{promise.within.high} are promised and {nine}, both longer"
            elif over:
                what = f"the promised time of {promise.within.high} is {format_elapsed(promised - allowed)} longer"
            elif late:
                what = f"{nine}, {format_elapsed(late - allowed)} longer"
            else:
                continue
            label = subject.procedure.label
            yield Flag(
                f"from '{label(promise.from_)}' to '{label(promise.to)}' {what} than {_allowed(limit.within, allowed)} "
                f"allowed by {limit.cited}, counted from: {limit.starts_at}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                severity="warning" if not over and _bounded(subject, promise) else None,
            )


def _late(times: Times | None, allowed: float) -> float | None:
    """Minutes within which nine of ten cases come to the end, where that is longer than allowed; else None."""
    if times is None or at_the_least(times) <= allowed * (1 + 1e-6):
        return None
    return percentile(times, LEVEL)


def _allowed(limit: Duration, minutes: float) -> str:
    """The limit as it is written, and on the clock where that differs."""
    written, clock = str(limit.high), format_elapsed(minutes)
    return f"the {written}" if written == clock else f"the {written} ({clock} on the clock)"


def _bounded(subject: Subject, promise: Promise) -> bool:
    """Whether a step between the two ends of a promise is come to more or less often than can be told."""
    graph = subject.graph
    between = (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
    return any(not subject.visits(step).tight for step in between)

"""Longer than the law or the code allows."""

from __future__ import annotations

import math
from collections.abc import Iterator

from frictionaudit.analysis.between import stretch
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rules.base import Flag, Rule
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.procedure import Promise, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.wording import on_the_clock


class OverTheLimit(Rule):
    """What is promised, or what is expected, is longer than a legal or code limit allows.

    Judged is every promise whose `basis` is the id of a known limit with a number: the time promised, at its
    longest, and the time expected from the step at which the promise begins until the one at which it ends. It rests
    on stated or expected times until percentiles exist. Working days are those of the page's calendar, and all times
    are compared on the clock, without public holidays. Where branches run in parallel the expected time is only
    approximate: it alone is then a warning, not an error.

    Why it matters:
        A limit is what people can rely on by right. Where the expected time is beyond it, many cases break it.

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

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            limit = subject.limits.get(promise.basis or "")
            if limit is None or limit.within is None:
                continue
            allowed = calendar.elapsed(limit.within.high)
            promised = calendar.elapsed(promise.within.high)
            found = stretch(subject, promise.from_, promise.to)
            late = bool(found.share) and math.isfinite(found.minutes) and found.minutes > allowed + 1e-6
            if promised <= allowed + 1e-6 and not late:
                continue
            over = promised > allowed + 1e-6
            loose = _runs_in_parallel(subject, promise)
            bound = "about " if loose else "at least " if found.unknown else ""
            expected = bound + on_the_clock(found.minutes)
            if over and late:
                what = f"the promised {promise.within.high} and the expected {expected} are both longer"
            elif over:
                what = f"the promised time of {promise.within.high} is {on_the_clock(promised - allowed)} longer"
            else:
                what = f"the expected time of {expected} is {on_the_clock(found.minutes - allowed)} longer"
            label = subject.procedure.label
            yield Flag(
                f"from '{label(promise.from_)}' to '{label(promise.to)}' {what} than {_allowed(limit.within, allowed)} "
                f"allowed by {limit.cited}, counted from: {limit.starts_at}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                severity="warning" if loose and not over else None,
            )


def _allowed(limit: Duration, minutes: float) -> str:
    """The limit as it is written, and on the clock where that differs."""
    written, clock = str(limit.high), on_the_clock(minutes)
    return f"the {written}" if written == clock else f"the {written} ({clock} on the clock)"


def _runs_in_parallel(subject: Subject, promise: Promise) -> bool:
    """Whether branches run side by side between the two ends of a promise."""
    graph = subject.graph
    side_by_side = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)
    between = (graph.after(promise.from_) | {promise.from_}) & graph.before(promise.to)
    return any(graph.is_split(step) and graph.routing(step) in side_by_side for step in between)

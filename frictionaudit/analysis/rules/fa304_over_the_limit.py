"""A promise or a duration exceeds a legal limit."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.promise_path import LEVEL, unsaid
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.kept import is_rarely_kept, played_stretch
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.time_limits import clock_start, comparable, limit_in_words
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities import Period


class OverTheLimit(Rule):
    """A promise, or the time that one case in ten takes, exceeds the limit of a law or code.

    The rule looks at every promise whose `basis` is the id of a known limit with a number. It compares two times
    with the limit. One is the promise at its longest. The other is the time within which nine in ten cases get from
    the first step of the promise to its last. It comes from simulating cases as `frictionaudit promise` does, with
    the times stated on the page; steps without a stated time take none. Working days follow the page's calendar
    from when each case begins; public holidays count if the calendar has a year. Where the routing between the two
    steps is only known within bounds, the duration alone is a warning and not an error.

    Why it matters:
        People can rely on a limit by right, and if one case in ten takes longer, it is broken every day.

    Wrong:
        promises:
          - {from: send-complaint, to: send-answer, within: 10 weeks, basis: uk-fca-final}     # eight weeks

    Right:
        promises:
          - {from: send-complaint, to: send-answer, within: 6 weeks, basis: uk-fca-final}

    What to do:
        Shorten the longest wait between the two steps. Until then, tell people what they can do once the limit has
        passed.

    Leave it when:
        The limit does not apply to you, or its clock starts later than the promise. Correct `basis` or `from`.

    Sources:
        The limit named in the finding, with its clause, from the pack of time limits. The finding says if the clause
        was not checked first-hand.
    """

    level = "error"
    stake = ("waiting",)
    care_point = "on-time"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        for promise in subject.procedure.promises:
            limit = subject.limits.get(promise.basis or "")
            if limit is None or limit.within is None:
                continue
            allowed = calendar.elapsed(limit.within.high)
            promised = calendar.elapsed(promise.within.high)
            late = _late(subject, promise, limit.within.high)
            over = promised > allowed + 1e-6
            longest = comparable(late[0] if late else 0.0, limit.within)
            nine_in_ten = f"nine in ten cases take up to {longest}"
            if unsaid(subject, promise):  # what is not stated can only add to it
                nine_in_ten = f"at least one case in ten takes {longest} or more"
            if over and late:
                what = f"the promise is {promise.within.high} and {nine_in_ten}; both exceed"
            elif over:
                excess = comparable(promised - allowed, limit.within)
                what = f"the promise of {promise.within.high} is {excess} longer than"
            elif late:
                what = f"{nine_in_ten}, {comparable(late[1], limit.within)} longer than"
            else:
                continue
            label = subject.procedure.label
            yield Flag(
                f"From '{label(promise.from_)}' to '{label(promise.to)}', {what} the "
                f"{limit_in_words(limit.within, allowed)} allowed by {limit.cited}, {clock_start(limit)}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                same_as=("FA303",),
                severity="warning" if not over and _bounded(subject, promise) else None,
            )


def _late(subject: Subject, promise: Promise, allowed: Period) -> tuple[float, float] | None:
    """Minutes within which nine in ten cases are done, and by how much that exceeds a limit; None if it does not."""
    stretch = played_stretch(subject, promise)
    if stretch is None or not is_rarely_kept(stretch, allowed):
        return None
    longest, excess = stretch.at_least(LEVEL), stretch.excess(allowed, LEVEL)
    if longest is None or excess is None:
        return None
    apart = longest - subject.procedure.calendar.elapsed(allowed)
    return longest, apart if apart > 0 else excess


def _bounded(subject: Subject, promise: Promise) -> bool:
    """Whether the number of visits to a step between the two ends of a promise is only known within bounds."""
    graph = subject.graph
    on_the_path = (graph.after(promise.from_) & graph.before(promise.to)) | {promise.to}
    return any(not subject.visits(step).tight for step in on_the_path)

"""People should soon hear that what they sent has arrived."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.time_limits import clock_start, comparable, limit_in_words
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.domain.quantities import Duration


class LateAcknowledgement(Rule):
    """The acknowledgement of what the customer sends comes later than the law or code allows.

    Two kinds of limits on acknowledging apply: those that `under` names, and those that a promise names as its `basis`.
    `under` can give a limit's id, the beginning of such ids (`uk-housing`), or the name of the law or code. The
    strictest limit decides. A limit without a number ('promptly') is taken as `promptly`, one working day, and is then
    a warning.

    The rule looks at the first thing a customer sends: a step by the customer that asks for a form or document. The
    acknowledgement is the next step that tells the customer anything or gives out a document. Its time is when that
    step is done, on the quickest path there. If different branches have different acknowledgements, the latest one
    counts; if branches run in parallel, the earliest. FA503 covers steps after which no reply comes. FA304 covers
    promises with a limit in numbers.

    Why it matters:
        Until a reply comes, people do not know whether their message arrived. They write again, and one case becomes
        two.

    Wrong:
        under: [uk-housing]
        steps:
          complain: {by: customer, asks: [form], next: confirm}
          confirm: {by: desk, wait: {queue: 10 working days}, tells: {reference: true}, next: look-into-it}

    Right:
        under: [uk-housing]
        steps:
          complain: {by: customer, asks: [form], next: confirm}
          confirm: {by: desk, wait: {queue: 1 working day}, tells: {reference: true}, next: look-into-it}

    What to do:
        Confirm receipt at once, before anybody looks into the case. The message can be automatic, signed by a person.

    Leave it when:
        The limit does not apply to you. Correct `under`.

    Sources:
        The limit named in the finding, from the pack of time limits. Examples are the Housing Ombudsman Complaint
        Handling Code 2024, 6.2, and FCA Handbook DISP 1.6.1R (promptly). The finding says if the clause was not checked
        first-hand. One working day for 'promptly' is our default.
    """

    level = "error"
    stake = ("waiting",)
    care_point = "on-time"

    promptly: Duration = Field(
        default=Duration.fixed(days=1, working=True), description="what a limit without a number is taken as"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        limits = _limits(subject)
        if not limits:
            return
        limit = min(limits, key=lambda limit: (self._allowed(subject, limit), limit.id))
        allowed = self._allowed(subject, limit)
        left_to_fa304 = {
            promise.from_
            for promise in subject.procedure.promises
            if (basis := _basis(subject, promise.basis)) and basis.within
        }
        label = subject.procedure.label
        for sent in _first_sent(subject):
            acknowledgement = _acknowledgement(subject, sent)
            if not acknowledgement or sent in left_to_fa304 or acknowledgement[0] <= allowed + 1e-6:
                continue
            minutes, reply = acknowledgement
            yield Flag(
                f"The first reply to '{label(sent)}' is '{label(reply)}', "
                f"at least {comparable(minutes, limit.within or self.promptly)} later; "
                f"{self._in_words(limit, allowed)}, {clock_start(limit)}",
                steps=(reply, sent),
                about=sent,
                severity=None if limit.within else "warning",
            )

    def _allowed(self, subject: Subject, limit: TimeLimit) -> float:
        return subject.procedure.calendar.elapsed((limit.within or self.promptly).high)

    def _in_words(self, limit: TimeLimit, minutes: float) -> str:
        time = limit_in_words(limit.within or self.promptly, minutes)
        if limit.within:
            return f"{limit.cited} allows {time}"
        return f"{limit.cited} says 'promptly', taken here as {time}"


def _basis(subject: Subject, id: str | None) -> TimeLimit | None:
    """The limit with this id, if it is one on acknowledging."""
    limit = subject.limits.get(id or "")
    return limit if limit and limit.what.startswith("acknowledge") else None


def _limits(subject: Subject) -> list[TimeLimit]:
    """The limits on acknowledging that apply."""
    under = frozenset(name.casefold() for name in subject.procedure.under)
    bases = {promise.basis for promise in subject.procedure.promises}
    return [
        limit
        for id in subject.limits
        if (limit := _basis(subject, id)) and (id in bases or not under.isdisjoint(_names(limit)))
    ]


def _names(limit: TimeLimit) -> set[str]:
    """What a page may call a limit: its id, the first two or more words of the id, or the name of its law or code."""
    words = limit.id.split("-")
    return {limit.regime.casefold(), *("-".join(words[:n]) for n in range(2, len(words) + 1))}


def _first_sent(subject: Subject) -> list[str]:
    """Steps at which a customer sends something for the first time on some route."""
    first: list[str] = []
    seen, queue = set(subject.graph.entries), list(subject.graph.entries)
    for step in queue:  # grows during the loop
        if _sends(subject, step):
            first.append(step)
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return first


def _sends(subject: Subject, step: str) -> bool:
    return bool(subject.graph.steps[step].asks) and subject.side(step) is Side.CUSTOMER


def _acknowledgement(subject: Subject, sent: str) -> tuple[float, str] | None:
    """Minutes until the acknowledgement on the quickest path, and the step that gives it; None without one."""
    graph, replies, seen = subject.graph, [], {sent}
    queue, parallel = [(0.0, sent)], False
    while queue:
        minutes, step = heapq.heappop(queue)
        if graph.steps[step].tells or graph.steps[step].gives:
            replies.append((minutes, step))
            continue
        if step != sent and _sends(subject, step):
            continue
        parallel |= graph.is_split(step) and graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)
        for arc in graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                heapq.heappush(queue, (minutes + elapsed(subject, arc.target), arc.target))
    return (min if parallel else max)(replies, default=None)

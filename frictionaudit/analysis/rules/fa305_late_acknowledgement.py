"""Whoever complains has a right to hear soon that it has arrived."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class LateAcknowledgement(Rule):
    """What the customer sends in is acknowledged later than the law or code allows.

    The limits that apply are those on acknowledging that `under` names, by the limit's id, by the beginning of such
    ids (`uk-housing`) or by the name of the law or code, and those that a promise names as its `basis`. The strictest
    is judged. A limit without a number ('promptly') is taken as `promptly`, one working day, and is then a warning.

    Judged is the first thing a customer sends in: a step by the customer that asks for a form or document. The
    acknowledgement is the next step that tells the customer anything or gives out a document, when it is done, on the
    quickest way there. Where different ways have different acknowledgements the latest counts, where branches run
    side by side the earliest. Where nothing comes back FA503 speaks; a promise with a numbered limit is compared by
    FA304.

    Why it matters:
        Until a word comes back people do not know whether they are heard. They write again, and there are two cases.

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
        Confirm when it comes in, before anybody looks into it; a machine may send the confirmation, a person signs it.

    Leave it when:
        The limit does not bind you: correct `under`.

    Sources:
        The limit named in the finding, from the pack of time limits, such as the Housing Ombudsman Complaint Handling
        Code 2024, 6.2, or FCA Handbook DISP 1.6.1R (promptly). A clause that was not read first-hand is marked so in
        the finding. One working day for 'promptly' is our default.
    """

    level = "error"
    care_point = "on-time"

    promptly: Duration = Duration.fixed(days=1, working=True)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        limits = _limits(subject)
        if not limits:
            return
        limit = min(limits, key=lambda one: (self._allowed(subject, one), one.id))
        allowed = self._allowed(subject, limit)
        compared = {p.from_ for p in subject.procedure.promises if (one := _basis(subject, p.basis)) and one.within}
        label = subject.procedure.label
        for sent in _first_sent(subject):
            found = _acknowledged(subject, sent)
            if not found or sent in compared or found[0] <= allowed + 1e-6:
                continue
            minutes, by = found
            yield Flag(
                f"'{label(by)}' is the first word after '{label(sent)}', "
                f"at the soonest {format_elapsed(minutes)} later; "
                f"{self._words(limit, allowed)}, counted from: {limit.starts_at}",
                steps=(by, sent),
                about=sent,
                severity=None if limit.within else "warning",
            )

    def _allowed(self, subject: Subject, limit: TimeLimit) -> float:
        return subject.procedure.calendar.elapsed((limit.within or self.promptly).high)

    def _words(self, limit: TimeLimit, minutes: float) -> str:
        written, clock = str((limit.within or self.promptly).high), format_elapsed(minutes)
        time = written if written == clock else f"{written} ({clock} on the clock)"
        if limit.within:
            return f"{limit.cited} allows {time}"
        return f"{limit.cited} says promptly, without a number, which we take as {time}"


def _basis(subject: Subject, id: str | None) -> TimeLimit | None:
    """The limit on acknowledging that has this id."""
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
    """What a page may call a limit: its id, the beginning of it of two words or more, or its law or code."""
    words = limit.id.split("-")
    return {limit.regime.casefold(), *("-".join(words[:n]) for n in range(2, len(words) + 1))}


def _first_sent(subject: Subject) -> list[str]:
    """Steps at which a customer sends something in for the first time on some way."""
    found: list[str] = []
    seen, queue = set(subject.graph.entries), list(subject.graph.entries)
    for step in queue:  # grows while it is read
        if _sends(subject, step):
            found.append(step)
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return found


def _sends(subject: Subject, step: str) -> bool:
    return bool(subject.graph.steps[step].asks) and subject.side(step) is Side.CUSTOMER


def _acknowledged(subject: Subject, sent: str) -> tuple[float, str] | None:
    """Minutes until the acknowledgement on the quickest way there, and the step that gives it; None without one."""
    graph, found, seen = subject.graph, [], {sent}
    queue, side_by_side = [(0.0, sent)], False
    while queue:
        minutes, step = heapq.heappop(queue)
        drawn = graph.steps[step]
        if drawn.tells or drawn.gives:
            found.append((minutes, step))
            continue
        if step != sent and _sends(subject, step):
            continue
        side_by_side |= graph.is_split(step) and graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)
        for arc in graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                heapq.heappush(queue, (minutes + elapsed(subject, arc.target), arc.target))
    return (min if side_by_side else max)(found, default=None)

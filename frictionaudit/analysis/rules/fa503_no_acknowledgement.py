"""Whoever sends something in wants to know that it has arrived."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Duration

_DAY = 1440


class NoAcknowledgement(Rule):
    """The customer sends something in, and nothing comes back before the case lies with us for more than a day.

    Something is sent in at a step by the customer that asks for a form or document. From there each way is followed
    until a step tells the customer anything or gives out a document, until the customer is asked for something
    again, or until a step waits longer than `days` in a queue or for a batch of ours (days on the clock; a working
    day is longer). A confirmation shown at the sending step itself counts.

    Why it matters:
        Without a word people do not know whether they did it right. They ring, write again, or wait for something
        that never arrived.

    Wrong:
        steps:
          send-form: {by: customer, asks: [form], next: check}
          check: {by: desk, wait: {queue: 5 working days}, next: decided}

    Right:
        steps:
          send-form: {by: customer, asks: [form], next: confirm}
          confirm: {by: desk, tells: {reference: true, time: two weeks, contact: desk}, next: check}
          check: {by: desk, wait: {queue: 5 working days}, next: decided}

    What to do:
        Send a confirmation at once, with a number, the next step, the time and a person to ask.

    Leave it when:
        The answer itself comes at once in most cases, and the wait is the exception.

    Sources:
        FCA Handbook DISP 1.6.1R (complaints: acknowledge promptly); Housing Ombudsman Complaint Handling Code 2024,
        6.2 (acknowledge within five working days); one day: our default.
    """

    level = "warning"
    care_point = "start-to-finish"
    days: float = 1

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        for step, waiting in sorted(self._unacknowledged(subject).items()):
            yield Flag(
                f"after '{procedure.label(step)}' nothing tells the customer that it has arrived, and the case lies "
                f"{_words(_ours(subject, waiting))} before '{procedure.label(waiting)}'",
                steps=(step, waiting),
                at=("steps", step),
            )

    def _unacknowledged(self, subject: Subject) -> dict[str, str]:
        """Sending steps with the nearest wait that no word comes before: followed back from all waits at once."""
        graph, found = subject.graph, {}
        queue = [(step, step) for step in graph.steps if self._waits(subject, step)]
        seen: set[str] = set()
        for step, waiting in queue:  # grows while it is read: nearest first
            for arc in graph.incoming[step]:
                before = arc.source
                if before in seen:
                    continue
                seen.add(before)
                drawn = graph.steps[before]
                if drawn.tells or drawn.gives:
                    continue
                if drawn.asks and subject.side(before) is Side.CUSTOMER:
                    found[before] = waiting
                else:
                    queue.append((before, waiting))
        return found

    def _waits(self, subject: Subject, step: str) -> bool:
        calendar = subject.procedure.calendar
        return sum(map(calendar.expected_elapsed, _ours(subject, step))) > self.days * _DAY + 1e-6


def _ours(subject: Subject, step: str) -> list[Duration]:
    wait = subject.procedure.steps[step].wait
    return [duration for duration in (wait.queue, wait.batch) if duration] if wait else []


def _words(durations: list[Duration]) -> str:
    """Waiting as the page says it."""
    return " and ".join(str(d.low) if d.low == d.high else f"{d.low} to {d.high}" for d in durations)

"""People who send something in want to know that it has arrived."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.messages import certainly_next
from frictionaudit.analysis.patterns.phrases import stated_wait
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, Side, Step
from frictionaudit.domain.quantities import Duration

_DAY = 1440
_NEVER = (
    "No one confirms receipt after {sent}, and the case then waits {wait} before {before}",
    "No one confirms receipt after {places}, and each time the case then waits for us",
)
_LATE = (
    "Receipt is confirmed late after {sent}: the case first waits {wait} before {before}",
    "Receipt is confirmed late after {places}: each time the case first waits for us",
)
"""What the finding says of one place, and of several."""


class NoAcknowledgement(Rule):
    """The customer sends something in, and gets no confirmation before the case waits more than a day for us.

    A customer step that asks for a form or document sends something in. Not so where the customer hands it to somebody:
    at a counter, on site or at home. The rule follows each path from there until one of these comes first:

    - A step tells the customer something or gives them a document. A confirmation shown at the sending step counts.
    - The customer is asked for something again.
    - A step waits more than `days` calendar days in our queue or for our batch.

    If a message other than the result certainly follows that wait, the finding says that the confirmation comes late.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        Without confirmation, people do not know whether they did it right. They phone, write again, or wait for an
        answer to something that never arrived.

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
        Send an automatic confirmation with a reference number, the next step, the time it takes and a contact.

    Leave it when:
        Most people get the answer itself at once, and only a few have to wait.

    Sources:
        FCA Handbook DISP 1.6.1R (complaints: acknowledge promptly); Housing Ombudsman Complaint Handling Code 2024, 6.2
        (acknowledge within five working days); one day: our default.
    """

    level = "warning"
    stake = ("finding out", "waiting")
    care_point = "start-to-finish"

    days: float = Field(default=1, ge=0, description="calendar days a case may wait without a confirmation")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        confirmed = _confirmed_later(subject)
        for step, waiting in sorted(self._unacknowledged(subject).items()):
            message, together = _LATE if waiting in confirmed else _NEVER
            wait = stated_wait(subject, _our_waits(subject, waiting))
            sent, before = describe(subject.graph, step), describe(subject.graph, waiting)
            yield Flag(
                message.format(sent=sent, wait=wait, before=before),
                steps=(step, waiting),
                at=("steps", step),
                portion=_part_from(subject, step, waiting),
                together=together,
            )

    def _unacknowledged(self, subject: Subject) -> dict[str, str]:
        """Sending steps with the nearest wait that no message precedes, by a search backwards from all long waits."""
        graph, nearest_wait = subject.graph, {}
        queue = [(step, step) for step in graph.steps if self._is_long_wait(subject, step)]
        seen: set[str] = set()
        for step, waiting in queue:  # grows during the loop: breadth-first
            for arc in graph.incoming[step]:
                id = arc.source
                if id in seen:
                    continue
                seen.add(id)
                source = graph.steps[id]
                if source.tells or source.gives:
                    continue
                if source.asks and subject.side(id) is Side.CUSTOMER:
                    if not _handed_over(source):
                        nearest_wait[id] = waiting
                else:
                    queue.append((id, waiting))
        return nearest_wait

    def _is_long_wait(self, subject: Subject, step: str) -> bool:
        calendar = subject.procedure.calendar
        return sum(map(calendar.expected_elapsed, _our_waits(subject, step))) > self.days * _DAY + 1e-6


def _part_from(subject: Subject, step: str, waiting: str) -> float:
    """The part of the visits to a waiting step that come from a sending one, at most all."""
    waits, sent = subject.visits(waiting).value, subject.visits(step).value
    return min(1.0, sent / waits) if waits else 1.0


def _handed_over(step: Step) -> bool:
    """Whether the customer sees somebody take what they bring."""
    return step.channel is not None and (step.channel.in_person or step.channel is Channel.HOME)


def _confirmed_later(subject: Subject) -> frozenset[str]:
    """Steps at which, or after which, a message that is not yet the result certainly comes before anything else."""
    tells = {id: step.tells for id, step in subject.graph.steps.items()}
    telling = {id for id, told in tells.items() if told}
    others = {id for id in tells if subject.side(id) is Side.CUSTOMER}
    return certainly_next(subject, (id for id in telling if not tells[id].result), telling | others)


def _our_waits(subject: Subject, step: str) -> list[Duration]:
    wait = subject.procedure.steps[step].wait
    return [duration for duration in (wait.queue, wait.batch) if duration] if wait else []

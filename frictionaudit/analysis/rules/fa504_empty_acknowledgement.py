"""A confirmation should answer the next four questions."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side

_DAY = 1440
_PARTS = {
    "reference": "a number to quote",
    "next": "what comes next",
    "time": "how long it takes",
    "contact": "whom to ask",
}


class EmptyAcknowledgement(Rule):
    """The customer sends something in, and the confirmation lacks a reference, the next step, the time or a contact.

    Something is sent in at a step by the customer that asks for a form or document. The confirmation is what that
    step itself tells, if it tells any of the four; else the first message after it, unless the customer has to send
    something again before, or a step waits longer than `days` in a queue or for a batch of ours. A message that tells
    the result is an answer and no confirmation, and where no such wait comes after it nobody needs one. One part
    missing is worth a look, more are a warning.

    Why it matters:
        "We have received your message" calms nobody. Who gets no number, no date and no name rings up to ask for them.

    Wrong:
        steps:
          send-form: {by: customer, asks: [form], next: confirm}
          confirm: {by: desk, tells: {reference: true}, next: check}
          check: {by: desk, wait: {queue: 5 working days}, next: decided}

    Right:
        steps:
          send-form: {by: customer, asks: [form], next: confirm}
          confirm: {by: desk, tells: {reference: true, next: true, time: two weeks, contact: the desk}, next: check}
          check: {by: desk, wait: {queue: 5 working days}, next: decided}

    What to do:
        Put all four into the confirmation, the number first.

    Leave it when:
        The customer has another number or name at hand that leads to the case.

    Sources:
        GOV.UK Design System: confirmation pages (reference number, what happens next and when, contact); one day: our
        default.
    """

    level = "warning"
    care_point = "start-to-finish"
    days: float = 1

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for step in self._confirmations(subject):
            tells = subject.procedure.steps[step].tells
            missing = [words for part, words in _PARTS.items() if not getattr(tells, part)]
            if missing:
                yield Flag(
                    f"the confirmation '{subject.procedure.label(step)}' does not say {_listed(missing)}",
                    steps=(step,),
                    severity="info" if len(missing) == 1 else None,
                )

    def _confirmations(self, subject: Subject) -> list[str]:
        """The first messages after something was sent in, found from all sending steps at once."""
        steps, found = subject.procedure.steps, list[str]()
        waiting = self._before_a_wait(subject)
        sending = [id for id, step in steps.items() if step.asks and subject.side(id) is Side.CUSTOMER]
        queue: list[str] = []
        for id in sending:
            tells = steps[id].tells
            if any(getattr(tells, part) for part in _PARTS):
                found += [] if tells.result else [id]
            else:
                queue.append(id)
        seen = set(sending)
        while queue:
            for arc in subject.graph.outgoing[queue.pop()]:
                step = steps[arc.target]
                if arc.target in seen or self._waits(subject, arc.target):
                    continue
                seen.add(arc.target)
                if step.tells:
                    found += [] if step.tells.result else [arc.target]
                elif not step.gives:
                    queue.append(arc.target)
        return sorted(step for step in found if step in waiting)

    def _before_a_wait(self, subject: Subject) -> set[str]:
        """Steps after which a case comes to a long wait of ours, with neither a message nor the customer between."""
        steps = subject.procedure.steps
        queue = [step for step in steps if self._waits(subject, step)]
        found: set[str] = set()
        while queue:
            for arc in subject.graph.incoming[queue.pop()]:
                if arc.source not in found:
                    found.add(arc.source)
                    if not steps[arc.source].tells and subject.side(arc.source) is not Side.CUSTOMER:
                        queue.append(arc.source)
        return found

    def _waits(self, subject: Subject, step: str) -> bool:
        wait = subject.procedure.steps[step].wait
        ours = [duration for duration in (wait.queue, wait.batch) if duration] if wait else []
        return sum(map(subject.procedure.calendar.expected_elapsed, ours)) > self.days * _DAY + 1e-6


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

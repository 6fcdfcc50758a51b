"""A confirmation should answer the next four questions."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.listing import listed

_DAY = 1440
_PARTS = {
    "reference": "a reference number",
    "next": "what happens next",
    "time": "how long it takes",
    "contact": "whom to ask",
}


class EmptyAcknowledgement(Rule):
    """A confirmation leaves out the reference number, the next step, the time it takes or a contact.

    A customer step that asks for a form or document sends something in. The confirmation is what that step itself
    tells, if it tells any of the four. Otherwise it is the next message. The rule stops looking for one at a step where
    the customer has to send something again. It also stops at a wait of more than `days` calendar days in our queue or
    for our batch. A message that tells the result is an answer, not a confirmation. If no such wait follows, no
    confirmation is needed. One missing part is worth a look, more are a warning.

    Why it matters:
        "We have received your message" leaves the main questions open. People who get no number, no date and no name
        phone to ask for them.

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
        Put all four into the confirmation: the reference number, what happens next, how long it takes and whom to ask.

    Leave it when:
        The customer already has another number or name that leads to the case.

    Sources:
        GOV.UK Design System: confirmation pages (reference number, what happens next and when, contact); one day: our
        default.
    """

    level = "warning"
    stake = ("finding out", "waiting")
    care_point = "start-to-finish"

    days: float = Field(default=1, ge=0, description="calendar days of waiting from which a confirmation is needed")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for step in self._confirmations(subject):
            tells = subject.procedure.steps[step].tells
            missing = [words for part, words in _PARTS.items() if not getattr(tells, part)]
            if missing:
                parts = listed(missing, shown=len(_PARTS))
                yield Flag(
                    f"The confirmation {describe(subject.graph, step)} leaves out {parts}",
                    steps=(step,),
                    severity="info" if len(missing) == 1 else None,
                )

    def _confirmations(self, subject: Subject) -> list[str]:
        """The first messages after something was sent in, by a search from all sending steps."""
        steps, confirmations = subject.procedure.steps, list[str]()
        before_wait = self._before_a_long_wait(subject)
        sending = [id for id, step in steps.items() if step.asks and subject.side(id) is Side.CUSTOMER]
        queue: list[str] = []
        for id in sending:
            tells = steps[id].tells
            if any(getattr(tells, part) for part in _PARTS):
                confirmations += [] if tells.result else [id]
            else:
                queue.append(id)
        seen = set(sending)
        while queue:
            for arc in subject.graph.outgoing[queue.pop()]:
                step = steps[arc.target]
                if arc.target in seen or self._is_long_wait(subject, arc.target):
                    continue
                seen.add(arc.target)
                if step.tells:
                    confirmations += [] if step.tells.result else [arc.target]
                elif not step.gives:
                    queue.append(arc.target)
        return sorted(step for step in confirmations if step in before_wait)

    def _before_a_long_wait(self, subject: Subject) -> set[str]:
        """Steps followed by a long wait of ours, with no message and no customer step in between."""
        steps = subject.procedure.steps
        queue = [step for step in steps if self._is_long_wait(subject, step)]
        before: set[str] = set()
        while queue:
            for arc in subject.graph.incoming[queue.pop()]:
                if arc.source not in before:
                    before.add(arc.source)
                    if not steps[arc.source].tells and subject.side(arc.source) is not Side.CUSTOMER:
                        queue.append(arc.source)
        return before

    def _is_long_wait(self, subject: Subject, step: str) -> bool:
        wait = subject.procedure.steps[step].wait
        our_waits = [duration for duration in (wait.queue, wait.batch) if duration] if wait else []
        return sum(map(subject.procedure.calendar.expected_elapsed, our_waits)) > self.days * _DAY + 1e-6

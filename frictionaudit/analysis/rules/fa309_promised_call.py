"""We will call you back."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class PromisedCall(Rule):
    """A call back is promised without a time, without anybody who makes it, or without a way out where none comes.

    Judged is every step with a `call_back`; the finding names what it lacks of `within`, `by` and `otherwise`.

    Why it matters:
        Whoever waits for a call stays near the telephone. Where nobody in particular owes it, nobody makes it, and
        the customer begins anew in the queue.

    Wrong:
        steps:
          take-note: {by: desk, channel: phone, call_back: {}, next: look-into-it}

    Right:
        steps:
          take-note:
            by: desk
            channel: phone
            call_back: {within: 1 working day, by: desk, otherwise: ring the same number and press 1}
            next: look-into-it

    What to do:
        Say by when, write down who calls, and give a number that goes straight to that person.

    Leave it when:
        The call is a courtesy beside an answer that comes in writing anyway.

    Sources:
        The idea of procedural care: call back when promised.
    """

    level = "warning"
    element = "personal"
    care_point = "calls-back"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            if step.call_back is None:
                continue
            call = step.call_back
            parts = ((call.within, "by when"), (call.by, "who calls"), (call.otherwise, "what to do if no call comes"))
            missing = [word for said, word in parts if not said]
            if missing:
                yield Flag(
                    f"'{subject.procedure.label(id)}' promises a call back and does not say {', '.join(missing)}",
                    steps=(id,),
                    about="call_back",
                )

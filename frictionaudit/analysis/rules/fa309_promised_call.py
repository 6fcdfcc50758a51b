"""We call back when we said we would."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed


class PromisedCall(Rule):
    """A call back is promised without a time, without a person who makes it, or without a fallback if it does not come.

    The rule looks at every step with a `call_back`, and names which of `within`, `by` and `otherwise` are missing.

    Why it matters:
        People who wait for a call stay near the phone. If nobody in particular has to make the call, nobody makes it,
        and the customer joins the queue again.

    Wrong:
        steps:
          take-note: {by: desk, channel: phone, call_back: {}, next: look-into-it}

    Right:
        steps:
          take-note:
            by: desk
            channel: phone
            call_back: {within: 1 working day, by: desk, otherwise: phone the same number and press 1}
            next: look-into-it

    What to do:
        Say by when you will call, write down who calls, and give a direct number for that person.

    Leave it when:
        The call is a courtesy, and the answer comes in writing anyway.

    Sources:
        The idea of procedural care: call back when promised.
    """

    level = "warning"
    stake = ("waiting",)
    element = "personal"
    care_point = "calls-back"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            if step.call_back is None:
                continue
            call = step.call_back
            parts = ((call.within, "by when"), (call.by, "who calls"), (call.otherwise, "what to do if no call comes"))
            missing = [words for stated, words in parts if not stated]
            if missing:
                yield Flag(
                    f"'{subject.procedure.label(id)}' promises a call back but does not say "
                    f"{listed(missing, last='or')}",
                    steps=(id,),
                    about="call_back",
                )

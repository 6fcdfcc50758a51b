"""A case that waits for the customer can wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities.listing import listed, quoted

_WORDS = {"deadline": "no deadline", "reminder": "no reminder", "otherwise": "no notice of what happens next"}


class CustomersTurnForever(Rule):
    """A case waits for the customer without a deadline, a reminder, or notice of what happens next.

    The rule looks at every wait with a time for the customer. Waits that lack the same things are one finding. If there
    is a deadline, and only the reminder or the notice is missing, it is information.

    Why it matters:
        Without a deadline nobody acts, and without a reminder people forget. People who do not know what happens next
        find out when their case is closed.

    Wrong:
        steps:
          add-paper: {by: customer, wait: {customer: 10 days}, asks: [proof], next: check}

    Right:
        steps:
          add-paper:
            by: customer
            wait: {customer: 10 days, deadline: 4 weeks, reminder: after two weeks, otherwise: we decide without it}
            asks: [proof]
            next: check

    What to do:
        Set a deadline, send a reminder some days before it, and say from the start what happens when it passes.

    Leave it when:
        Nothing depends on the answer, and the customer may continue at any time. Give the reason in `because` on the
        wait.

    Sources:
        Our default: any wait for the customer.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "no-rush"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        waits: dict[tuple[str, ...], list[str]] = {}
        for id, step in subject.procedure.steps.items():
            if step.wait is not None and step.wait.customer is not None and any(step.wait.customer.points):
                waits.setdefault(_missing(step.wait), []).append(id)
        waits.pop((), None)
        for missing, waiting in sorted(waits.items()):
            for steps in split_justified(subject, waiting, self.code()):
                yield Flag(
                    f"Before {listed(quoted(map(subject.procedure.label, steps)))}, the case waits for the customer "
                    f"with {listed(missing)}",
                    steps=steps,
                    about=", ".join(missing),
                    severity=None if "no deadline" in missing else "info",
                )


def _missing(wait: Wait) -> tuple[str, ...]:
    """What a wait for the customer lacks, in words."""
    return tuple(words for key, words in _WORDS.items() if not getattr(wait, key))

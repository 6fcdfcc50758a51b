"""A case that waits for the customer may wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Wait


class CustomersTurnForever(Rule):
    """A case waits for the customer, and there is no deadline, no reminder, or no word on what happens then.

    Judged is every wait with a time for the customer. Waits that lack the same are one finding. Where a deadline is
    set and only the reminder, or what happens afterwards, is missing, it is worth a look.

    Why it matters:
        A letter slips behind the shelf. Without a date nobody acts, without a reminder nobody remembers, and who does
        not know what happens then learns it when the case is closed.

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
        Set a date, remind people some days before it, and say from the beginning what happens when it passes.

    Leave it when:
        Nothing depends on the answer, and the customer may take it up at any time: say so with `because` on the wait.

    Sources:
        Our default: any wait for the customer.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        lacking: dict[tuple[str, ...], list[str]] = {}
        for id, step in subject.procedure.steps.items():
            if step.wait is not None and step.wait.customer is not None and any(step.wait.customer.points):
                lacking.setdefault(_missing(step.wait), []).append(id)
        lacking.pop((), None)
        for missing, waiting in sorted(lacking.items()):
            for steps in split_justified(subject, waiting, self.code()):
                yield Flag(
                    f"before {list_steps(subject, steps)} the case waits for the customer with {' and '.join(missing)}",
                    steps=steps,
                    about=", ".join(missing),
                    severity=None if "no deadline" in missing else "info",
                )


def _missing(wait: Wait) -> tuple[str, ...]:
    parts = (
        (wait.deadline, "no deadline"),
        (wait.reminder, "no reminder"),
        (wait.otherwise, "no word on what happens then"),
    )
    return tuple(word for said, word in parts if not said)

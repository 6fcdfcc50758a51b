"""A case that waits for the customer can wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.first_turn import is_first_turn
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, Wait
from frictionaudit.domain.quantities.listing import listed, quoted

_WORDS = {
    "deadline": "no deadline",
    "reminder": "no reminder",
    "otherwise": "no word on what happens if they do not act",
}
_ABOUT = {**_WORDS, "otherwise": "no notice of what happens next"}
"""What baselines and waivers know a finding by; the words of a message may change, these do not."""


class CustomersTurnForever(Rule):
    """A case waits for the customer without a deadline, a reminder, or word on what happens if they do not act.

    The rule looks at every wait with a time for the customer. Waits that lack the same things are one finding. If
    there is a deadline, and only the reminder or that word is missing, it is information. A `tells` of an earlier
    step is no such word: its `next` says what follows the answer, not what follows if there is none. Left out is
    the first thing that the customer does: nobody has asked them for it, and no case waits.

    A service table has no place for reminders, or for that word. There only the deadline is looked for, and only where
    others have acted before and act again after it: elsewhere no case waits.

    Why it matters:
        Without a deadline nobody acts, and without a reminder people forget. People who do not know what happens
        if they do nothing find out when their case is closed.

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
        Set a deadline where there is none, send a reminder some days before it, and say from the start what happens
        when it passes.

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
            if step.wait is None or step.wait.customer is None or is_first_turn(subject, id):
                continue
            if any(step.wait.customer.points):
                missing = _missing(step.wait)
                if subject.procedure.service_table:
                    missing = ("deadline",) if "deadline" in missing and _between_others(subject, id) else ()
                waits.setdefault(missing, []).append(id)
        waits.pop((), None)
        for missing, waiting in sorted(waits.items()):
            for steps in split_justified(subject, waiting, self.code()):
                words = [_WORDS[key] for key in missing]
                yield Flag(
                    f"Before {listed(quoted(map(subject.procedure.label, steps)))}, the case waits for the customer "
                    f"with {listed(words)}",
                    steps=steps,
                    about=", ".join(_ABOUT[key] for key in missing),
                    severity=None if "deadline" in missing else "info",
                )


def _missing(wait: Wait) -> tuple[str, ...]:
    """What a wait for the customer lacks, as keys of the wait."""
    return tuple(key for key in _WORDS if not getattr(wait, key))


def _between_others(subject: Subject, id: str) -> bool:
    """Whether somebody other than the customer acts before a step and again after it."""
    others = {task for task in subject.tasks if subject.side(task) is not Side.CUSTOMER}
    return bool(others & subject.graph.before(id)) and bool(others & subject.graph.after(id))

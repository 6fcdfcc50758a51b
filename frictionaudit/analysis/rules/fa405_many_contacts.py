"""How often people have to deal with us until it is done."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.contacts import crosses_line, expected_contacts
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Side


class ManyContacts(Rule):
    """More than `some` (worth a look) or more than `many` (warning) contacts are expected of a customer.

    Counted is what the measure `contacts` counts: each time that the case, or a message, goes from the customer to us
    or from us to the customer, loops included. A question and its answer are two. What goes on behind the counter
    does not count.

    Why it matters:
        Each contact has to be prepared, waited for and understood, and each can go wrong. Most of them are there
        because something was not said or not asked the first time.

    Wrong:
        steps:
          apply: {by: customer, next: ask-more}
          ask-more: {by: desk, next: send-more}
          send-more: {by: customer, next: ask-again}
          ask-again: {by: desk, next: send-rest}
          send-rest: {by: customer, next: decide}
          decide: {by: desk, next: decided}

    Right:
        steps:
          apply: {by: customer, next: decide}     # all is asked at once
          decide: {by: desk, next: decided}

    What to do:
        Ask for everything at once, tell everything at once, and find out why people come a second time.

    Leave it when:
        The talk is what people come for, such as advice or treatment: say so with `because` on the steps.

    Sources:
        Redesign heuristic 2 (contact reduction) of Reijers and Liman Mansar; more than 2 and more than 4 are our
        default.
    """

    level = "warning"

    some: float = 2
    many: float = 4

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        counted = measures["contacts"].value
        expected = expected_contacts(subject, letters=False).value
        if counted is None or expected <= min(self.some, self.many):
            return
        takes = _by_step(subject)
        steps = open_first(subject, takes, self.code())
        most = max(steps, key=lambda step: (takes[step], step))
        least = "at least " if measures["contacts"].evidence.unknown else ""
        over = expected > self.many
        letters = "" if abs(counted - expected) < 1e-6 else " (without letters that need no answer)"
        yield Flag(
            f"{least}{count(expected, 'contact')} are expected between a customer and us{letters}, more than "
            f"{self.many if over else self.some:g}; most of them at '{subject.procedure.label(most)}'",
            steps=steps,
            whole=True,
            severity="warning" if over else "info",
        )


def _by_step(subject: Subject) -> dict[str, float]:
    """Expected contacts by the step that brings the case, or a message, over the line."""
    takes: dict[str, float] = {}
    for passage in subject.by_party:
        sides = {subject.side(passage.source or ""), subject.side(passage.target)} if passage.source else set()
        if Side.CUSTOMER in sides and sides & {Side.FRONTSTAGE, Side.BACKSTAGE}:
            takes[passage.target] = takes.get(passage.target, 0.0) + passage.expected
    for id, step in subject.procedure.steps.items():
        messages = sum(crosses_line(subject, id, other) for other in (*step.sends_to, *step.receives_from))
        if messages:
            takes[id] = takes.get(id, 0.0) + messages * subject.visits(id).value
    return takes

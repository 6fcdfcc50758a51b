"""How often people have to deal with us until the matter is settled."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.contacts import crossings, expected_contacts
from frictionaudit.analysis.patterns.exceptions import without_exceptions
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.only_sometimes import only_sometimes
from frictionaudit.analysis.patterns.phrases import times as how_often
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule


class ManyContacts(Rule):
    """A customer is expected to need more than two contacts with us (worth a look), or more than four (warning).

    The rule uses the measure `contacts`: each time the case or a message goes from the customer to us, or from us to
    the customer, loops included. A question and its answer are two contacts. In a service table, rows at one counter
    with no wait of days between them are one visit. Work behind the counter does not count, nor do letters and emails
    that need no answer. Nor does an end that only says how a case ended. Less than one contact above two is no finding
    where no case comes back. Nor is a number that only events raise of which nobody says how often they happen.

    Why it matters:
        Customers have to prepare for each contact, wait for it and understand it, and each can go wrong. Most contacts
        happen because something was not said or not asked the first time.

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
          apply: {by: customer, next: decide}     # the desk asks for everything at once
          decide: {by: desk, next: decided}

    What to do:
        Ask ten customers which of these contacts they could have done without, and drop or combine those. If they had
        to come back, ask for or say those things the first time.

    Leave it when:
        People come for the conversation, such as advice or treatment. Give that reason with `because` on the steps.

    Sources:
        Redesign heuristic 2 (contact reduction) of Reijers and Liman Mansar; more than 2 and more than 4 are our
        default.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "resolved-quickly"

    some: float = Field(default=2, ge=0, description="expected contacts per case above which it is worth a look")
    many: float = Field(default=4, ge=0, description="expected contacts per case above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        counted = measures["contacts"].value
        expected = _expected(subject)
        limit = min(self.some, self.many)
        if counted is None:
            return
        if not _exceeds(expected, limit):  # saves time
            return
        usual = min(expected, _expected(without_exceptions(subject)))
        if not _exceeds(usual, limit):
            return  # it rests on events of which nobody says how often they happen
        contacts = _contacts_by_step(subject)
        steps = unjustified_first(subject, contacts, self.code())
        busiest = max(contacts.values())
        mostly = [step for step in steps if contacts[step] > busiest - 1e-9]
        if len(mostly) == 1:  # the finding points to the step that it names
            steps = (*mostly, *(step for step in steps if step not in mostly))
        if usual < limit + 1 - 1e-9 and not _comes_back(subject):
            return  # nobody comes back, and most cases stay within the limit
        unknown = bool(measures["contacts"].evidence.unknown)
        least = "at least " if unknown else ""
        over = _exceeds(usual, self.many)
        number = how_often(_rounded_down(expected, self.many if over else self.some) if unknown else expected)
        letters = "" if abs(counted - expected) < 1e-6 else " (not counting letters that need no answer)"
        where = f"; most often at {describe(subject.graph, mostly[0])}" if len(mostly) == 1 else ""
        yield Flag(
            f"A case goes back and forth between the customer and us {least}{number}{letters}, more than "
            f"{self.many if over else self.some:g}{rests_on(subject, contacts, _expected)}"
            f"{only_sometimes(subject, contacts)}{where}",
            steps=steps,
            whole=True,
            portion=1 - (self.many if over else self.some) / expected,
            severity="warning" if over else "info",
        )


def _expected(subject: Subject) -> float:
    return expected_contacts(subject, letters=False).value


def _comes_back(subject: Subject) -> bool:
    """Whether a case crosses to the other side on a loop, so that somebody meets it again."""
    loop_of = subject.graph.loop_of
    return any(
        loop_of(target) is not None and loop_of(source) == loop_of(target)
        for source, target, _, _ in crossings(subject, letters=False)
    )


def _rounded_down(number: float, limit: float) -> float:
    """A least number as it is printed, which must not exceed it; as it is where it would no longer exceed the limit."""
    down = math.floor(number * 10 + 1e-6) / 10
    return down if down > limit else number


def _exceeds(expected: float, limit: float) -> bool:
    """Whether a number is greater than a limit, also as it is printed."""
    return expected > limit and how_often(expected) != how_often(limit)


def _contacts_by_step(subject: Subject) -> dict[str, float]:
    """Expected contacts by the step that brings the case to the other side of the counter, or gets a message."""
    contacts: dict[str, float] = {}
    for _, target, weight, times in crossings(subject, letters=False):
        contacts[target] = contacts.get(target, 0.0) + weight.value * times
    return contacts

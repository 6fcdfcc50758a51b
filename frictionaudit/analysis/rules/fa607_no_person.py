"""A route on which nobody can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.burden.amounts import per_case
from frictionaudit.analysis.burden.spent_without import spent_without
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.people_met import steps_with_a_person
from frictionaudit.analysis.patterns.named_contact import steps_naming_a_person
from frictionaudit.analysis.rule import Flag, Rule, of_cases
from frictionaudit.domain.procedure import Side


class NoPerson(Rule):
    """Some cases go from start to end without a person, and nobody tells the customer whom to ask.

    A customer meets a person by phone, by chat, at a counter, at home or on site. Such a step is by the customer, or by
    a frontstage party. A step that `tells` the contact is enough too. The contact has to be a name and a way to reach
    it: `call centre` and `true` are none. The rule adds up the cases that come to none of these steps, and only their
    time is at stake. Where the page has a frontstage party, a step of the customer without a channel may be one of
    them. The rule is silent on pages without a step of the customer, and where no step has a channel.

    Why it matters:
        A form works until something is unusual. Then people need someone who listens and can decide.

    Wrong:
        steps:
          apply: {by: customer, channel: web, next: decide}
          decide: {by: system, channel: internal, next: done}

    Right:
        steps:
          apply:
            by: customer
            channel: web
            tells: {contact: "Nora Quill, 020 7946 0018"}
            next: decide

    What to do:
        Put the name and the number of a person on the page, and let that person see the case.

    Leave it when:
        The matter is settled at once, such as a download. Give that reason with `because` on the procedure.

    Sources:
        The idea of procedural care: human touch. The share is our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "personal"
    care_point = "start-to-finish"

    few: float = Field(default=0.01, ge=0, le=1, description="share of cases from which the rule speaks")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        own = [id for id in subject.tasks if subject.side(id) is Side.CUSTOMER]
        if not own or not any(step.channel for step in steps.values()):
            return
        meeting = {*steps_with_a_person(subject, perhaps=True), *steps_naming_a_person(steps)}
        share = 1 - (subject.reached_any(meeting) if meeting else 0.0)
        if share >= self.few:
            yield Flag(
                f"Customers can reach nobody in {of_cases(share)}: no person by phone, chat or in person, and no step "
                "names a person to ask",
                steps=tuple(own),
                whole=True,
                portion=_part(subject, own, meeting),
            )


def _part(subject: Subject, own: list[str], meeting: set[str]) -> float:
    """The part of the customers' time at their own steps that the cases take which meet nobody."""
    whole = sum(per_case(subject)["customer"].get(step, 0.0) for step in own)
    spent = spent_without(subject, meeting, own, "customer")
    return spent / whole if whole and math.isfinite(whole) else 1.0

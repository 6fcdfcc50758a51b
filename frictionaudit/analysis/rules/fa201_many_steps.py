"""How many steps a case takes the customer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from frictionaudit.analysis.flow.describe import sentence, with_article
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.exceptions import without_exceptions
from frictionaudit.analysis.patterns.only_sometimes import only_sometimes
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.procedure.names import asks_nothing
from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed, quoted


class ManySteps(Rule):
    """The customer has to take more steps than a procedure of this kind should need.

    Each task by the customer counts as often as it is expected to happen in a case. A task by whose name they only wait
    or leave does not count. There is one option for each kind of procedure.

    Why it matters:
        Every step costs time and is one more place to give up or go wrong, even for people who are in the right.

    Wrong:
        kind: complaint
        steps:
          find-form: {by: customer, next: print-form}
          print-form: {by: customer, next: fill-form}
          fill-form: {by: customer, next: sign-form}
          sign-form: {by: customer, next: copy-form}
          copy-form: {by: customer, next: post-form}
          post-form: {by: customer, next: log-complaint}

    Right:
        kind: complaint
        steps:
          complain: {by: customer, channel: web, also: [phone], next: log-complaint}

    What to do:
        Remove the steps that only prepare another step. Then look at the steps that customers have to repeat.

    Leave it when:
        The steps slow down a decision that cannot be undone. Give the reason in `because` on the procedure.

    Sources:
        The question from which this audit began: how many steps does it take to complain? All limits are our defaults:
        5 for a complaint, return, appointment, fine or fulfilment, and 6 for a claim or any other kind. An order has 6,
        because people choose, place, pay and receive. A permit has 8, because people apply, correct, pay and collect.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "resolved-quickly"

    complaint: float = Field(default=5, ge=0, description="steps per case allowed for a complaint")
    return_: float = Field(default=5, ge=0, alias="return", description="steps per case allowed for a return")
    permit: float = Field(default=8, ge=0, description="steps per case allowed for a permit")
    order: float = Field(default=6, ge=0, description="steps per case allowed for an order")
    appointment: float = Field(default=5, ge=0, description="steps per case allowed for an appointment")
    fine: float = Field(default=5, ge=0, description="steps per case allowed for a fine")
    fulfilment: float = Field(default=5, ge=0, description="steps per case allowed for a fulfilment")
    claim: float = Field(default=6, ge=0, description="steps per case allowed for a claim")
    other: float = Field(default=6, ge=0, description="steps per case allowed for any other procedure")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        kind = subject.procedure.kind
        limits: dict[str, Any] = self.model_dump(by_alias=True)
        limit = float(limits[kind])
        steps = measures["customer_steps"]
        least = steps.value if steps.evidence.low is None else steps.evidence.low
        tasks = [step for step in subject.tasks if subject.side(step) is Side.CUSTOMER]
        idle = [step for step in tasks if asks_nothing(subject.procedure.steps[step].name or "")]
        if least is None or (least := least - sum(subject.visits(step).high for step in idle)) <= limit:
            return
        shortest = None if idle else measures["shortest_customer_steps"].value
        what = "This procedure" if kind == "other" else sentence(with_article(kind))
        bound = "" if steps.evidence.bound == "exact" else "at least "
        number = count(least, "step", tenths=True)
        customers = [step for step in tasks if step not in idle]
        usual = without_exceptions(subject)
        if sum(usual.visits(step).value for step in customers) <= limit + 1e-9:
            return  # it rests on events of which nobody says how often they happen
        split = rests_on(subject, {step: subject.visits(step).value for step in customers})
        without = f", not counting {listed(quoted(map(subject.procedure.label, idle)))}" if idle else ""
        always = only_sometimes(subject, customers)
        yield Flag(
            f"{what} takes the customer {bound}{number} per case{without}{split}{always}, more than {limit:g}"
            f"{_shortest(shortest, least, bool(split))}",
            portion=1 - limit / least,
        )


def _shortest(shortest: float | None, steps: float, split: bool) -> str:
    """What to say of the shortest route, beside the number of steps that a case takes."""
    if shortest is None:
        return ""
    if split:
        return f"; in any case at least {shortest:g}"
    return "; no route is shorter" if abs(shortest - steps) < 1e-6 else f"; the shortest route takes {shortest:g}"

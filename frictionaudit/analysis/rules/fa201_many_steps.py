"""How many steps does it take?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, count


class ManySteps(Rule):
    """The customer is expected to take more steps than a procedure of this kind should need.

    Counted are the tasks that the customer does, each as often as it is expected to happen in a case. There is one
    option for each kind of procedure.

    Why it matters:
        Every step costs time, and is one more place to give up or go wrong, also for people who are in the right.

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
        Start with the step that customers repeat, then the one that only prepares another.

    Leave it when:
        The steps slow a decision down that cannot be undone: say so with `because` on the procedure.

    Sources:
        The question from which this audit began: how many steps does it take to complain? All thresholds are our
        default: 5 for a complaint, return, appointment, fine or fulfilment; 6 for a claim, for what is of no kind
        named here, and for an order, which is chosen, placed, paid and received; 8 for a permit, which is applied
        for, corrected, paid and fetched.
    """

    level = "warning"
    care_point = "resolved-quickly"

    complaint: float = 5
    return_: float = Field(default=5, alias="return")
    permit: float = 8
    order: float = 6
    appointment: float = 5
    fine: float = 5
    fulfilment: float = 5
    claim: float = 6
    other: float = 6

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        kind = subject.procedure.kind
        limits: dict[str, Any] = self.model_dump(by_alias=True)
        limit = float(limits[kind])
        steps = measures["customer_steps"]
        least = steps.value if steps.evidence.low is None else steps.evidence.low
        if least is None or least <= limit:
            return
        shortest = measures["shortest_customer_steps"].value
        article = "an" if kind[0] in "aeiou" else "a"
        what = "a procedure like this" if kind == "other" else f"{article} {kind}"
        bound = "" if steps.evidence.bound == "exact" else "at least "
        shown = f" (the shortest way takes {shortest:g})" if shortest is not None else ""
        yield Flag(
            f"a case takes the customer {bound}{count(least, 'step')}; more than {limit:g} are many for {what}{shown}"
        )

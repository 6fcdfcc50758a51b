"""Customers spend time searching for the page, the form or the place."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.searching import searches
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.quantities.format import format_effort


class CustomersHunt(Rule):
    """Customers spend much of their effort at a step searching for the page, the form, the number or the place.

    The rule looks at `search` in the effort of customers' steps, and flags it from `share` of the customer's effort
    there. Searching by staff is for FA212.

    Why it matters:
        People who cannot find the way in phone instead, or give up. The minutes are lost before anything has begun.

    Wrong:
        steps:
          find-form: {by: customer, channel: web, effort: {search: 8m, fill: 4m}, next: check}

    Right:
        steps:
          # the confirmation of the order links to the form
          find-form: {by: customer, channel: web, effort: {search: 20s, fill: 4m}, next: check}

    What to do:
        Ask five people to find it while you watch. Put the link, the number or the sign where they look first.

    Leave it when:
        Searching is what people come for, as in a library. Give the reason in `because`.

    Sources:
        The question from which this audit began: how hard is it to order, or to find the form? One fifth of the effort
        is our default.
    """

    level = "warning"
    stake = ("finding out",)
    care_point = "no-rush"

    share: float = Field(
        default=0.2, ge=0, le=1, description="share of the effort spent searching from which it is flagged"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for step, search, total in searches(subject, customer=True):
            if search / total >= self.share - 1e-9:
                yield Flag(
                    f"At '{subject.procedure.label(step)}', customers spend {format_effort(search)} of "
                    f"{format_effort(total)} searching ({percentage(search / total)})",
                    steps=(step,),
                    at=("steps", step, "effort"),
                )

"""Customers are asked for one missing item after another."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.correction_requests import correction_requests
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import two_digits
from frictionaudit.domain.quantities.listing import listed, quoted

_NO_LIMIT = 1000


class PiecemealRequests(Rule):
    """The customer can be asked for missing items more than once in the same case.

    A request sends the case to the customer for something to be added, and the case then returns to a step that it had
    passed. A loop counts as often as its `at_most` allows; without `at_most` there is no limit. Requests at several
    steps on one route are added up. It is ignored if it hardly happens: no more than `further` requests per case beyond
    the first.

    Why it matters:
        People who have just sent a missing item hear that something else is missing. They begin to doubt that anybody
        looked.

    Wrong:
        steps:
          send-papers: {by: customer, asks: papers, next: check-papers}
          check-papers: {by: desk, next: [{to: send-papers, share: 0.3}, {to: decide, share: 0.7}]}

    Right:
        steps:
          check-papers:
            by: desk
            next: [{to: send-rest, share: 0.3, at_most: 1, when: all that is missing}, {to: decide, share: 0.7}]
          send-rest: {by: customer, asks: papers, next: check-papers}

    What to do:
        Look through the whole file first, then ask for everything at once.

    Leave it when:
        The second question only follows from the first answer. Give the reason in `because`.

    Sources:
        Directive 2006/123/EC (services), Art. 13(6): applicants are informed as quickly as possible that further
        documents are needed (source not checked first-hand). One request, and two further requests per 100 cases, are
        our defaults.
    """

    level = "warning"
    stake = ("customer", "staff", "waiting")
    care_point = "asks-once"

    requests: int = Field(default=1, ge=0, description="requests in one case that are allowed")
    further: float = Field(default=0.02, ge=0, description="requests per case beyond the first that are ignored")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        by_step = {request.step: request for request in correction_requests(subject)}
        if not by_step:  # saves time
            return
        times = {step: _NO_LIMIT if request.most is None else request.most for step, request in by_step.items()}
        total, steps = costliest_way(subject.graph, times)
        if total <= self.requests:
            return
        on_route = [by_step[step] for step in steps]
        first = max(request.once for request in on_route) if self.requests else 0.0
        further = sum(request.expected for request in on_route) - first
        if further <= self.further + 1e-9:
            return
        ordered = unjustified_first(subject, steps, self.code())
        often = "without limit" if total >= _NO_LIMIT else f"up to {total} times in one case"
        yield Flag(
            f"{listed(quoted(map(subject.procedure.label, ordered)))} can ask the customer for missing items {often}: "
            f"{two_digits(further * 100)} further requests per 100 cases",
            steps=ordered,
            going_back=ordered,
        )

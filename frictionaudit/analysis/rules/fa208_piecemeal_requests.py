"""Asked for one thing, and when that is there, for the next."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.correction_requests import requests
from frictionaudit.analysis.patterns.grouping import named, open_first
from frictionaudit.analysis.rule import Flag, Rule

_WITHOUT_LIMIT = 1000


class PiecemealRequests(Rule):
    """In one case the customer can be asked more than once for what is missing.

    A request is counted where a case comes from us to the customer for something to be added, and then returns to a
    step that it had passed. A loop counts as often as its `at_most` says, and without one there is no limit. Requests
    at several places on one way are added up. Let pass is what hardly happens: no more than `further` requests a case
    beyond the first.

    Why it matters:
        Who has just sent what was missing hears that something else is missing, and begins to doubt that anybody
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
        Look through the whole file first, then ask for everything at once, one time.

    Leave it when:
        The second question can only be known from the first answer: say so with `because`.

    Sources:
        Directive 2006/123/EC (services), Art. 13(6): who applies is told as quickly as possible that further
        documents are needed (not read first-hand). One request, and two further requests in 100 cases, are our
        default.
    """

    level = "warning"

    requests: int = Field(default=1, ge=0)
    further: float = 0.02

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        found = {request.step: request for request in requests(subject)}
        if not found:  # saves time
            return
        times = {step: _WITHOUT_LIMIT if one.most is None else one.most for step, one in found.items()}
        total, steps = costliest_way(subject.graph, times)
        if total <= self.requests:
            return
        on_way = [found[step] for step in steps]
        first = max(one.once for one in on_way) if self.requests else 0.0
        further = sum(one.expected for one in on_way) - first
        if further <= self.further + 1e-9:
            return
        ordered = open_first(subject, steps, self.code())
        often = "again and again" if total >= _WITHOUT_LIMIT else f"up to {total} times"
        yield Flag(
            f"the customer can be asked {often} for what is missing, at {named(subject, ordered)}: "
            f"{further * 100:.2g} times in 100 cases{' beyond the first' if self.requests else ''}",
            steps=ordered,
        )

"""People come in person or phone at hours when nobody is in."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.opening_hours import needs_somebody_in
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percentage


class ClosedOnArrival(Rule):
    """Cases arrive outside the opening hours, and the first step needs somebody who is in.

    The rule looks at pages whose calendar says when cases arrive (`arrivals`), and at the first step with a channel. It
    is a finding if that step is at a counter, on site or by phone alone.

    Why it matters:
        People who stand before a closed door, or hear that the office is closed, come or phone again.

    Wrong:
        calendar: {hours: Mon-Fri 09:00-16:00, arrivals: Mon-Fri 08:00-18:00}
        steps:
          ask: {by: customer, channel: counter}

    Right:
        calendar: {hours: Mon-Fri 08:00-18:00, arrivals: Mon-Fri 08:00-18:00}
        steps:
          ask: {by: customer, channel: counter}

    What to do:
        Open when people come, or offer a channel that is always open. If the hours on the page are wrong, correct them.

    Leave it when:
        A recorded message or a letter box takes the request when nobody is in. Name it under `also`.

    Sources:
        Our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        closed = procedure.calendar.arrivals_when_closed
        channels = (id for id in procedure.in_reading_order() if procedure.steps[id].channel is not None)
        first = next(channels, None)
        if not closed or first is None:
            return
        step = procedure.steps[first]
        if needs_somebody_in(step):
            when = "all of" if closed == 1 else f"{percentage(closed)} of"
            yield Flag(
                f"{describe(subject.graph, first)} needs somebody to be in, but {when} the hours in which cases arrive "
                f"are outside the opening hours ({procedure.calendar.hours})",
                steps=(first,),
                at=("calendar",),
            )

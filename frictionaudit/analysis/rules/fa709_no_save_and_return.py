"""A long form online that has to be done in one go."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.customer_places import place_name
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.online_entries import is_lost, online_entries, saves
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import format_effort


class NoSaveAndReturn(Rule):
    """A long entry on a page or in an app cannot be saved half-way.

    The rule looks at customers' steps on the web or in an app, `at` a place that says what it offers. It speaks if the
    step takes `minutes` or longer for the group that needs most time, and the place does not offer `save and return`.
    Where the time runs out before the end, FA708 reports it instead.

    Why it matters:
        The doorbell rings, the bus arrives, or a number is on a paper at home. People who cannot save begin again, and
        some do not begin again.

    Wrong:
        places:
          portal: {name: Portal, offers: [keyboard]}
        steps:
          apply: {by: customer, channel: web, at: portal, effort: {gather: 20m, fill: 25m}, next: check}

    Right:
        places:
          portal: {name: Portal, offers: [keyboard, save and return]}
        steps:
          apply: {by: customer, channel: web, at: portal, effort: {gather: 20m, fill: 25m}, next: check}

    What to do:
        Keep what people have entered, and send them a link that leads back to it.

    Leave it when:
        Storing half an application is not allowed, such as where people need to hide it from somebody at home.

    Sources:
        The idea of physical care, on a page: come back when it suits you. Thirty minutes are our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    minutes: float = Field(default=30, ge=0, description="minutes of an entry from which people need to save it")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for entry in online_entries(subject):
            long = entry.minutes >= self.minutes and not is_lost(subject, entry)
            if long and saves(subject, entry.place) is False:
                yield Flag(
                    f"'{subject.procedure.label(entry.step)}' takes up to {format_effort(entry.minutes)}, and "
                    f"{place_name(subject, entry.place)} cannot save it half-way",
                    steps=(entry.step,),
                    about=entry.place,
                )

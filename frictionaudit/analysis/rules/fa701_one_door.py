"""A step that can be taken in one channel only shuts out whoever cannot use it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart, named
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Channel, Side

_PLACES = {
    Channel.WEB: "on the web",
    Channel.APP: "in the app",
    Channel.EMAIL: "by e-mail",
    Channel.CHAT: "by chat",
    Channel.PHONE: "by telephone",
    Channel.POST: "by post",
    Channel.COUNTER: "at the counter",
}


class OneDoor(Rule):
    """Customer steps that can be done in one channel only, with no other way.

    One finding for each channel, with all its steps. Judged are steps by the customer that name a channel and none
    in `also`. Steps without a channel are not known, and steps at home, on site or inside us are not judged: there
    the thing itself happens.

    Why it matters:
        Each single door is closed to somebody: to people without a connection, without a telephone they can hear on,
        or without a free morning for the counter.

    Wrong:
        steps:
          send-form: {by: customer, channel: web, asks: [form], next: check}

    Right:
        steps:
          send-form: {by: customer, channel: web, also: [phone, post], asks: [form], next: check}

    What to do:
        Open a second door for the same step, staffed by the same people, and name both.

    Leave it when:
        The person has to be there in body, such as for a photograph: say so with `because`.

    Sources:
        NSW Government sludge audit guide (one way to apply only); GOV.UK Service Standard (make sure everyone can
        use the service).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        doors: dict[Channel, list[str]] = {}
        for id, step in subject.tasks.items():
            alone = not set(step.also) - {step.channel, Channel.INTERNAL}
            if alone and step.channel in _PLACES and subject.side(id) is Side.CUSTOMER:
                doors.setdefault(step.channel, []).append(id)
        for channel, found in sorted(doors.items()):
            for steps in apart(subject, found, self.code()):
                yield Flag(
                    f"{count(len(steps), 'customer step')} can be done {_PLACES[channel]} only: "
                    f"{named(subject, steps)}",
                    steps=steps,
                    about=channel.value,
                )

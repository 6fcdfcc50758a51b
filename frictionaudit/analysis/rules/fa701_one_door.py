"""A step with a single channel shuts out people who cannot use it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.drawn_alternatives import steps_with_drawn_alternative
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.patterns.others_places import at_a_third_party
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, Side, Step

_BY_CHANNEL = {
    Channel.WEB: "online",
    Channel.APP: "in the app",
    Channel.EMAIL: "by email",
    Channel.CHAT: "by chat",
    Channel.PHONE: "by phone",
    Channel.POST: "by post",
    Channel.COUNTER: "at the counter",
}


class OneDoor(Rule):
    """A customer step can be done in one channel only.

    There is one finding for each channel, with all its steps. The rule looks at customer steps with a `channel` and no
    other one in `also`. Left out are:

    - steps without a channel, because theirs is unknown
    - steps at home, on site or inside the organisation, because that is where the service itself takes place
    - steps on one of several branches between which the customer chooses, where another branch has another channel
    - steps in which the customer only reads what came by post or email
    - steps at a third party's place, such as an examination or the fetching of its paper: we open no channel there

    In a drawing it is a hint: the name of a step tells one way to do it, and seldom all.

    Why it matters:
        Every channel shuts someone out: people without a connection, people who cannot hear on the phone, or people who
        cannot take a morning off for the counter.

    Wrong:
        steps:
          send-form: {by: customer, channel: web, asks: [form], next: check}

    Right:
        steps:
          send-form: {by: customer, channel: web, also: [phone, post], asks: [form], next: check}

    What to do:
        Offer a second channel, run by the same team, and name both wherever you name one.

    Leave it when:
        The person has to be there, such as for a photograph. Give that reason with `because`.

    Sources:
        NSW Government sludge audit guide (one way to apply only); GOV.UK Service Standard (make sure everyone can use
        the service).
    """

    level = "warning"
    stake = ("customer",)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps_by_channel: dict[Channel, list[str]] = {}
        alternatives = steps_with_drawn_alternative(subject)
        for id, step in subject.tasks.items():
            single = not set(step.also) - {step.channel, Channel.INTERNAL}
            if id in alternatives or _only_reads(step) or at_a_third_party(subject, id):
                continue
            if single and step.channel in _BY_CHANNEL and subject.side(id) is Side.CUSTOMER:
                steps_by_channel.setdefault(step.channel, []).append(id)
        for channel, step_ids in sorted(steps_by_channel.items()):
            for steps in split_justified(subject, step_ids, self.code()):
                number = "One step" if len(steps) == 1 else f"{len(steps)} customer steps"
                yield Flag(
                    f"{number} can only be done {_BY_CHANNEL[channel]}: {list_steps(subject, steps)}",
                    steps=steps,
                    about=channel.value,
                    severity="info" if subject.procedure.drawn else None,
                )


def _only_reads(step: Step) -> bool:
    """Whether the customer only reads what was sent."""
    parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
    return step.channel in (Channel.POST, Channel.EMAIL) and parts == {"understand"} and not step.asks

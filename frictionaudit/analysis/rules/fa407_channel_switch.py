"""Forced changes of channel, such as from the web to the counter."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.contacts import forced_switch
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.phrases import times
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, Step


class ChannelSwitch(Rule):
    """A customer is forced to change channel once per case (worth a look), or twice or more (warning).

    The rule counts expected changes between one customer step and the next if the two have no channel in common. The
    channels in `also` count too. Steps without a channel are left out, because theirs is unknown. Steps that are, or
    can be, at home or on site are left out too, because that is where the service itself takes place. (The measure
    `channel_switches` does count them.)

    Why it matters:
        People who start online have no stamp at hand, and people who phone have no scanner. Some give up at each change
        of channel, and the others type everything in again.

    Wrong:
        steps:
          fill-in: {by: customer, channel: web, next: print}
          print: {by: customer, channel: post, next: show-up}
          show-up: {by: customer, channel: counter, next: done}

    Right:
        steps:
          fill-in: {by: customer, channel: web, also: [post, counter], next: send}
          send: {by: customer, channel: web, also: [post, counter], next: done}

    What to do:
        Let people finish each step in the channel they started in, and keep the other channels open.

    Leave it when:
        The step has to be in a certain place, such as a photograph taken at the counter. Give that reason with
        `because` on that step.

    Sources:
        NSW Government sludge audit guide; redesign heuristic 26 (integral technology) of Reijers and Liman Mansar; one
        and two changes are our default.
    """

    level = "warning"
    stake = ("customer",)

    some: float = Field(
        default=1, ge=0, description="expected changes of channel per case from which it is worth a look"
    )
    many: float = Field(default=2, ge=0, description="expected changes of channel per case from which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        if not any(step.channel for step in steps.values()):  # saves time
            return
        changes: dict[str, float] = {}
        likeliest: dict[str, tuple[float, str]] = {}
        for passage in subject.by_customer:
            source, target = steps.get(passage.source or ""), passage.target
            if source and _counts(source) and _counts(steps[target]) and forced_switch(source, steps[target]):
                changes[target] = changes.get(target, 0.0) + passage.expected
                likeliest[target] = max(likeliest.get(target, (0.0, "")), (passage.expected, source.channel or ""))
        expected = round(sum(changes.values()), 9)
        if not changes or expected < min(self.some, self.many):
            return
        places = unjustified_first(subject, changes, self.code())
        busiest = max(places, key=lambda step: (changes[step], step))
        yield Flag(
            f"A customer is forced to change channel {times(expected)}, most often before "
            f"{describe(subject.graph, busiest)} (from {likeliest[busiest][1]} to {steps[busiest].channel})",
            steps=places,
            severity="warning" if expected >= self.many else "info",
        )


def _counts(step: Step) -> bool:
    return not {step.channel, *step.also} & {Channel.HOME, Channel.ONSITE}

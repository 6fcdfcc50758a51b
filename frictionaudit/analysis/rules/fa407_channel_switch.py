"""Begun on the web, ended at the counter."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.contacts import forced_switch
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Channel, Step


class ChannelSwitch(Rule):
    """A customer is forced to change the channel once (worth a look), or twice or more (warning).

    Counted are expected changes between one thing the customer does and the next where the two have no channel in
    common, those in `also` included. Steps without a channel are not known. Steps that are, or can be, at home or on
    site are left out, though the measure `channel_switches` counts them: there the thing itself happens.

    Why it matters:
        Who begins on the web has no stamp at hand, and who rings up has no scanner. At each change of channel some
        people are lost, and what was typed in before is typed in again.

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
        Let every step be done where the one before it was done, and keep the other channels open beside it.

    Leave it when:
        The thing itself is elsewhere, such as a photograph taken at the counter: say so with `because` on that step.

    Sources:
        NSW Government sludge audit guide; redesign heuristic 26 (integral technology) of Reijers and Liman Mansar;
        one and two changes are our default.
    """

    level = "warning"

    some: float = 1
    many: float = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        places: dict[str, float] = {}
        likeliest: dict[str, tuple[float, str]] = {}
        drawn = subject.procedure.steps
        for passage in subject.by_customer if any(step.channel for step in drawn.values()) else ():  # saves time
            source, target = drawn.get(passage.source or ""), passage.target
            if source and _judged(source) and _judged(drawn[target]) and forced_switch(source, drawn[target]):
                places[target] = places.get(target, 0.0) + passage.expected
                likeliest[target] = max(likeliest.get(target, (0.0, "")), (passage.expected, source.channel or ""))
        expected = round(sum(places.values()), 9)
        if not places or expected < min(self.some, self.many):
            return
        steps = open_first(subject, places, self.code())
        most = max(steps, key=lambda step: (places[step], step))
        yield Flag(
            f"a customer is forced to change the channel {count(expected, 'time')}, most often before "
            f"'{subject.procedure.label(most)}' (from {likeliest[most][1]} to {drawn[most].channel})",
            steps=steps,
            severity="warning" if expected >= self.many else "info",
        )


def _judged(step: Step) -> bool:
    return not {step.channel, *step.also} & {Channel.HOME, Channel.ONSITE}

"""Offer people a channel that they can use, where they lack what the only one needs."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.closed_steps import ShutOutGroup, shut_out
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.others_places import at_a_third_party
from frictionaudit.analysis.simplify.channels_in_use import channels_in_use
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import BY_CHANNEL, step_names
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Channel, means_of

_PREFERRED = (Channel.PHONE, Channel.COUNTER, Channel.POST, Channel.WEB, Channel.CHAT, Channel.EMAIL)
"""Channels that can take the place of another one; of equally used ones the first is taken."""


class OfferAUsableChannel(Heuristic):
    """Offer a customer group another channel where it lacks what a step needs, and has no alternative.

    It is a channel that the group can use and that most of the procedure's steps use already: the phone, the counter,
    the post, the web, chat or e-mail. Where the procedure has none of these, nothing is proposed. Nor
    is it for a step with a third party.

    Do not use it when the group is better served by somebody who does the step for them.
    """

    answers = ("FA711", "FA701")
    lessens = ("travel", "queue", "counter")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        reported = {finding.about for finding in open_findings(subject, measures, "FA711")}
        for case in shut_out(subject):
            channel = _usable_channel(subject, case)
            others = any(at_a_third_party(subject, step) for step in case.lacks)
            if case.segment.name not in reported or channel is None or case.segment.group is None or others:
                continue
            steps = subject.procedure.steps
            name = case.segment.group.name or case.segment.name
            yield Idea(
                f"Offer {step_names(subject, case.lacks)} {BY_CHANNEL[channel]} too, so that '{name}' can go on",
                tuple(
                    StepAmended(id=step, attribute="also", value=[*steps[step].also, channel.value])
                    for step in case.lacks
                ),
                steps=tuple(case.lacks),
                trade_off="staff have to run two channels; the page does not state what the second one takes",
            )


def _usable_channel(subject: Subject, case: ShutOutGroup) -> Channel | None:
    """The channel that most steps use, of those that the group can use and that no closed step has already."""
    steps = subject.procedure.steps
    without = frozenset(case.segment.group.without) if case.segment.group is not None else frozenset[str]()
    taken = {channel for step in case.lacks for channel in (steps[step].channel, *steps[step].also)}
    used = channels_in_use(subject)
    usable = [c for c in _PREFERRED if used[c] and c not in taken and means_of(c).isdisjoint(without)]
    return max(usable, key=lambda channel: used[channel], default=None)

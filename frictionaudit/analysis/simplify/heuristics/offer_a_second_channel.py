"""What can be done in one channel only can be done in a second one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Channel

_ON_LINE = (Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT)
_PERSONAL = (Channel.PHONE, Channel.COUNTER, Channel.POST)
_WORDS = {
    Channel.WEB: "on the web",
    Channel.APP: "in the app",
    Channel.EMAIL: "by e-mail",
    Channel.CHAT: "by chat",
    Channel.PHONE: "by telephone",
    Channel.POST: "by post",
    Channel.COUNTER: "at the counter",
}


class OfferASecondChannel(Heuristic):
    """Steps that the customer can take in one channel only can be taken in another that the procedure has already.

    For what is done on line that is one with a person or on paper, otherwise one on line; of several the one that most
    steps know. Where the page has no such channel, nothing is proposed.

    Leave it when the second way would be so slow or so poor that nobody should be sent there.
    """

    answers = ("FA701",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        used = Counter(
            channel
            for step in procedure.steps.values()
            for channel in (step.channel, *step.also)
            if channel is not None
        )
        for finding in open_findings(subject, measures, "FA701"):
            here = Channel(finding.about)
            wanted = _PERSONAL if here in _ON_LINE else _ON_LINE
            there = [channel for channel in wanted if used[channel] and channel is not here]
            if not there:
                continue
            second = max(there, key=lambda channel: (used[channel], -wanted.index(channel)))
            yield Idea(
                f"let people do {list_steps(subject, finding.steps)} {_WORDS[second]} too, not only {_WORDS[here]}",
                tuple(
                    StepAmended(id=step, attribute="also", value=[*procedure.steps[step].also, second.value])
                    for step in finding.steps
                ),
                steps=finding.steps,
                trade_off="one way of working for our people; what the second one takes is not on the page",
            )

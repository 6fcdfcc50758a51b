"""Offer a second channel for steps that can be done in one only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.others_places import at_a_third_party
from frictionaudit.analysis.simplify.channels_in_use import channels_in_use, only_appears, only_searches
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import BY_CHANNEL, step_names
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Channel, Side, StepKind

_ONLINE = (Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT)
_OFFLINE = (Channel.PHONE, Channel.COUNTER, Channel.POST)
_PAPERS = re.compile(
    r"\b(?:attachments?|certificates?|contracts?|cop(?:y|ies)|documents?|enclosures?|evidence|files?|images?|"
    r"invoices?|items?|letters?|papers?|parcels?|photographs?|photos?|pictures?|plans?|proofs?|receipts?|samples?|"
    r"scans?|statements?|vouchers?)\b",
    re.IGNORECASE,
)
"""What cannot be said on the phone, in the name of a step."""


class OfferASecondChannel(Heuristic):
    """Offer a second channel, which the procedure already uses, for steps that customers can do in one channel only.

    For an online step that is the phone, the counter or the post; for any other step it is an online channel. Of
    several, the one that most steps use is taken. Where the page has no such channel, nothing is proposed, nor where
    it shows the same thing in another channel as an alternative. Menus, holding the line and what is said later in the
    same call are no steps to offer elsewhere, and neither is looking for something. Only what can be sent to us is
    offered online: no original, no payment, no thing to return, nothing for which people wait on a third party. So it
    is not where the page only says that people come. Only what can be said is offered by phone: no document and no
    signature. A step with a third party is left alone.

    Do not use it when the second channel would be too slow or too poor for anybody to be sent there.
    """

    answers = ("FA701", "FA315", "FA317", "FA711", "FA712")
    lessens = ("travel", "queue", "counter")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        used = channels_in_use(subject)
        for finding in open_findings(subject, measures, "FA701"):
            only = Channel(finding.about)
            second = _second_channel(only, used)
            if second is None:
                continue
            steps = tuple(
                step
                for step in finding.steps
                if not _has_alternative(subject, step)
                and not at_a_third_party(subject, step)
                and not only_searches(subject, step)
                and not _is_part_of_a_call(subject, step)
                and _fits(subject, step, second)
            )
            if not steps:
                continue
            yield Idea(
                f"Offer {step_names(subject, steps)} {BY_CHANNEL[second]} too, not only {BY_CHANNEL[only]}",
                tuple(
                    StepAmended(id=step, attribute="also", value=[*procedure.steps[step].also, second.value])
                    for step in steps
                ),
                steps=steps,
                trade_off="staff have to run two channels; the page does not state what the second one takes",
            )


def _second_channel(only: Channel, used: Counter[Channel]) -> Channel | None:
    """The channel of the other kind that most steps use."""
    wanted = _OFFLINE if only in _ONLINE else _ONLINE
    usable = [channel for channel in wanted if used[channel] and channel is not only]
    return max(usable, key=lambda channel: (used[channel], -wanted.index(channel)), default=None)


def _has_alternative(subject: Subject, step: str) -> bool:
    """Whether customers choose between this step and another one in another channel.

    The choice is right before the two, or both lead to the same step of ours and no case passes both.
    """
    graph, channel = subject.graph, subject.procedure.steps[step].channel
    takers = {*subject.taken_over.get(step, ())}
    beside = {
        id
        for id in subject.tasks
        if takers & {*subject.taken_over.get(id, ())} and id not in graph.before(step) | graph.after(step) | {step}
    }
    return any(
        id in subject.tasks
        and subject.side(id) is Side.CUSTOMER
        and subject.procedure.steps[id].channel not in (None, channel)
        for id in _siblings(subject, step) | beside
    )


def _is_part_of_a_call(subject: Subject, step: str) -> bool:
    """Whether a step by phone is only the menu or the queue of a call, or a later part of the same call.

    A call in which nothing is asked, as far as the page says, has nothing to offer elsewhere.
    """
    steps = subject.procedure.steps
    if steps[step].channel is not Channel.PHONE:
        return False
    if steps[step].prompts or not (steps[step].asks or steps[step].submission):
        return True
    before = subject.graph.immediate_dominator.get(step)
    while before is not None and steps[before].channel in (Channel.PHONE, None):
        if subject.side(before) is Side.CUSTOMER and steps[before].asks and not steps[before].prompts:
            return True
        before = subject.graph.immediate_dominator.get(before)
    return False


def _fits(subject: Subject, step: str, channel: Channel) -> bool:
    """Whether what a step takes can reach us in a channel."""
    if channel is Channel.PHONE:
        return _could_be_said(subject, step)
    return channel in _OFFLINE or (_could_be_sent(subject, step) and not only_appears(subject, step))


def _could_be_said(subject: Subject, step: str) -> bool:
    """Whether a step takes no document and no signature; by its name and effort, where the page asks for nothing."""
    documents, forms = subject.procedure.documents, subject.procedure.forms
    own = subject.procedure.steps[step]
    if not own.asks:
        gathers = own.effort is not None and own.effort.gather is not None
        return not gathers and _PAPERS.search(own.name or "") is None
    signed = {id for id, form in forms.items() if form.signature}
    return not any(item in documents or item in signed for item in own.asks)


def _could_be_sent(subject: Subject, step: str) -> bool:
    """Whether what a step takes can be sent to us: no original, no payment, no wait for a third party."""
    procedure = subject.procedure
    own = procedure.steps[step]
    papers = [procedure.documents[item].proof for item in own.asks if item in procedure.documents]
    pays = own.effort is not None and own.effort.pay is not None
    third = own.wait is not None and own.wait.third is not None
    fetches = not own.asks and any(procedure.steps[arc.source].gives for arc in subject.graph.incoming[step])
    thing = bool(own.asks) and step not in subject.taken_over  # a parcel: nobody of ours looks at what is sent
    return not ({*papers} & {"original", "certified", "notarised"} or pays or third or fetches or thing)


def _siblings(subject: Subject, step: str) -> set[str]:
    """The other steps to which an exclusive split before a step can lead, or with which a case can start instead."""
    graph = subject.graph
    sources = {arc.source for arc in graph.incoming[step]}
    splits = [source for source in sources if graph.routing(source) is StepKind.EXCLUSIVE]
    entries = list(graph.entries) if sources & {*graph.entries} else []
    return {arc.target for source in (*splits, *entries) for arc in graph.outgoing[source]} - {step}

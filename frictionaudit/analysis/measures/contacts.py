"""How often the customer meets the organisation, where, and through which channels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.fewest import fewest
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT, blocks_of
from frictionaudit.analysis.flow.messages_across import letter, received, sent, times_received
from frictionaudit.analysis.flow.one_visit import SAME_VISIT, line_crossings, posted_to, staying
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Channel, Side, Step

WITH_PEOPLE = frozenset({Channel.PHONE, Channel.CHAT, Channel.COUNTER, Channel.HOME, Channel.ONSITE})
"""Channels in which the customer meets a person."""
_MACHINES = frozenset({Channel.WEB, Channel.APP})
_LETTERS = frozenset({Channel.POST, Channel.EMAIL})
_TO_CUSTOMERS = WITH_PEOPLE | _MACHINES | _LETTERS
Crossing = tuple[str, str, Weight, float]
"""From which step to which, how often, and how many contacts each time."""


@measure("contacts", "contacts", label="contacts", one="contact", headline=5)
def contacts(m: Measures) -> Result:
    """Expected crossings of the line of interaction, in either direction: from the customer to us, and from us to
    them.

    Gateways, events and steps without a party are passed through: the case stays with whoever had it. An end without a
    message is no contact, and a reminder beside a step is none that its doer makes. A visit to a
    counter with one question and one answer is two crossings. In a service table, rows at one counter are one visit, if
    no wait of days is between them, nor a step elsewhere. An automatic message there is no contact.
    Every branch that arrives at a join crosses in full. Messages to and from the other
    side count as well. Of what we tell or give, only steps by post or email are messages of their own. A message is no
    contact of its own where the case crosses with it.
    Of several parties that can bring the case to a step, one brings it each time: their messages are one contact.
    """
    return expected_contacts(m.subject, letters=True).result()


@measure(
    "contacts_person", "contacts", label="contacts with a person", one="contact with a person", direction="neither"
)
def contacts_person(m: Measures) -> Result:
    """Expected contacts by phone, by chat, at a counter, at home or on site. With the other two, all contacts.

    A contact has the channel of the step that it comes from. If that is internal or not stated, it has the channel of
    the step that it comes to. Contacts without a channel are listed as unknown.
    """
    return expected_contacts(m.subject, letters=True, channels=WITH_PEOPLE).result()


@measure("contacts_machine", "contacts", label="contacts with a machine", one="contact with a machine")
def contacts_machine(m: Measures) -> Result:
    """Expected contacts on the web or in an app, by the channel of the contact (see `contacts_person`)."""
    return expected_contacts(m.subject, letters=True, channels=_MACHINES).result()


@measure("contacts_letter", "contacts", label="letters and emails", one="letter or email")
def contacts_letter(m: Measures) -> Result:
    """Expected contacts by post or email, by the channel of the contact (see `contacts_person`)."""
    return expected_contacts(m.subject, letters=True, channels=_LETTERS).result()


def expected_contacts(subject: Subject, letters: bool, channels: frozenset[Channel] | None = None) -> Tally:
    """Expected crossings of the line of interaction, with or without letters that need no answer.

    With `channels`, only crossings in these; those without a channel are unknown then.
    """
    steps, tally = subject.procedure.steps, Tally(subject)
    tally.miss_all(id for id in subject.tasks if subject.side(id) is None)
    if channels is not None:
        tally.add(Weight.exact(0.0))
    if staying(subject):
        tally.rest_on(SAME_VISIT)
    for source, target, weight, times in crossings(subject, letters):
        channel = next((c for c in (steps[source].channel, steps[target].channel) if c in _TO_CUSTOMERS), None)
        if channels is None or channel in channels:
            tally.add(weight, times)
        elif channel is None:
            tally.miss(f"channel of {source}")
    return tally


@lru_cache(maxsize=4)  # the measures of contacts and a rule ask for the same, one after the other
def crossings(subject: Subject, letters: bool) -> tuple[Crossing, ...]:
    """Crossings of the line, with their steps, how often, and how many each time; a message has its own step twice."""
    return tuple(_crossings(subject, letters))


def _crossings(subject: Subject, letters: bool) -> Iterator[Crossing]:
    leaving: dict[str, float] = {}
    entering: dict[str, float] = {}
    for source, target, passage in line_crossings(subject):
        yield source, target, passage.weight, 1.0
        leaving[source] = leaving.get(source, 0.0) + passage.expected
        entering[target] = entering.get(target, 0.0) + passage.expected
    for id in subject.procedure.steps:
        visits = subject.visits(id)
        for messages, with_case, times in (
            (sent(subject, id) or (letters and letter(subject, id)), leaving.get(id, 0.0), visits),
            (received(subject, id), entering.get(id, 0.0), times_received(subject, id)),
        ):
            if messages and visits.value:
                alone = max(0.0, 1.0 - with_case / visits.value) if math.isfinite(visits.value) else 1.0
                yield id, id, times, messages - 1 + alone


@measure("phone_prompts", "prompts", label="phone menu prompts", one="phone menu prompt")
def phone_prompts(m: Measures) -> Result:
    """Expected phone menus to get through.

    Customer steps without a channel, and calls without `prompts`, are listed as unknown.
    """
    tally = Tally(m.subject)
    for id, step in m.subject.procedure.steps.items():
        by_customer = id in m.subject.tasks and m.subject.side(id) in (Side.CUSTOMER, None)
        if by_customer and step.channel in (Channel.PHONE, None) and "prompts" not in step.model_fields_set:
            tally.miss(id)
        elif step.prompts or by_customer:
            tally.add(m.subject.visits(id), step.prompts)
    return tally.result()


@measure("visits_in_person", "visits", label="visits in person", one="visit in person")
def visits_in_person(m: Measures) -> Result:
    """Expected times that the customer has to come in person.

    A visit begins with a customer step at a counter or on site: the first, one after a step elsewhere, or one with
    travel of its own. Further steps there belong to the same visit. In a service table a visit ends where we post
    something to the customer. A customer does one branch after the other, in the
    order of the ids of the flows. Customer steps without a channel are listed as unknown.
    """
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    steps, again = m.subject.procedure.steps, posted_to(m.subject)
    for passage in m.subject.by_customer:
        target = steps[passage.target]
        if target.channel is None:
            tally.miss(passage.target)
        elif target.channel.in_person:
            source = steps[passage.source].channel if passage.source else None
            travels = target.effort is not None and target.effort.travel is not None
            if source is None or not source.in_person or travels or passage.target in again:
                tally.add(passage.weight)
        else:
            tally.add(m.exactly(0.0))
    return tally.result()


def forced_switch(before: Step, after: Step) -> bool:
    """Whether going from one customer step to the next forces another channel."""
    open_after: set[Channel | None] = {after.channel, *after.also}
    open_before: set[Channel | None] = {before.channel, *before.also}
    return before.channel is not None and after.channel is not None and not open_after & open_before


@measure("channel_switches", "switches", label="changes of channel", one="change of channel")
def channel_switches(m: Measures) -> Result:
    """Expected forced changes of channel between one customer step and the next.

    A change is forced if the two steps have no channel in common, those in `also` included. A customer does one branch
    after the other, in the order of the ids of the flows.
    """
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    steps = m.subject.procedure.steps
    tally.miss_all(p.target for p in m.subject.by_customer if steps[p.target].channel is None)
    for passage in m.subject.by_customer:
        if passage.source is not None and steps[passage.target].channel is not None:
            switch = forced_switch(steps[passage.source], steps[passage.target])
            tally.add(passage.weight, float(switch))
    return tally.result()


@measure(
    "shortest_customer_steps",
    "steps",
    label="customer steps on the shortest route",
    one="customer step on the shortest route",
)
def shortest_customer_steps(m: Measures) -> Result:
    """The least number of customer steps with which a case can end without being abandoned.

    Branches that are taken together add up. Where the page does not tell which branches are joined, the shortest counts
    alone, so the value is then `at least`.
    """
    subject = m.subject
    graph, steps = subject.graph, subject.procedure.steps

    def cost(step: str) -> int:
        return int(step in subject.tasks and subject.side(step) is Side.CUSTOMER)

    least = min(
        fewest(segment.visits, cost, lambda end: steps[end].outcome != "abandoned") for segment in subject.segments
    )
    tally = Tally(subject)
    if not math.isfinite(least):
        tally.miss("no end can be reached")
    else:
        tally.add(m.exactly(least))
    apart = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) in CONCURRENT]
    tally.miss_all(f"branches after {step}" for step in apart if step not in blocks_of(graph).by_split)
    return tally.result()

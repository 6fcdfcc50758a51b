"""How long a case waits, and whose turn it is meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.disruptions import Delay, Turn, delays
from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.elapsed import overlap
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.silence import longest_silence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side, StepKind

_TURNS: Mapping[tuple[str, ...], Turn] = {("queue", "batch"): "ours", ("customer",): "customer", ("third",): "third"}


def _waiting(m: Measures, turns: tuple[str, ...], whose: Callable[[Side], bool]) -> Tally:
    """Elapsed minutes of waiting; steps that wait and say nothing about it are listed as unknown."""
    subject = m.subject
    tally = Tally(subject)
    calendar = subject.procedure.calendar
    for id, step in subject.procedure.steps.items():
        stated = {turn: getattr(step.wait, turn, None) for turn in turns}
        for turn, duration in stated.items():
            if duration is not None:
                tally.add(subject.visits(id), calendar.expected_elapsed(duration), duration.evidence)
            elif step.wait is not None and turn in step.wait.missing:
                tally.miss(id)
            elif step.wait is not None and id in subject.tasks and not subject.procedure.drawn:
                tally.add(m.exactly(0.0), 0.0)
    steps = subject.procedure.steps
    tally.miss_all(
        f"who does {id}" for id, step in subject.tasks.items() if subject.side(id) is None and step.wait is None
    )
    for passage in subject.by_party:
        target = steps[passage.target]
        side = subject.side(passage.target)
        changed = passage.source is not None and steps[passage.source].by != target.by
        if changed and target.wait is None and passage.target in subject.tasks and side is not None and whose(side):
            tally.miss(passage.target)
    tally.miss_all(id for id in steps if any(map(whose, _awaited(subject, id))))
    tally.said_nothing("no step states a wait")
    _add_delays(tally, subject, _TURNS[turns])
    return tally


def _add_delays(tally: Tally, subject: Subject, turn: Turn) -> None:
    """The time that disruptions take, in their share of the visits."""
    for id, found in delays(subject).items():
        for delay in found:
            if delay.turn is not None and delay.turn != turn:
                continue
            share, takes = delay.disruption.share, delay.disruption.takes
            if delay.minutes is None or delay.turn is None:
                tally.miss(unstated_delay(id, delay))
            elif share is not None:
                tally.add(subject.visits(id), delay.minutes, share.evidence, *((takes.evidence,) if takes else ()))


def unstated_delay(step: str, delay: Delay) -> str:
    """What a list of unknowns calls a delay that the page does not state in full."""
    return f"'{delay.disruption.what}' at {step}"


def _awaited(subject: Subject, step: str) -> list[Side]:
    """The sides that a step waits for without saying how long: senders of its message, or the owner of an event."""
    data, side = subject.procedure.steps[step], subject.side(step)
    if data.wait is not None or data.kind not in (StepKind.TASK, StepKind.EVENT):
        return []
    if data.receives_from:
        return [subject.procedure.parties[sender].side for sender in data.receives_from]
    silent = data.kind is StepKind.EVENT and not data.implied and not data.sends_to
    return [side] if silent and side is not None else []


@measure("wait_ours", "minutes", label="waiting on us", elapsed=True, headline=13)
def wait_ours(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for us: in a queue, for a batch, or for a meeting.

    Waits on branches side by side are added up, so the sum can be longer than the time from start to end. The calendar
    turns working time into elapsed time. If one of our steps takes a case over from someone else and
    says nothing about waiting, its wait is unknown, not zero. So is the wait of an event without a stated length. A
    disruption that we put right adds what it `takes` in its share of the visits, unless a branch of the flow draws it.
    """
    return _waiting(m, ("queue", "batch"), lambda side: side.ours).result()


@measure("wait_customer", "minutes", label="waiting on the customer", elapsed=True)
def wait_customer(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for the customer.

    A step that receives a message of theirs and states no wait is listed as unknown. A disruption that customers put
    right adds what it `takes` in its share of the visits.
    """
    return _waiting(m, ("customer",), lambda side: side is Side.CUSTOMER).result()


@measure("wait_third", "minutes", label="waiting on others", elapsed=True)
def wait_third(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for a third party.

    A step that receives a message of theirs and states no wait is listed as unknown. A disruption that a third party
    puts right adds what it `takes` in its share of the visits.
    """
    return _waiting(m, ("third",), lambda side: side is Side.THIRD).result()


@measure("lead_time", "minutes", label="time from start to end", elapsed=True, headline=14)
def lead_time(m: Measures) -> Result:
    """Expected elapsed minutes from start to end: all waiting and all effort, one after the other.

    A disruption adds what it `takes` in its share of the visits, unless the flow draws it as a branch to
    `recovered_by`. A customer and a clerk at one counter spend the same minutes, so the longer counts. Of parallel
    branches, the one with the longest expected time counts, so the value is then `at least`. Of inclusive branches, the
    longest that a case takes counts, by their shares. The value then lies between the time of the longest branch and
    the sum of all. An end that stops the case ends the other branches. Percentiles come from simulation.
    """
    subject = m.subject
    tally = Tally(subject)
    for id, step in subject.procedure.steps.items():
        for duration, minutes in timed_parts(subject, id):
            tally.add(subject.visits(id), minutes, duration.evidence)
        if id in subject.tasks and step.effort is None and step.processing is None:
            tally.miss(id)
    late = [(id, delay) for id, found in delays(subject).items() for delay in found]
    for _, delay in late:
        if delay.minutes and delay.disruption.share is not None:
            tally.rest_on(delay.disruption.share.evidence)
    failures = {unstated_delay(id, delay) for id, delay in late}
    for key in ("wait_ours", "wait_customer", "wait_third"):
        tally.miss_all(what if what in failures else f"wait before {what}" for what in m[key].evidence.unknown)
    _subtract_overlaps(tally, subject)
    return tally.result()


def _subtract_overlaps(tally: Tally, subject: Subject) -> None:
    """Take off the time in which branches run side by side."""
    overlaps = [(segment, overlap(subject, segment)) for segment in subject.segments]
    bounded = any(
        not segment.visits.tight or any(beside.free and beside.most for beside in beside_of.values())
        for segment, beside_of in overlaps
    )
    for segment, beside_of in overlaps:
        visits = segment.visits
        for split, beside in beside_of.items():
            if visits[split]:
                expected, most = segment.share * beside.minutes, segment.share * beside.most
                # with random times nobody knows how much overlaps: at the most, the branches take their sum
                least = 0.0 if bounded else visits[split] * expected
                tally.add(Weight(visits[split] * expected, visits.low[split] * most, least), -1.0)
            if beside.minutes and not beside.free:  # else the bounds tell what is unknown
                tally.miss(f"overlap of the branches after {split}")


@measure("silent_time", "minutes", label="longest silence", elapsed=True, headline=15)
def silent_time(m: Measures) -> Result:
    """Longest expected stretch, in elapsed minutes, without a message to the customer.

    A message is a step that says something, or any step by which the case comes to the customer. Where a page states no
    messages at all, a step of ours whose name tells the customer something is one ("Send the decision letter"). After
    the result, nothing counts. A loop on our side counts with the longest way through it and its expected further
    rounds. A message in a branch that is always taken is heard in all of them. Where one of our steps on the way states
    no wait, the value is `at least`.
    """
    silence = longest_silence(m.subject)
    tally = Tally(m.subject)
    tally.miss_all((*silence.unknown, *silence.elsewhere))
    stated = any(step.wait is not None for step in m.subject.procedure.steps.values())
    if silence.minutes or (stated and not silence.unknown and not silence.elsewhere):
        tally.add(m.exactly(silence.minutes), 1.0, *silence.evidence)
    return tally.said_nothing("no step states a wait").result()

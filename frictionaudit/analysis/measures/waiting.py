"""How long a case waits, and whose turn it is meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.durations import timed_parts
from frictionaudit.analysis.flow.elapsed import overlap
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.silence import longest_silence
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side


def _waiting(m: Measures, turns: Iterable[str], whose: Callable[[Side], bool]) -> Tally:
    """Elapsed minutes of waiting; steps at which a case arrives from other hands and that say nothing are unknown."""
    subject = m.subject
    tally = Tally(subject)
    calendar = subject.procedure.calendar
    for id, step in subject.procedure.steps.items():
        if step.wait is None:
            continue
        for turn in turns:
            duration = getattr(step.wait, turn)
            if turn in step.wait.missing:
                tally.miss(id)
            elif duration is None:
                tally.add(m.exactly(0.0), 0.0)
            else:
                tally.add(subject.visits(id), calendar.expected_elapsed(duration), duration.evidence)
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
    return tally


@measure("wait_ours", "minutes", label="waiting on us", elapsed=True, headline=13)
def wait_ours(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for us: in a queue, for a batch, or for a meeting.

    The calendar turns working time into elapsed time. If one of our steps takes a case over from someone else and
    says nothing about waiting, its wait is unknown, not zero.
    """
    return _waiting(m, ("queue", "batch"), lambda side: side.ours).result()


@measure("wait_customer", "minutes", label="waiting on the customer", elapsed=True)
def wait_customer(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for the customer."""
    return _waiting(m, ("customer",), lambda side: side is Side.CUSTOMER).result()


@measure("wait_third", "minutes", label="waiting on others", elapsed=True)
def wait_third(m: Measures) -> Result:
    """Expected elapsed minutes in which the case waits for a third party."""
    return _waiting(m, ("third",), lambda side: side is Side.THIRD).result()


@measure("lead_time", "minutes", label="time from start to end", elapsed=True, headline=14)
def lead_time(m: Measures) -> Result:
    """Expected elapsed minutes from start to end: all waiting and all effort, one after the other.

    A customer and a clerk at one counter spend the same minutes, so the longer of the two counts. Of parallel
    branches, the one with the longest expected time counts, so the value is then `at least`. Of inclusive branches, all
    count, and the value lies between that sum and the time of the longest branch. An end that stops the case ends the
    other branches. Percentiles come from simulation.
    """
    subject = m.subject
    tally = Tally(subject)
    for id, step in subject.procedure.steps.items():
        for duration, minutes in timed_parts(subject, id):
            tally.add(subject.visits(id), minutes, duration.evidence)
        if id in subject.tasks and step.effort is None and step.processing is None:
            tally.miss(id)
    for key in ("wait_ours", "wait_customer", "wait_third"):
        tally.miss_all(f"wait before {step}" for step in m[key].evidence.unknown)
    for segment in subject.segments:
        visits = segment.visits
        for split, beside in overlap(subject, segment).items():
            if visits[split]:
                expected, most = segment.share * beside.minutes, segment.share * beside.most
                times = Weight(visits[split] * expected, visits.low[split] * most, visits.high[split] * expected)
                tally.add(times, -1.0)
            if beside.minutes:
                tally.miss(f"overlap of the branches after {split}")
    return tally.result()


@measure("silent_time", "minutes", label="longest silence", elapsed=True, headline=15)
def silent_time(m: Measures) -> Result:
    """Longest expected stretch, in elapsed minutes, without a message to the customer.

    A message is a step that says something, or any step by which the case comes to the customer. In a loop on our
    side, all its expected rounds count.
    """
    silence = longest_silence(m.subject)
    tally = Tally(m.subject)
    tally.miss_all(silence.unknown)
    if silence.minutes or not silence.unknown:
        tally.add(m.exactly(silence.minutes), 1.0, *silence.evidence)
    return tally.result()

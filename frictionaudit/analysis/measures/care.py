"""How many people give up, how often the front line has to ask upward, and how long it takes to put things right."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side


@measure("given_up", "share", label="share of cases that the customer gives up")
def given_up(m: Measures) -> Result:
    """Share of cases that come to an end with `outcome: abandoned`: people gave up, hung up or did not come back.

    Unknown where no end says so, because a page that names nobody who gives up has not counted them.
    """
    ends = abandoned_ends(m.subject)
    if not ends:
        return Tally.unknown(m.subject, "no end has `outcome: abandoned`")
    tally = Tally(m.subject)
    for end in ends:
        tally.add(m.subject.visits(end))
    return tally.result()


def abandoned_ends(subject: Subject) -> tuple[str, ...]:
    """Ends at which the customer has given up."""
    return tuple(end for end in subject.procedure.ends if subject.procedure.steps[end].outcome == "abandoned")


@measure("asked_upward", "times", label="times that the front line must ask", one="time that the front line must ask")
def asked_upward(m: Measures) -> Result:
    """Expected times that a case goes from a frontstage step directly to an approval by another of our parties.

    Unknown where no step has a `control`, because such a page does not say what has to be approved.
    """
    subject = m.subject
    if not any(step.control for step in subject.procedure.steps.values()):
        return Tally.unknown(subject, "no step has a `control`")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for handover in upward(subject):
        tally.add(handover.weight)
    return tally.result()


def upward(subject: Subject) -> Iterator[Handover]:
    """Passages from a frontstage step straight to an approval by another of our parties."""
    steps = subject.procedure.steps
    for handover in subject.by_party:
        target, source = steps[handover.target], handover.source
        asks = source is not None and subject.side(source) is Side.FRONTSTAGE and steps[source].by != target.by
        side = subject.side(handover.target)
        if asks and target.control == "approval" and side is not None and side.ours:
            yield handover


@measure("time_to_recover", "minutes", label="time until a failure is put right", elapsed=True)
def time_to_recover(m: Measures) -> Result:
    """Mean elapsed time from a failure until it is put right, over the `disruptions` that say how often they happen.

    Each counts with its share of the visits to its step. One whose `takes` is not stated is unknown.
    """
    subject = m.subject
    calendar = subject.procedure.calendar
    tally, failures = Tally(subject), 0.0
    for id, step in subject.procedure.steps.items():
        for disruption in step.failures:
            if disruption.share is None or disruption.takes is None:
                tally.miss(f"'{disruption.what}' at {id}")
                continue
            times = subject.visits(id).value * disruption.share.value
            failures += times
            minutes = calendar.expected_elapsed(disruption.takes)
            tally.add(m.exactly(times), minutes, disruption.takes.evidence, disruption.share.evidence)
    if not failures:
        return Tally.unknown(subject, "no disruption says how often it happens and how long it takes")
    return tally.result(1 / failures)

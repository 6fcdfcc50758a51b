"""What the procedure asks of staff beyond the work itself: hunting, hopping between systems, giving bad news."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.bad_news import bad_news_steps
from frictionaudit.analysis.measures.effort import minutes
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Bearer


@measure("staff_search", "minutes", label="time that staff spend searching")
def staff_search(m: Measures) -> Result:
    """Expected minutes that our own people search for a file, an item or a record; part of their time."""
    return minutes(m, ("search",), Bearer.STAFF).result()


@measure("system_switches", "times", label="system switches", one="system switch", counts="systems")
def system_switches(m: Measures) -> Result:
    """Expected times that our own people change from one system to another within a step: its systems less one.

    A change of system from one step to the next does not count. Unknown where no step names a system.
    """
    subject = m.subject
    steps = subject.procedure.steps
    if not any(step.systems for step in steps.values()):
        return Tally.unknown(subject, "no step names its systems")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for id, step in steps.items():
        side = subject.side(id)
        if len(step.systems) > 1 and side is not None and side.ours:
            tally.add(subject.visits(id), len(step.systems) - 1)
    return tally.result()


@measure(
    "hard_news", "times", label="times that bad news is given", one="time that bad news is given", direction="neither"
)
def hard_news(m: Measures) -> Result:
    """Expected times that staff have to give a customer bad news, and bear the anger.

    An adverse end counts, and another adverse step from which no adverse end can be reached. Unknown where no step has
    an `outcome`.
    """
    subject = m.subject
    if not any(step.outcome for step in subject.procedure.steps.values()):
        return Tally.unknown(subject, "no step has an `outcome`")
    tally = Tally(subject)
    tally.add(m.exactly(0.0))
    for id in bad_news_steps(subject):
        tally.add(subject.visits(id))
    return tally.result()

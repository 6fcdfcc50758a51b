"""How much of the time is work that brings the case on, and how leaving compares with entering."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.durations import expected_excess, services
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally

VALUE_ADDING = ("understand", "gather", "fill", "counter", "pay", "work")


@measure("value_adding_minutes", "minutes", label="value-adding time", direction="neither")
def value_adding_minutes(m: Measures) -> Result:
    """Expected effort that moves the case forward: understanding, gathering, filling in, being served, paying,
    working.

    Queueing, travelling, chasing, returning, searching, and all effort of control steps are left out.
    """
    tally = Tally(m.subject)
    calendar = m.subject.procedure.calendar
    for id, step in m.subject.tasks.items():
        if step.effort is None:
            tally.miss(id)
            continue
        for part in VALUE_ADDING:
            duration = step.effort.part(part)
            if duration is not None and step.control is None:
                visits = m.subject.effort_visits(id, None if part == "work" else part)
                tally.add(visits, calendar.expected_touch(duration), duration.evidence)
    return tally.said_nothing("no step states its effort").result()


@measure("flow_efficiency", "share", label="flow efficiency", direction="more")
def flow_efficiency(m: Measures) -> Result:
    """Value-adding effort / expected lead time, at most 1.

    Minutes in which a customer is served at a counter while a clerk works add value once. Work in parallel adds
    value on each branch.
    """
    shared = _added_together(m.subject)
    return m.ratio("value_adding_minutes", "lead_time", lambda adding, lead: max(0.0, adding - shared) / lead)


def _added_together(subject: Subject) -> float:
    """Expected minutes in which being served and working, both value-adding, pass at the same time."""
    steps, touch = subject.procedure.steps, subject.procedure.calendar.touch
    total = 0.0
    for (served, working), times in services(subject).together.items():
        counter, work = (
            effort.part(part) if (effort := steps[step].effort) is not None and steps[step].control is None else None
            for step, part in ((served, "counter"), (working, "work"))
        )
        if counter is not None and work is not None:
            expected = subject.procedure.calendar.expected_touch(counter)
            total += times * (expected - expected_excess(counter, (work,), touch))
    return total


@measure("exit_entry_ratio", "ratio", label="effort to leave, compared with joining")
def exit_entry_ratio(m: Measures) -> Result:
    """Burden of leaving / burden of entering: customer minutes of this procedure over those of the one it leaves.

    The page names that one with `leaves: ID`, and it has to be among the pages audited together. Where
    minutes are not known in full on both sides, customer steps are compared instead.
    """
    entry = m.subject.portfolio.get(m.subject.procedure.leaves or "")
    if entry is None:
        return Tally.unknown(m.subject, "no page of the way in: name it with `leaves`, and audit both together")
    other = Measures(Subject(entry, m.subject.limits))
    for key in ("customer_minutes", "customer_steps"):
        out, into = m[key], other[key]
        if out.value is not None and into.value and not out.evidence.unknown and not into.evidence.unknown:
            tally = Tally(m.subject)
            tally.add(m.exactly(out.value / into.value))
            tally.note = f"compared by {key}"
            return tally.result()
    return Tally.unknown(m.subject, "the burden of one of the two is not known")

"""How much of the time is work that brings the case on, and how leaving compares with entering."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.durations import elapsed, waits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS

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

    Minutes that a customer and a clerk spend at one counter count once, and so does what runs in parallel.
    """
    shared = sum(_at_one_counter(m.subject, id) for id in m.subject.tasks)
    return m.ratio("value_adding_minutes", "lead_time", lambda adding, lead: min(1.0, max(0.0, adding - shared) / lead))


def _at_one_counter(subject: Subject, step: str) -> float:
    """Expected minutes of a step that pass beside those of the other side, less what the other side adds here."""
    effort = subject.procedure.steps[step].effort
    if effort is None or subject.procedure.steps[step].control is not None:
        return 0.0
    touch = subject.procedure.calendar.expected_touch
    alone = sum(touch(d) for name in (*CUSTOMER_PARTS, *STAFF_PARTS) if (d := effort.part(name)) is not None)
    waiting = sum(subject.procedure.calendar.expected_elapsed(duration) for duration in waits(subject, step))
    return subject.visits(step).value * (alone + waiting - elapsed(subject, step))


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

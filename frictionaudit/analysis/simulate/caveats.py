"""Caveats of a simulation: assumptions, times that are not stated, and what is not simulated."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.disruptions import DrawnBranch, delays, drawn_branches
from frictionaudit.analysis.flow.durations import has_unknown_wait, is_concurrent, stated_durations
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.working_time import working_time
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities import Assumed, Calendar
from frictionaudit.domain.quantities.calendar import ANY_TIME, OPENING_HOURS


def assumptions(subject: Subject) -> tuple[str, ...]:
    """Assumptions about shares, times and groups, each once."""
    assumed: dict[str, None] = {}
    for segment in subject.segments:
        assumed.update(dict.fromkeys(segment.visits.routing.assumed))
        if segment.group is not None and isinstance(segment.group.share.evidence, Assumed):
            assumed[segment.group.share.evidence.why] = None
    for id in subject.procedure.steps:
        for duration in stated_durations(subject, id):
            if isinstance(duration.evidence, Assumed):
                assumed[duration.evidence.why] = None
    return tuple(assumed)


def untimed_steps(subject: Subject) -> tuple[str, ...]:
    """Steps without a stated time; they take no time here, so every total is a lower bound."""
    reachable = subject.graph.reachable
    untimed = []
    for id, step in subject.procedure.steps.items():
        if id not in reachable or step.processing is not None:
            continue
        missing = ["effort"] if id in subject.tasks and step.effort is None else []
        missing += ["waiting"] if has_unknown_wait(subject, id) else []
        if missing:
            untimed.append(f"{subject.procedure.label(id)}: {' and '.join(missing)}")
    return (*untimed, *_unstated_delays(subject))


def _unstated_delays(subject: Subject) -> Iterator[str]:
    for id, found in delays(subject).items():
        for delay in found:
            share, takes = delay.disruption.share, delay.disruption.takes
            missing = ["how often it happens"] if share is None else []
            missing += ["how long it takes"] if takes is None else []
            if missing and delay.minutes is None:
                yield f"{subject.procedure.label(id)}: '{delay.disruption.what}', {' and '.join(missing)}"


def arrivals(subject: Subject) -> str:
    """When cases arrive, in words."""
    calendar = subject.procedure.calendar
    if calendar.arrivals == ANY_TIME or working_time(calendar).hours.always:
        return "at any time"
    hours = calendar.hours if calendar.arrivals == OPENING_HOURS else calendar.arrivals
    return f"in opening hours ({hours})" if calendar.arrivals == OPENING_HOURS else f"in {hours}"


def calendar_notes(subject: Subject) -> tuple[str, ...]:
    """What the calendar leaves out: the public holidays of a country, where the page gives no year."""
    calendar = subject.procedure.calendar
    times = [time for id in subject.tasks for time in stated_durations(subject, id)]
    times += [promise.within for promise in subject.procedure.promises]
    works = any(point.working for time in times for point in time.points)
    if not works or calendar.first_year is not None or working_time(calendar).hours.always:
        return ()
    where = f" of {calendar.country}" if calendar.country else ""
    missing = "`year`" if calendar.country else "`country` and `year`"
    return (f"public holidays{where} are left out: the calendar has no {missing}",)


def goes_apart(subject: Subject) -> bool:
    """Whether a case can be on several branches at a time."""
    return any(is_concurrent(subject, step) and subject.graph.is_split(step) for step in subject.graph.reachable)


def limits_of_the_model(subject: Subject, queues: bool) -> tuple[str, ...]:
    """Statements of the page that the simulation ignores."""
    procedure = subject.procedure
    notes = list(dict.fromkeys(note for segment in subject.segments for note in segment.visits.routing.notes))
    steps = procedure.steps.values()
    notes += [_drawn(subject, branch) for branch in drawn_branches(subject) if branch.disruption.takes]
    if not queues and any(step.stops for step in steps):
        notes.append("minutes of other branches after an end that stops the case are still added up")
    if not queues and any(may_time_out(step, procedure.calendar) for step in steps):
        notes.append("deadlines do not end a case; with queues they do")
    if not queues and any(party.capacity is not None for party in procedure.parties.values()):
        notes.append("`capacity` is ignored: waits are as stated; use --queues to simulate staff")
    if not queues and any(step.patience is not None for step in steps):
        notes.append("nobody gives up in a queue: `patience` is played with --queues only")
    notes += calendar_notes(subject)
    if queues and any(party.serves_first for party in procedure.parties.values()):
        notes.append("priority over internal work (`serves_first`) is ignored")
    return tuple(notes)


def _drawn(subject: Subject, branch: DrawnBranch) -> str:
    label, failure = subject.procedure.label, branch.disruption
    recovery = label(failure.recovered_by or branch.step)
    return (
        f"what '{failure.what}' takes at '{label(branch.step)}' ({failure.takes}) is not added: the page draws a "
        f"branch to '{recovery}', whose steps take the time"
    )


def may_time_out(step: Step, calendar: Calendar) -> bool:
    """Whether the customer's turn before a step can last longer than its deadline."""
    turn, deadline = (step.wait.customer, step.wait.deadline) if step.wait else (None, None)
    return turn is not None and deadline is not None and calendar.elapsed(turn.high) > calendar.elapsed(deadline.low)

"""Cases spend most of their time waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.domain.quantities.listing import listed, quoted


class WaitingDominates(Rule):
    """A case waits at least twice as long as anybody works on it, and work takes less than 5 % of the elapsed time.

    Each procedure has one finding, which names the longest waits. Waits for us and for third parties count, as elapsed
    time; waits for the customer do not. Effort is that of the customer and our staff. The 5 % is the measure flow
    efficiency. Both conditions have to hold, and some waiting has to be stated. Waits that are not stated could only
    make the result worse: the finding then says `at least`. It is information and not a warning, because most office
    work is like this.

    If a reachable task does not state its effort, only waits of 60 days and more count. They have to exceed the work
    even if each such task takes a whole working day.

    Why it matters:
        Working faster hardly helps a case that lies still most of the time. It helps more to shorten the queue, or move
        the date, that holds it longest.

    Wrong:
        steps:
          check: {by: desk, effort: {work: 20m}, wait: {queue: 10 working days}, next: decided}

    Right:
        steps:
          check: {by: desk, effort: {work: 20m}, wait: {queue: 30m}, next: decided}

    What to do:
        Start with the longest wait: find out what cases wait for, and whether it can be done on arrival.

    Leave it when:
        The wait is the point, such as a period for objections. Give the reason in `because` on the procedure.

    Sources:
        Flow efficiency in lean practice. Twice the effort, 5 % and 60 days are our defaults.
    """

    level = "info"
    stake = ("waiting",)
    care_point = "resolved-quickly"

    times: float = Field(default=2, ge=0, description="waiting per effort from which it is flagged")
    efficiency: float = Field(default=0.05, ge=0, le=1, description="flow efficiency below which it is flagged")
    days: float = Field(
        default=60, ge=0, description="days of waiting from which it is flagged where some effort is not stated"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        waiting = {step: minutes for step in subject.procedure.steps if (minutes := _waiting(subject, step))}
        if not waiting:
            return
        waits = [measures[key] for key in ("wait_ours", "wait_third")]
        waited = sum(wait.value or 0.0 for wait in waits)
        least = "at least " if any(wait.evidence.unknown for wait in waits) else ""
        effort = sum(measures[key].value or 0.0 for key in ("customer_minutes", "staff_minutes"))
        reached = [step for id, step in subject.tasks.items() if id in subject.graph.reachable]
        unstated = sum(step.effort is None for step in reached)
        if unstated:
            most = effort + unstated * subject.procedure.calendar.day_minutes
            if waited >= self.days * 1440 and most < self.efficiency * waited and waited >= self.times * most:
                yield Flag(
                    f"On average, a case waits at least {format_elapsed(waited)} for us and others"
                    f"{_side_by_side(subject)}. Not all steps say how long their work takes. "
                    f"{_longest(subject, waiting)}"
                )
            return
        share = measures["flow_efficiency"].value
        if not effort or share is None or share >= self.efficiency or waited < self.times * effort:
            return
        yield Flag(
            f"On average, a case waits {least}{format_elapsed(waited)} for us and others{_side_by_side(subject)}, and "
            f"customers and staff spend {format_effort(effort)} on it. Of the time from start to end, "
            f"{'at most' if least else 'only'} {percentage(share)} brings it forward. {_longest(subject, waiting)}"
        )  # without steps, so that its identity does not depend on which waits are the longest


def _longest(subject: Subject, waiting: Mapping[str, float]) -> str:
    """The longest waits in words, at most three."""
    longest = sorted(waiting, key=lambda step: (-waiting[step], step))[:3]
    names = listed(quoted(map(subject.procedure.label, longest)))
    return f"The longest {'wait is' if len(longest) == 1 else 'waits are'} before {names}"


def _side_by_side(subject: Subject) -> str:
    """What to say of waits that branches spend at the same time."""
    graph = subject.graph
    beside = any(
        graph.routing(step) in (StepKind.PARALLEL, StepKind.INCLUSIVE) and graph.is_split(step)
        for step in graph.reachable
    )
    return " in all its parallel branches together" if beside else ""


def _waiting(subject: Subject, step: str) -> float:
    """Expected minutes per case of waiting for us or a third party before a step, over all visits."""
    wait = subject.procedure.steps[step].wait
    durations = [duration for duration in (wait.queue, wait.batch, wait.third) if duration] if wait else []
    minutes = sum(map(subject.procedure.calendar.expected_elapsed, durations))
    return minutes * subject.visits(step).value if minutes else 0.0

"""Most of the time nothing happens."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import format_effort, format_elapsed


class WaitingDominates(Rule):
    """A case waits at least twice as long as anybody works on it, and less than 5 % of its time brings it on.

    One finding for the procedure as a whole, which names the longest waits. Waiting is that for us and for third
    parties, on the clock; where it is the customer's turn nobody is kept waiting. Effort is that of the customer and
    of our people; flow efficiency is the measure of that name. Both conditions have to hold. Judged only where every
    task that a case can come to states its effort and some waiting is stated: a wait that is not stated could only
    make it worse. Because most office work is so, it is worth a look and no warning.

    Why it matters:
        Working faster hardly helps where a case lies still for most of its time. What shortens it is the one queue
        or the one date that holds it longest.

    Wrong:
        steps:
          check: {by: desk, effort: {work: 20m}, wait: {queue: 10 working days}, next: decided}

    Right:
        steps:
          check: {by: desk, effort: {work: 20m}, wait: {queue: 30m}, next: decided}

    What to do:
        Begin with the longest wait: ask what it waits for, and whether it could be done when it comes in.

    Leave it when:
        The waiting is itself the matter, such as a period for objections: say so with `because` on the procedure.

    Sources:
        Flow efficiency in lean practice; twice the effort and 5 % are our default.
    """

    level = "info"

    times: float = 2
    efficiency: float = 0.05

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        waiting = {step: minutes for step in subject.procedure.steps if (minutes := _waiting(subject, step))}
        stated = all(step.effort is not None for id, step in subject.tasks.items() if id in subject.graph.reachable)
        if not waiting or not stated:
            return
        waited = sum(measures[key].value or 0.0 for key in ("wait_ours", "wait_third"))
        effort = sum(measures[key].value or 0.0 for key in ("customer_minutes", "staff_minutes"))
        share = measures["flow_efficiency"].value
        if not effort or share is None or share >= self.efficiency or waited < self.times * effort:
            return
        longest = sorted(waiting, key=lambda step: (-waiting[step], step))[:3]
        yield Flag(
            f"a case waits {format_elapsed(waited)} for {format_effort(effort)} of anybody's effort, "
            f"and {share * 100:.2g} % "
            f"of its time brings it on; it waits longest before {list_steps(subject, longest)}"
        )  # no steps: the finding stays the same one while the longest waits change places


def _waiting(subject: Subject, step: str) -> float:
    """Expected minutes that a case waits for us or a third party before a step, over all its visits."""
    wait = subject.procedure.steps[step].wait
    durations = [duration for duration in (wait.queue, wait.batch, wait.third) if duration] if wait else []
    minutes = sum(map(subject.procedure.calendar.expected_elapsed, durations))
    return minutes * subject.visits(step).value if minutes else 0.0

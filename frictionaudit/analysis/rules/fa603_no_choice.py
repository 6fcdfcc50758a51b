"""At hard moments people want to choose, even between two lesser ways."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart
from frictionaudit.analysis.patterns.messages import untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import CUSTOMER_PARTS, Side, StepKind
from frictionaudit.domain.quantities import Duration, Period

_DAY = 1440


class NoChoice(Rule):
    """At a hard moment the customer has fewer than two ways on.

    A hard moment is an adverse end; a step that tells of a delay; a step in which the customer does nothing but
    wait, longer than `queue_minutes`; and a wait for us or a third party of more than `working_days`. Shorter waits
    of more than `days` on the clock are listed together, as worth a look.

    Two ways on are two entries of `options` at the step, or options told (`tells.options`): for an end there or on
    every way to it since the last decision, for a wait by the step just before it. At a step by the customer the ways
    that lead on count as well, except straight to an end where the case is abandoned: giving up is no choice.

    Why it matters:
        Being able to choose, pay or challenge, wait or come back, gives people a part of the control that the
        procedure took from them.

    Wrong:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true}}

    Right:
        steps:
          refused: {kind: end, outcome: adverse, options: [exchange it, have it sent back], tells: {options: true}}

    What to do:
        Offer a second way, such as another date, part of it now, or a call when it is their turn, and say so.

    Leave it when:
        The law leaves one way only; say then which and why.

    Sources:
        The idea of procedural care: give the choice back; fewer than two ways on, twenty minutes, one day and ten
        working days: our default.
    """

    level = "warning"
    element = "personal"
    care_point = "no-rush"
    ways: int = 2
    queue_minutes: float = 20
    days: float = 1
    working_days: float = 10

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        yield from self._hard_news(subject)
        waits = {
            step: minutes
            for step in subject.procedure.steps
            if (minutes := _minutes(subject, step)) > self.days * _DAY + 1e-6
            and not self._told_or_listed(subject, step)
        }
        long = subject.procedure.calendar.elapsed(Period(days=self.working_days, working=True))
        for step in sorted(waits):
            if waits[step] > long + 1e-6:
                yield Flag(
                    f"{_before(subject, step)} and has no choice but to wait",
                    steps=(step,),
                    about="wait",
                    at=("steps", step, "wait"),
                )
        shorter = [step for step, minutes in waits.items() if minutes <= long + 1e-6]
        for steps in apart(subject, shorter, self.code()):
            yield Flag(_together(subject, steps), steps=steps, about="shorter waits", severity="info")

    def _hard_news(self, subject: Subject) -> Iterator[Flag]:
        label, untold = subject.procedure.label, untold_since_decision(subject, "options")
        for id, step in subject.procedure.steps.items():
            ways = self._ways(subject, id)
            if ways >= self.ways or step.tells.options:
                continue
            named = "no way on is named" if not ways else "one way on is named"
            waiting = _only_waits(subject, id)
            if step.kind is StepKind.END and step.outcome == "adverse":
                if id in untold:
                    yield Flag(f"'{label(id)}' leaves the customer no choice: {named}", steps=(id,))
            elif step.tells.delay:
                yield Flag(f"'{label(id)}' tells of a delay and offers no choice: {named}", steps=(id,))
            elif waiting > self.queue_minutes and not _told_just_before(subject, id):
                yield Flag(
                    f"in '{label(id)}' the customer waits {count(round(waiting), 'minute')} and is offered nothing",
                    steps=(id,),
                )

    def _ways(self, subject: Subject, step: str) -> int:
        steps = subject.procedure.steps
        own = subject.side(step) is Side.CUSTOMER
        ways = sum(steps[arc.target].outcome != "abandoned" for arc in subject.graph.outgoing[step]) if own else 0
        return ways + len(steps[step].options)

    def _told_or_listed(self, subject: Subject, step: str) -> bool:
        listed = len(subject.procedure.steps[step].options)
        return listed >= self.ways or _told_just_before(subject, step)


def _told_just_before(subject: Subject, step: str) -> bool:
    before = [arc.source for arc in subject.graph.incoming[step]]
    return bool(before) and all(subject.procedure.steps[source].tells.options for source in before)


def _waits(subject: Subject, step: str) -> list[Duration]:
    wait = subject.procedure.steps[step].wait
    return [duration for duration in (wait.queue, wait.batch, wait.third) if duration] if wait else []


def _minutes(subject: Subject, step: str) -> float:
    return sum(map(subject.procedure.calendar.expected_elapsed, _waits(subject, step)))


def _only_waits(subject: Subject, step: str) -> float:
    """Minutes of a step in which the customer does nothing but stand in line or hold the line; else 0."""
    effort = subject.procedure.steps[step].effort
    if effort is None or effort.queue is None or subject.side(step) is not Side.CUSTOMER:
        return 0.0
    busy = any(effort.part(part) for part in CUSTOMER_PARTS if part != "queue")
    return 0.0 if busy else subject.procedure.calendar.expected_touch(effort.queue)


def _words(subject: Subject, step: str) -> str:
    """Waiting as the page says it."""
    return " and ".join(str(d.low) if d.low == d.high else f"{d.low} to {d.high}" for d in _waits(subject, step))


def _before(subject: Subject, step: str) -> str:
    return f"before '{subject.procedure.label(step)}' the customer waits {_words(subject, step)}"


def _together(subject: Subject, steps: tuple[str, ...]) -> str:
    if len(steps) == 1:
        return f"{_before(subject, steps[0])} and has no choice but to wait"
    places = [f"'{subject.procedure.label(step)}' ({_words(subject, step)})" for step in steps[:4]]
    more = f" and {len(steps) - 4} more" if len(steps) > 4 else ""
    return f"{len(steps)} waits leave the customer no choice but to wait: before {', '.join(places)}{more}"

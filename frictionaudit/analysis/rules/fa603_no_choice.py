"""At hard moments people want to choose, even between two poor options."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.messages import untold_since_decision
from frictionaudit.analysis.patterns.phrases import stated_wait
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, Side, StepKind
from frictionaudit.domain.quantities import Duration, Period
from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed
from frictionaudit.domain.quantities.listing import listed

_DAY = 1440


class NoChoice(Rule):
    """At a hard moment the customer has fewer than two options.

    A hard moment is one of these:

    - an adverse end
    - a step that announces a delay
    - a step in which the customer only waits, for more than `queue_minutes`
    - a wait for us or a third party of more than `working_days`

    Shorter waits of more than `days` calendar days are one finding together, worth a look.

    Two entries of `options` at the step are enough. So are options told (`tells.options`): for an end, there or on
    every path to it since the last decision; for a wait, in the step just before it. At a customer step, the outgoing
    flows count as options too, except a flow to an abandoned end, because giving up is no choice. A timer that limits
    how long we wait for the customer's own answer is no wait of theirs.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        A choice, such as to pay or challenge, gives people back some of the control that the procedure took from them.

    Wrong:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true}}

    Right:
        steps:
          refused: {kind: end, outcome: adverse, options: [exchange it, have it sent back], tells: {options: true}}

    What to do:
        Offer a second option in the message, such as another date, part of it now, or a call when it is their turn.

    Leave it when:
        The law allows only one outcome. Say which and why.

    Sources:
        The idea of procedural care: give the choice back; fewer than two options, twenty minutes, one day and ten
        working days: our default.
    """

    level = "warning"
    stake = ("customer", "waiting")
    element = "personal"
    care_point = "no-rush"

    choices: int = Field(default=2, ge=1, description="options that a customer needs")
    queue_minutes: float = Field(default=20, ge=0, description="minutes in a queue that need no options")
    days: float = Field(default=1, ge=0, description="calendar days of waiting that need no options")
    working_days: float = Field(default=10, ge=0, description="working days of waiting above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        yield from self._hard_moments(subject)
        minutes_at = {
            step: minutes
            for step in subject.procedure.steps
            if (minutes := _wait_minutes(subject, step)) > self.days * _DAY + 1e-6
            and not self._offers_options(subject, step)
        }
        long = subject.procedure.calendar.elapsed(Period(days=self.working_days, working=True))
        for step in sorted(minutes_at):
            if minutes_at[step] > long + 1e-6:
                yield Flag(_one_wait(subject, step), steps=(step,), about="wait", at=("steps", step, "wait"))
        shorter = [step for step, minutes in minutes_at.items() if minutes <= long + 1e-6]
        for steps in split_justified(subject, shorter, self.code()):
            message = _one_wait(subject, steps[0]) if len(steps) == 1 else _several_waits(subject, steps)
            yield Flag(message, steps=steps, about="shorter waits", severity="info")

    def _hard_moments(self, subject: Subject) -> Iterator[Flag]:
        untold = untold_since_decision(subject, "options")
        for id, step in subject.procedure.steps.items():
            choices = self._choices(subject, id)
            if choices >= self.choices or step.tells.options:
                continue
            place = sentence(describe(subject.graph, id))
            offer = "no options" if not choices else f"only {count(choices, 'option')}"
            queue_minutes = _queue_minutes(subject, id)
            if step.kind is StepKind.END and step.outcome == "adverse":
                if id in untold:
                    yield Flag(f"{place} leaves the customer no choice: it offers {offer}", steps=(id,))
            elif step.tells.delay:
                yield Flag(f"{place} announces a delay and offers {offer}", steps=(id,))
            elif queue_minutes > self.queue_minutes and not _options_told_just_before(subject, id):
                minutes = format_effort(round(queue_minutes))
                message = f"The customer waits {minutes} in {describe(subject.graph, id)} and is offered no alternative"
                yield Flag(message, steps=(id,))

    def _choices(self, subject: Subject, step: str) -> int:
        """The options listed at a step, and at a customer step the outgoing flows that do not give up."""
        steps = subject.procedure.steps
        listed_options = len(steps[step].options)
        if subject.side(step) is not Side.CUSTOMER:
            return listed_options
        return listed_options + sum(steps[arc.target].outcome != "abandoned" for arc in subject.graph.outgoing[step])

    def _offers_options(self, subject: Subject, step: str) -> bool:
        listed_options = len(subject.procedure.steps[step].options)
        return listed_options >= self.choices or _options_told_just_before(subject, step)


def _options_told_just_before(subject: Subject, step: str) -> bool:
    sources = [arc.source for arc in subject.graph.incoming[step]]
    return bool(sources) and all(subject.procedure.steps[source].tells.options for source in sources)


def _waits(subject: Subject, step: str) -> list[Duration]:
    """Waits for us or a third party before a step; a deadline for the customer's own answer is neither."""
    wait = subject.procedure.steps[step].wait
    if _is_own_deadline(subject, step):
        return []
    return [duration for duration in (wait.queue, wait.batch, wait.third) if duration] if wait else []


def _is_own_deadline(subject: Subject, step: str) -> bool:
    """Whether a timer only limits how long we wait for the customer: it races against the customer's own answer."""
    graph, steps = subject.graph, subject.procedure.steps
    if steps[step].kind is not StepKind.EVENT:
        return False
    sources = [arc.source for arc in graph.incoming[step]]
    races = bool(sources) and all(steps[source].kind is StepKind.EVENT_BASED for source in sources)
    return races and any(_hears_customer(subject, arc.target) for source in sources for arc in graph.outgoing[source])


def _hears_customer(subject: Subject, step: str) -> bool:
    parties = subject.procedure.parties
    senders = subject.procedure.steps[step].receives_from
    return subject.side(step) is Side.CUSTOMER or any(parties[party].side is Side.CUSTOMER for party in senders)


def _wait_minutes(subject: Subject, step: str) -> float:
    return sum(map(subject.procedure.calendar.expected_elapsed, _waits(subject, step)))


def _queue_minutes(subject: Subject, step: str) -> float:
    """Minutes of a step in which the customer only queues or holds the line; otherwise 0."""
    effort = subject.procedure.steps[step].effort
    if effort is None or effort.queue is None or subject.side(step) is not Side.CUSTOMER:
        return 0.0
    busy = any(
        effort.part(part)
        for part in EFFORT_PARTS
        if part != "queue" and subject.procedure.bearer(step, part) is Bearer.CUSTOMER
    )
    return 0.0 if busy else subject.procedure.calendar.expected_touch(effort.queue)


def _one_wait(subject: Subject, step: str) -> str:
    wait = stated_wait(subject, _waits(subject, step))
    return f"The customer has no choice but to wait {wait} before {describe(subject.graph, step)}"


def _several_waits(subject: Subject, steps: tuple[str, ...]) -> str:
    """Several waits in one unit: as stated if all are in working time or all in calendar time, otherwise in days."""
    one_unit = len({duration.low.working for step in steps for duration in _waits(subject, step)}) == 1

    def words(step: str) -> str:
        return stated_wait(subject, _waits(subject, step)) if one_unit else format_elapsed(_wait_minutes(subject, step))

    places = listed(f"{describe(subject.graph, step)} ({words(step)})" for step in steps)
    return f"The customer has no choice but to wait before {places}"

"""At hard moments people want to choose, even between two poor options."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.served import served_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.messages import told_before_split, untold_since_decision
from frictionaudit.analysis.patterns.phrases import stated_wait
from frictionaudit.analysis.patterns.waits_on_others import waits_on_others
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, Side, StepKind
from frictionaudit.domain.quantities import Period
from frictionaudit.domain.quantities.format import count, format_effort


class NoChoice(Rule):
    """At a hard moment the customer has fewer than two options.

    A hard moment is one of these:

    - an adverse end
    - a step that announces a delay
    - a step in which the customer only waits, for more than `queue_minutes`
    - a wait for us or a third party of more than `working_days`

    Two entries of `options` at the step are enough. So are options told (`tells.options`): for an end, there or on
    every path to it since the last decision; for a wait, in the step just before it. An appeal, complaint or ombudsman
    that is told (`tells.redress`) is an option at an end. At a customer step, the outgoing flows count as options too,
    except a flow to an abandoned end, because giving up is no choice.

    Some waits do not count: a timer that limits how long we wait for the customer's own answer, and what comes after
    the result, for which nobody waits any more.

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
        The idea of procedural care: give the choice back; fewer than two options, twenty minutes and ten working days:
        our default.
    """

    level = "warning"
    stake = ("customer", "waiting")
    element = "personal"
    care_point = "no-rush"

    choices: int = Field(default=2, ge=1, description="options that a customer needs")
    queue_minutes: float = Field(default=20, ge=0, description="minutes in a queue that need no options")
    working_days: float = Field(default=10, ge=0, description="working days of waiting above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        yield from self._hard_moments(subject)
        long = subject.procedure.calendar.elapsed(Period(days=self.working_days, working=True))
        served = served_steps(subject)
        for step in sorted(subject.procedure.steps):
            minutes = sum(map(subject.procedure.calendar.expected_elapsed, waits_on_others(subject, step)))
            if minutes > long + 1e-6 and step not in served and not self._offers_options(subject, step):
                wait = stated_wait(subject, waits_on_others(subject, step))
                yield Flag(
                    f"The customer has no choice but to wait {wait} before {describe(subject.graph, step)}",
                    steps=(step,),
                    about="wait",
                    at=("steps", step, "wait"),
                    same_as=("FA301",),
                )

    def _hard_moments(self, subject: Subject) -> Iterator[Flag]:
        untold = untold_since_decision(subject, "options") & untold_since_decision(subject, "redress")
        untold -= told_before_split(subject, "redress")
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

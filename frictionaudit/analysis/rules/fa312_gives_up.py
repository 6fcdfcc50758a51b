"""Customers who give up are the ones nobody hears from again."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.care import abandoned_ends
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.quantities.format import format_effort, format_elapsed


class GivesUp(Rule):
    """Many customers give up, hang up or do not come back.

    The rule looks at each end with `outcome: abandoned` and at the share of cases that come to it. From `few` it is
    worth a look, from `many` it is a warning. The finding names the steps after which people give up. It also names the
    customer group that gives up most, if that group does so half as often again as all customers.

    A stated wait in a queue that is longer than people's `patience` is a warning, whatever share gives up.

    Why it matters:
        People who give up do not get what they came for, and you have worked on their case for nothing. They do not
        complain: they leave.

    Wrong:
        steps:
          queue: {by: customer, effort: {queue: 20m}, next: [{to: helped, share: 0.7}, {to: hung-up, share: 0.3}]}
          hung-up: {kind: end, outcome: abandoned}

    Right:
        steps:
          queue: {by: customer, effort: {queue: 3m}, next: [{to: helped, share: 0.97}, {to: hung-up, share: 0.03}]}
          hung-up: {kind: end, outcome: abandoned}

    What to do:
        Ask ten people who gave up what they were waiting for, and shorten the wait or the work before that point.

    Leave it when:
        People leave because they no longer need it, such as when the product turned up. Give that reason with
        `because`.

    Sources:
        The idea of procedural care: customers leave. Both shares are our defaults.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-rush"

    few: float = Field(default=0.05, ge=0, le=1, description="share of cases from which the rule speaks")
    many: float = Field(default=0.2, ge=0, le=1, description="share of cases from which it is a warning")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for end in abandoned_ends(subject):
            share = subject.visits(end).value
            if self.few <= share <= 1:
                before = tuple(dict.fromkeys(arc.source for arc in subject.graph.incoming[end]))
                after = f" after {list_steps(subject, before)}" if before else ""
                yield Flag(
                    f"{percentage(share)} of customers give up{after}{_hardest_hit(subject, end, share)}",
                    steps=(end, *before),
                    severity="warning" if share >= self.many else "info",
                )
        yield from _out_of_patience(subject)


def _out_of_patience(subject: Subject) -> Iterator[Flag]:
    """Queues that on average take longer than people are ready to wait."""
    calendar = subject.procedure.calendar
    for id, step in subject.procedure.steps.items():
        if step.patience is None or id not in subject.graph.reachable:
            continue
        in_line = step.effort.queue if step.effort else None
        if in_line is not None:
            wait, patience, words = (
                calendar.expected_touch(in_line),
                calendar.expected_touch(step.patience),
                format_effort,
            )
        else:
            wait, patience, words = _queue(subject, id), calendar.expected_elapsed(step.patience), format_elapsed
        if wait > patience + 1e-6:
            yield Flag(
                f"At '{subject.procedure.label(id)}', people give up after {words(patience)}, and the wait takes "
                f"{words(wait)}",
                steps=(id,),
                about="patience",
            )


def _queue(subject: Subject, step: str) -> float:
    """Minutes of the queue before a step, or of the longest right after it."""
    steps, calendar = subject.procedure.steps, subject.procedure.calendar
    places = (step, *(arc.target for arc in subject.graph.outgoing[step]))
    stated = {id: wait.queue for id in places if (wait := steps[id].wait) is not None and wait.queue is not None}
    if step in stated:
        return calendar.expected_elapsed(stated[step])
    return max(map(calendar.expected_elapsed, stated.values()), default=0.0)


def _hardest_hit(subject: Subject, end: str, share: float) -> str:
    """The group that gives up most, if it does so much more often than all customers."""
    giving_up = {s.group.name or s.name: s.visits.value[end] for s in subject.segments if s.group}
    if not giving_up:
        return ""
    worst = max(giving_up, key=lambda name: giving_up[name])
    if giving_up[worst] < 1.5 * share:
        return ""
    return f", and {percentage(giving_up[worst])} of '{worst}'"

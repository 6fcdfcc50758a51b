"""A loop can repeat without limit until everything is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import named_neighbours
from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import doomed_steps
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps, unjustified_first
from frictionaudit.analysis.patterns.step_names import place
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, StepKind

_CANCEL = re.compile(r"\b(?:cancel|withdraw|give up|abandon|break off|appeal|complain|ombudsman)", re.IGNORECASE)
"""Words of an option by which a customer leaves the loop."""


class EndlessLoop(Rule):
    """A loop has no limit, and its only exit is that everything is right.

    A limit is an `at_most` on one of its flows, or a `deadline` on a wait inside it. A second exit counts as a way to
    end the loop early: by refusing, withdrawing or asking somebody else to decide. So does one of the `options` of a
    step in the loop that names a cancellation. A loop without the customer is information. On a page without any end,
    the last steps count as ends. A branch beside the loop, such as a reminder, is no exit. FA804 flags loops that have
    no exit at all.

    Why it matters:
        A case that can never be put right circulates for ever, and no one notices.

    Wrong:
        steps:
          check: {by: desk, next: [{to: correct, share: 0.2}, {to: decide, share: 0.8}]}
          correct: {by: customer, next: check}

    Right:
        steps:
          check:
            by: desk
            next: [{to: correct, share: 0.2, at_most: 2}, {to: talk, share: 0.01}, {to: decide, share: 0.79}]
          correct: {by: customer, next: check}
          talk: {by: lead, next: decide}

    What to do:
        Set a number of rounds after which somebody looks at the case and decides.

    Leave it when:
        Every round is useful, such as practice before a test. Give the reason in `because`.

    Sources:
        Soundness of workflow nets: every case can end (van der Aalst, 1998; source not checked first-hand). That a loop
        also needs an early exit is our default.
    """

    level = "warning"
    stake = ("customer", "staff", "waiting")
    care_point = "right-first-time"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph, steps = subject.graph, subject.procedure.steps
        if not graph.loops:  # saves time
            return
        doomed = doomed_steps(graph)
        last = [step for step in steps if not graph.outgoing[step]]
        stops = graph.can_end or graph.leading_to(last)  # FA802 reports that there is no end at all
        for loop in graph.loops:
            inside, leaving = _flows(subject, loop)
            exits = {arc.target for arc in leaving}
            limited = any(graph.limit(arc) is not None for arc in inside)
            dated = any((wait := steps[step].wait) is not None and wait.deadline is not None for step in loop)
            if limited or dated or len(leaving) != 1 or exits & doomed or exits - stops:
                continue
            if any(_CANCEL.search(option) for step in loop for option in steps[step].options):
                continue
            repeated = [step for step in in_reading_order(subject, loop) if step in subject.tasks] or sorted(loop)
            ordered = unjustified_first(subject, repeated, self.code())
            customer = any(subject.side(step) is Side.CUSTOMER for step in repeated)
            when = leaving[0].flow.when
            condition = f" ({when})" if when and when != "otherwise" else ""  # the reader's word for a default flow
            yield Flag(
                f"{list_steps(subject, repeated)} can repeat without limit; "
                f"the only exit is {_exit(graph, leaving[0].target)}{condition}",
                steps=ordered,
                severity=None if customer else "info",
                going_back=ordered,
            )


def _flows(subject: Subject, loop: frozenset[str]) -> tuple[list[Arc], list[Arc]]:
    """The flows inside a loop, and those on which a case leaves it: none that begins beside it while it goes on."""
    inside: list[Arc] = []
    leaving: list[Arc] = []
    for step in sorted(loop):
        staying = [arc for arc in subject.graph.outgoing[step] if arc.target in loop]
        inside += staying
        if not any(_always_taken(subject.graph, arc) for arc in staying):
            leaving += [arc for arc in subject.graph.outgoing[step] if arc.target not in loop]
    return inside, leaving


def _always_taken(graph: FrictionGraph, arc: Arc) -> bool:
    """Whether every case takes a flow out of a split, whatever others it takes beside it."""
    kind = graph.routing(arc.source)
    certain = arc.flow.share is not None and arc.flow.share.value >= 1
    return kind is StepKind.PARALLEL or (certain and kind in CONCURRENT)


def _exit(graph: FrictionGraph, step: str) -> str:
    """The step to which an exit leads: the next one with a name, if that is certain."""
    named = named_neighbours(graph, step, backwards=False)
    return place(graph, named[0] if len(named) == 1 else step)

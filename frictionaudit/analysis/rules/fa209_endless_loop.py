"""Round and round until everything is right."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import doomed_steps
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps, unjustified_first
from frictionaudit.analysis.patterns.step_names import place
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side


class EndlessLoop(Rule):
    """A loop has no limit, and one way out only: that everything is right.

    A limit is `at_most` on one of its ways, or a `deadline` on a wait in it. A second way out is taken for one by which
    it can be broken off: by refusing, by withdrawing, by asking somebody else to decide. A loop in which the
    customer has no part is worth a look only. That a loop has no way out at all is FA804's to say.

    Why it matters:
        Whose paper will never be right goes round for ever: nobody may end it, and nobody hears of it.

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
        Say after how many rounds somebody sits down with the customer and ends it.

    Leave it when:
        Every round brings something, as in practice until a test is passed: say so with `because`.

    Sources:
        Soundness of workflow nets asks that every case can end (van der Aalst, 1998; not read first-hand). That it
        can also be broken off is our default.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph, steps = subject.graph, subject.procedure.steps
        if not graph.loops:  # saves time
            return
        hopeless = doomed_steps(graph)
        for loop in graph.loops:
            inside, out = _ways(subject, loop)
            exits = {arc.target for arc in out}
            limited = any(arc.flow.at_most is not None for arc in inside)
            dated = any((wait := steps[step].wait) is not None and wait.deadline is not None for step in loop)
            if limited or dated or len(out) != 1 or exits & hopeless or exits - graph.can_end:
                continue
            done = [step for step in in_reading_order(subject, loop) if step in subject.tasks] or sorted(loop)
            ordered = unjustified_first(subject, done, self.code())
            customer = any(subject.side(step) is Side.CUSTOMER for step in done)
            condition = f" ({out[0].flow.when})" if out[0].flow.when else ""
            yield Flag(
                f"{list_steps(subject, done)} can go on without limit; "
                f"the only way out is to {place(graph, out[0].target)}{condition}",
                steps=ordered,
                severity=None if customer else "info",
            )


def _ways(subject: Subject, loop: frozenset[str]) -> tuple[list[Arc], list[Arc]]:
    """The ways inside a loop, and those out of it."""
    inside: list[Arc] = []
    out: list[Arc] = []
    for step in sorted(loop):
        for arc in subject.graph.outgoing[step]:
            (inside if arc.target in loop else out).append(arc)
    return inside, out

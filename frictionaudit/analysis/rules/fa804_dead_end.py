"""A case that comes to this step never ends."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class DeadEnd(Rule):
    """From a step no end can be reached: a way that stops, or a loop without exit.

    Why it matters:
        Somebody's case is left there for ever, and no expected number can be computed for it.

    Wrong:
        steps:
          check: {by: desk, next: ask-again}
          ask-again: {by: customer, next: check}

    Right:
        steps:
          check: {by: desk, next: [{to: ask-again, share: 0.1}, {to: decided, share: 0.9}]}
          ask-again: {by: customer, next: check}
          decided: {kind: end}

    What to do:
        Draw how the case ends, also when it is given up.

    Leave it when:
        Never: a case that does not end is not drawn to its end.

    Sources:
        Soundness of workflow nets (van der Aalst); comparable to bpmnlint's no-implicit-end (a step that no flow
        leaves). Here every way to an end is followed back, so a loop without exit is found too, and so is each step
        before one that stops; that no end is drawn at all is FA802's to say.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        if not subject.procedure.ends:
            return  # that there is no end at all is FA802's to say
        for loop in graph.loops:
            if all(arc.target in loop for step in loop for arc in graph.outgoing[step]):
                # one that is left leads to an end, or to a step that stops, which is flagged itself
                stuck = sorted(loop)
                names = ", ".join(f"'{subject.procedure.label(step)}'" for step in stuck[:4])
                yield Flag(f"the loop of {names} has no way out", steps=tuple(stuck))
        for step in graph.steps:
            if step not in graph.can_end and graph.loop_of(step) is None:
                yield Flag(f"no end can be reached from '{subject.procedure.label(step)}'", steps=(step,))

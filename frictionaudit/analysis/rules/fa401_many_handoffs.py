"""A case that goes through many hands is known by none of them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.handoffs import handoff_passages
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule, count


class ManyHandoffs(Rule):
    """A case is expected to change hands three times or more inside the organisation.

    Counted is what the measure `handoffs` counts: expected passages from one of our parties straight to another,
    loops included. What goes over the customer is a contact and not counted here.

    Why it matters:
        Each hand-off is a queue to wait in, a thing to explain again and a chance to lose something. Nobody along
        the way sees the whole case.

    Wrong:
        steps:
          log: {by: agent, next: check}
          check: {by: billing, next: measure}
          measure: {by: meters, next: answer}
          answer: {by: agent, next: done}

    Right:
        steps:
          look-into-it: {by: agent, systems: [billing and meters on one screen], next: answer}
          answer: {by: agent, next: done}

    What to do:
        Let one person do as many steps of a case as possible, and give that person the screens and the authority.

    Leave it when:
        Different professions have to judge by law or for safety: say so with `because`.

    Sources:
        Redesign heuristics 13 (order assignment), 18 (numerical involvement) and 19 (case manager) of Reijers and
        Liman Mansar; three hand-offs as threshold.
    """

    level = "warning"
    care_point = "resolved-quickly"
    handoffs: float = 3

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        expected = measures["handoffs"].value
        if expected is None or expected < self.handoffs:
            return
        takes: dict[str, float] = {}
        for passage in handoff_passages(subject):
            takes[passage.target] = takes.get(passage.target, 0.0) + passage.expected
        steps = open_first(subject, takes, self.code())
        most = max(steps, key=lambda step: (takes[step], step))
        yield Flag(
            f"a case changes hands {count(expected, 'time')} inside the organisation, "
            f"most often before '{subject.procedure.label(most)}'",
            steps=steps,
            whole=True,
        )

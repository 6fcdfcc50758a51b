"""A drawing that one can take in."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class ManyNodes(Rule):
    """The drawing has more than 31 steps, events and gateways; more than 50 are an error.

    Why it matters:
        In large drawings faults are likelier and are found later. Nobody has the whole procedure in mind any more.

    Wrong:
        steps:
          apply: {by: customer, next: log}
          # and 59 more

    Right:
        steps:
          apply: {by: customer, next: check}
          check: {by: office, note: how it is checked is a procedure of its own, next: decided}

    What to do:
        Take out what nobody needs, then draw a part that stands for itself as a procedure of its own.

    Leave it when:
        The procedure really has so many steps for those who go through it: then its length is what to change.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): split up
        a model with more than 50 elements. Thresholds of process model measures (Mendling, Sánchez-González, García
        and La Rosa, 2012; not read first-hand): 31 nodes. bpmnlint has nothing comparable: its
        no-overlapping-elements and no-bpmndi speak of the picture, which is not held here.
    """

    level = "warning"

    many: int = 31
    too_many: int = 50

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        nodes = sum(not step.implied for step in subject.procedure.steps.values())
        limit = self.too_many if nodes > self.too_many else self.many
        if nodes > limit:
            yield Flag(
                f"{nodes} steps, events and gateways are drawn, more than {limit}",
                at=("steps",),
                severity="error" if nodes > self.too_many else None,
            )

"""Diagrams with more steps than a reader can take in."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule


class ManyNodes(Rule):
    """The procedure has more than 31 steps, events and gateways; more than 50 is an error.

    Why it matters:
        Large models contain more mistakes, and people find them later. No one has the whole procedure in mind any more.

    Wrong:
        steps:
          apply: {by: customer, next: log}
          # and 59 more

    Right:
        steps:
          apply: {by: customer, next: check}
          check: {by: office, note: how it is checked is a procedure of its own, next: decided}

    What to do:
        Delete steps that nobody needs, then move a self-contained part to a page of its own.

    Leave it when:
        The procedure really has that many steps for customers. Then shorten the procedure, not the page.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        split up a model with more than 50 elements. Thresholds of process model measures (Mendling, Sánchez-González,
        García and La Rosa, 2012; source not checked first-hand): 31 nodes. bpmnlint has nothing comparable: its
        no-overlapping-elements and no-bpmndi concern the picture, which this program does not keep.
    """

    level = "warning"
    stake = ()

    many: int = Field(default=31, ge=0, description="steps, events and gateways above which the rule warns")
    too_many: int = Field(default=50, ge=0, description="number above which it is an error")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        nodes = sum(not step.implied for step in subject.procedure.steps.values())
        limit = self.too_many if nodes > self.too_many else self.many
        if nodes > limit:
            yield Flag(
                f"The procedure has {nodes} steps, events and gateways, more than {limit}",
                at=("steps",),
                severity="error" if nodes > self.too_many else None,
            )

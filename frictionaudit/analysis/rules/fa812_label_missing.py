"""Steps without a name, and decisions without conditions."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import split_justified
from frictionaudit.analysis.patterns.unlabelled_decisions import unlabelled_decisions
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count


class LabelMissing(Rule):
    """A step, event, start or end has no name, or a decision does not say when a case takes which flow.

    All steps without a name are one finding. Decisions shown as gateways are another, as a hint. One flow of a decision
    needs no condition: it is for all other cases.

    An audit tells this in its part on what is missing. It is a finding only if the rule is selected.

    Why it matters:
        Readers see a box but not what happens there. Findings can only describe the step by its neighbours.

    Wrong:
        steps:
          wish: {kind: start, next: s1}
          s1: {by: customer, next: e1}

    Right:
        steps:
          wish: {kind: start, name: A permit is needed, next: apply}
          apply: {name: Send the application, by: customer, next: decided}

    What to do:
        Give each step a name in the words of the people who do it, and each flow of a decision its condition.

    Leave it when:
        The page is a first sketch and the ids serve as names.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        verb and object as labels. Comparable to bpmnlint's label-required, which also demands names for exclusive,
        inclusive and complex splits, for flows with a condition, and for lanes and pools. Here a decision needs no name
        if its flows state their conditions. bpmnlint's conditional-flows demands conditions that a machine can read;
        here words are enough.
    """

    level = "warning"
    stake = ()
    completeness = True

    ways: bool = Field(default=True, description="check the conditions of decisions too")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        unnamed = [id for id, step in steps.items() if step.nameless]
        for group in split_justified(subject, unnamed, self.code()):
            what = count(len(group), "step has", "steps have")
            yield Flag(f"{what} no name: {describe_all(subject.graph, group)}", steps=group)
        for group in split_justified(subject, unlabelled_decisions(subject.graph), self.code()) if self.ways else ():
            yield Flag(
                f"No conditions say which flow a case takes at {describe_all(subject.graph, group)}",
                steps=group,
                about="ways",
                severity="info",
            )

"""What has no name cannot be talked about."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Step, StepKind

_DECISIONS = (StepKind.EXCLUSIVE, StepKind.INCLUSIVE, StepKind.COMPLEX)


class LabelMissing(Rule):
    """Steps, events, starts or ends have no name; or nothing says when a case goes which way on from a decision.

    Steps without name are one finding, decisions drawn as gateways another, and that one is a hint. One way on from
    a decision may go without words: it is the one for all other cases.

    Why it matters:
        A reader sees a box and not what happens there; a finding can only speak of its id.

    Wrong:
        steps:
          wish: {kind: start, next: s1}
          s1: {by: customer, next: e1}

    Right:
        steps:
          wish: {kind: start, name: A permit is needed, next: apply}
          apply: {name: Send the application, by: customer, next: decided}

    What to do:
        Give each step a name in the words of those who do it, and each way on its condition.

    Leave it when:
        The id is the name, as in a first sketch.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): verb and
        object as labels. Comparable to bpmnlint's label-required, which also asks names of exclusive, inclusive and
        complex splits, of flows that carry a condition, and of lanes and pools; here a decision without name is
        let pass where its ways say their conditions. bpmnlint's conditional-flows asks for conditions that a machine
        can read; here words suffice.
    """

    level = "warning"

    ways: bool = True

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        nameless = [id for id, step in steps.items() if _owes_a_name(step)]
        for group in split_justified(subject, nameless, self.code()):
            what = count(len(group), "step has", "steps have")
            yield Flag(f"{what} no name: {list_steps(subject, group)}", steps=group)
        for group in split_justified(subject, self._silent(subject), self.code()) if self.ways else ():
            yield Flag(
                f"nothing says when a case goes which way on from {list_steps(subject, group)}",
                steps=group,
                about="ways",
                severity="info",
            )

    def _silent(self, subject: Subject) -> Iterator[str]:
        for step, arcs in subject.graph.outgoing.items():
            said = sum(bool((arc.flow.when or "").strip()) for arc in arcs)
            drawn = subject.graph.steps[step]
            if drawn.kind in _DECISIONS and not drawn.implied and said < len(arcs) - 1:
                yield step


def _owes_a_name(step: Step) -> bool:
    return not step.kind.gateway and not step.implied and not (step.name or "").strip()

"""A question has more than one answer, so more than one flow leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind

_QUESTION = re.compile(r".*[^\W\d_].*[?\u037e]\W*", re.DOTALL)
_OPEN = re.compile(
    r"\W*(?:\d[\d.]*\W*)?(?:wh(?:at|en|ere|ich|o|om|ose|y)|how|was|wann|war?um|we[mnr]|wessen|welche\w*|wie\w*|wo\w*"
    r"|wat|wanneer|waar\w*|welke?|hoe\w*|qu(?:e|els?|elles?|i|oi|and|ando|anto|ale?|ali|em|al)|où|comment|combien"
    r"|pourquoi|qué|quién\w*|cuál\w*|cuándo|cuánt\w*|cómo|dónde|onde|como|chi|che|come|dove|perché|ποι\w*|πότε|πώς|πού"
    r"|πόσ\w*|τι|γιατί)\b",
    re.IGNORECASE,
)
"""Questions that ask for a name or a number: whatever the answer, the next step is the same."""


class OneAnswer(Rule):
    """A task or gateway asks a question that has a yes and a no, but only one flow leaves it.

    The flows of a decision right behind it count. Open questions, such as 'Who does it?', are left out. At a task it is
    a hint, because its answer may be used elsewhere.

    Why it matters:
        A case with the other answer is forgotten: nobody knows what follows a failed check or a missing paper.

    Wrong:
        steps:
          check: {name: Check the papers, next: valid}
          valid: {kind: exclusive, name: "Valid?", next: [{to: pay, when: "yes"}]}

    Right:
        steps:
          check: {name: Check the papers, next: valid}
          valid: {kind: exclusive, name: "Valid?", next: [{to: pay, when: "yes"}, {to: refuse, when: "no"}]}

    What to do:
        Draw the flow for the other answer, with what the customer is told there. If there is no other answer, name what
        is done instead of a question.

    Leave it when:
        The other answer cannot occur here.

    Sources:
        Our own. bpmnlint has no such rule; its superfluous-gateway reports every gateway with one flow in and one out,
        whatever its name.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        for id, step in graph.steps.items():
            if not (step.kind is StepKind.TASK or step.kind.gateway) or not _asks(step.name or ""):
                continue
            if len(graph.outgoing[id]) != 1 or _is_decided(graph, id):
                continue
            answer = (graph.outgoing[id][0].flow.when or "").strip()
            flow = f"only the flow for '{answer}' leaves it" if answer else "only one flow leaves it"
            yield Flag(
                f"{describe(graph, id)} is a question, but {flow}: nothing says what happens otherwise",
                steps=(id,),
                severity=None if step.kind.gateway else "info",
            )


def _asks(name: str) -> bool:
    """Whether a name is a question with a yes and a no."""
    return _QUESTION.fullmatch(name) is not None and _OPEN.match(name) is None


def _is_decided(graph: FrictionGraph, step: str) -> bool:
    """Whether a decision stands right behind a step, gateways with one flow passed by."""
    seen = {step}
    while len(graph.outgoing[step]) == 1:
        step = graph.outgoing[step][0].target
        if step in seen or not (graph.steps[step].kind.gateway or graph.is_split(step)):
            return False
        seen.add(step)
    return bool(graph.outgoing[step])

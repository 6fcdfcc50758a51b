"""What people have to find out by themselves is said at the start."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.sketch import amend_step, without_step
from frictionaudit.domain.procedure import Side, Step, StepKind

_FINDING_OUT = frozenset({"understand", "travel", "queue", "counter", "chase"})


class MoveAnswersToTheStart(Heuristic):
    """A first step in which customers only find out what to do is left out, and the start says it.

    Meant is a step right after a start that leaves open what it should say (FA501), which asks nothing, costs nothing
    and takes only going there, standing in line and understanding. That is the most it can bring: nobody knows how
    long reading it at the start takes.

    Leave it when cases differ so much that somebody has to be spoken to.

    Source: contact reduction in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 2
    answers = ("FA501",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for start in procedure.starts:
            ways = subject.graph.outgoing[start]
            id = ways[0].target if len(ways) == 1 else start
            step = procedure.steps[id]
            if id not in subject.tasks or subject.side(id) is not Side.CUSTOMER or not _only_finds_out(step):
                continue
            alone = len(step.next) == 1 and procedure.steps[step.next[0].to].kind is not StepKind.END
            dark = alone and any(start in finding.steps for finding in open_findings(subject, measures, "FA501"))
            changes = without_step(procedure, id) if dark else None
            if changes is not None:
                told = procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True)
                known = {
                    "documents": known_facts.papers(subject),
                    "cost": known_facts.cost(subject),
                    "time": known_facts.time(subject, measures),
                    "contact": known_facts.contact(subject),
                }
                told_then = {key: text for key, text in known.items() if text} | {"next": True} | told
                yield Idea(
                    f"say at '{procedure.label(start)}' what people now find out at '{procedure.label(id)}'",
                    (*changes, *amend_step(start, tells=told_then)),
                    steps=(start, id),
                    trade_off="the time to read it, which nobody has measured, and somebody to ask",
                )


def _only_finds_out(step: Step) -> bool:
    if step.effort is None or step.asks or step.gives or step.makes or step.control or step.submission:
        return False
    parts = set(step.effort.model_dump(by_alias=True, exclude_none=True))
    costs = any(fee.amount is None or fee.amount.amount for fee in step.fees or ())
    waits = step.wait is not None and any((step.wait.queue, step.wait.batch, step.wait.customer, step.wait.third))
    return bool(parts) and parts <= _FINDING_OUT and not costs and not waits

"""Drop approvals that refuse hardly anything."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.decisions import is_the_decision
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.procedure import Channel, Step
from frictionaudit.domain.quantities.format import format_share


class DropRubberStamps(Heuristic):
    """Drop a step that only approves and lets nearly all cases pass: the steps before it decide.

    An approval that is the decision itself stays: it makes something, it alone can turn a case away, or its signature
    makes the permit. So does one that sends something out, such as a notice by post. Cases that it refused take the
    route of all others. The trade-off says how many these are.

    Do not use it when the few cases that it stops are worth all the waiting, or a law demands a second pair of eyes.

    Source: empower in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 22
    answers = ("FA204", "FA205", "FA408", "FA411")
    passing: float = 0.95

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.procedure.steps.items():
            side = subject.side(id)
            if step.control != "approval" or side is None or not side.ours or not step.next or _informs(step):
                continue
            if is_the_decision(subject, id):
                continue
            target, share = _main_target(step)
            changes = without_step(subject.procedure, id, target)
            if share >= self.passing and changes is not None:
                stopped = 1 - share
                yield Idea(
                    f"Drop the approval {step_name(subject, id)}",
                    changes,
                    steps=(id,),
                    trade_off=f"the approval stops {format_share(stopped)} of cases"
                    if stopped > 1e-9
                    else "no approval",
                )


def _main_target(step: Step) -> tuple[str, float]:
    """Where most cases go after a step, and their share; unknown shares count as 0."""
    if len(step.next) == 1:
        return step.next[0].to, 1.0
    shares = {flow.to: flow.share.value if flow.share else 0.0 for flow in step.next}
    return max(shares.items(), key=lambda entry: (entry[1], entry[0]))


def _informs(step: Step) -> bool:
    """Whether somebody outside is told, sent or given something at a step, which would be lost with it."""
    return bool(step.tells) or bool(step.gives) or step.channel in (Channel.POST, Channel.EMAIL)

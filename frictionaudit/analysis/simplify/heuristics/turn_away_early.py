"""Turn people away early, before they have put in effort."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks
from frictionaudit.analysis.patterns.inputs_outputs import inputs_by_step, steps_by_output
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.move_checks import move_before
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Side, StepKind


class TurnAwayEarly(Heuristic):
    """Move a check that turns cases away to before the customer's first step for which everything it needs is there.

    The check has to state what it needs and to turn somebody away, and every case passes its new place once. The
    answers that it reads (`used_by`) count as needed. The share that it turns away is assumed to stay the same.

    Do not use it when the check is costly and most people it would turn away leave of their own accord before it.

    Source: resequencing in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 9
    answers = ("FA202",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        if all(step.needs is None for step in subject.procedure.steps.values()):
            return
        for id, check in checks(subject).items():
            if len(check.kept) != 1 or not check.turned_away or not check.reject:
                continue
            place = _earlier_place(subject, check)
            if place is not None:
                copy = WorkingCopy(subject.procedure)
                move_before(copy, check, place)
                yield Idea(
                    f"Move {step_name(subject, id)} before {step_name(subject, place)}, so that nobody does "
                    f"{step_name(subject, place)} and is then turned away",
                    copy.changes(),
                    steps=(id,),
                    trade_off=f"people who drop out in between are checked too: more cases at {step_name(subject, id)}",
                )


def _earlier_place(subject: Subject, check: Check) -> str | None:
    """The customer's first step that a check could precede, where every case passes it once."""
    graph = subject.graph
    if subject.procedure.steps[check.step].needs is None or graph.loop_of(check.step) is not None:
        return None
    sources = _sources_of_needs(subject, check)
    place = None
    for step in graph.always_before(check.step):  # nearest first
        if step in sources or not _can_be_preceded(subject, step):
            break
        if step in subject.tasks and subject.side(step) is Side.CUSTOMER:
            place = step
    if place is None:
        return None
    before_place, before_check = graph.before(place), graph.before(check.step)
    return None if any(step in before_check and step not in before_place for step in sources) else place


def _sources_of_needs(subject: Subject, check: Check) -> set[str]:
    """The steps that provide what a check needs or reads."""
    inputs = inputs_by_step(subject)[check.step]
    return {step for item in inputs for step in steps_by_output(subject).get(item, ()) if step != check.step}


def _can_be_preceded(subject: Subject, step: str) -> bool:
    """Whether a step is no start, splits the flow at most exclusively, and is in no loop."""
    graph = subject.graph
    return graph.routing(step) is StepKind.EXCLUSIVE and graph.loop_of(step) is None and step not in graph.entries

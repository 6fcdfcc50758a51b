"""Do independent steps in parallel."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks
from frictionaudit.analysis.patterns.inputs_outputs import inputs_by_step, outputs_by_step
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import fresh_id
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Flow, Side, Step, StepKind


class DoInParallel(Heuristic):
    """Do two consecutive steps of different parties in parallel where the later needs nothing that the earlier makes.

    The case then waits only for the longer one. The later step has to state what it needs. Steps of the customer and
    steps that decide the route are left alone.

    Do not use it when the second would often be wasted because the first stops the case.

    Source: parallelism in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 10
    answers = ("FA206",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        if all(step.needs is None for step in subject.procedure.steps.values()):
            return
        for earlier, later in adjacent_tasks(subject):
            shorter = min(elapsed(subject, earlier), elapsed(subject, later))
            if _are_independent(subject, earlier, later) and shorter > 0:
                yield _idea(subject, earlier, later)


def _are_independent(subject: Subject, earlier: str, later: str) -> bool:
    """Whether two parties, neither of them the customer, do steps that share nothing."""
    before, after = subject.procedure.steps[earlier], subject.procedure.steps[later]
    if after.needs is None or before.by == after.by:
        return False
    if {subject.side(earlier), subject.side(later)} & {None, Side.CUSTOMER}:
        return False
    if after.reviews == earlier or len(after.next) != 1:
        return False
    return outputs_by_step(subject)[earlier].isdisjoint((*inputs_by_step(subject)[later], *after.asks))


def _idea(subject: Subject, earlier: str, later: str) -> Idea:
    copy = WorkingCopy(subject.procedure)
    split = fresh_id(copy.steps, f"split-{earlier}")
    join = fresh_id(copy.steps, f"join-{earlier}")
    both = f"{step_name(subject, earlier)} and {step_name(subject, later)}"
    named = " and ".join(subject.procedure.label(step) for step in (earlier, later))  # a name is quoted as a whole
    (onward,) = copy.steps[later].next
    copy.reroute_all(earlier, split)
    copy.steps[split] = Step(
        kind=StepKind.PARALLEL,
        name=f"{named}, in parallel",
        next=tuple(sorted((Flow(to=earlier), Flow(to=later)), key=lambda flow: flow.key)),
    )
    copy.steps[join] = Step(kind=StepKind.PARALLEL, name=f"{named}, both done", next=(Flow(to=onward.to),))
    copy.set_flows(earlier, [Flow(to=join)])
    copy.set_flows(later, [Flow(to=join)])
    return Idea(
        f"Do {both} in parallel",
        copy.changes(),
        steps=(earlier, later),
        trade_off="two parties have to coordinate, which takes time that nobody has measured",
    )

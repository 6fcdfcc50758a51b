"""What does not need one another is done at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks
from frictionaudit.analysis.patterns.inputs_outputs import outputs_by_step
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import Sketch, fresh_id
from frictionaudit.domain.procedure import Flow, Side, Step, StepKind


class DoInParallel(Heuristic):
    """Two neighbouring steps of different parties, of which the later needs nothing that the earlier makes, are done
    at the same time: the case waits for the longer one only.

    The later has to say what it needs. The customer's steps are not meant, nor one that decides the way.

    Leave it when the second would often be done in vain, because the first stops the case.

    Source: parallelism in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 10
    answers = ("FA206",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        if all(step.needs is None for step in subject.procedure.steps.values()):
            return
        for earlier, later in adjacent_tasks(subject):
            if _apart(subject, earlier, later) and min(elapsed(subject, earlier), elapsed(subject, later)) > 0:
                yield self._idea(subject, earlier, later)

    def _idea(self, subject: Subject, earlier: str, later: str) -> Idea:
        sketch = Sketch(subject.procedure)
        split = fresh_id(sketch.steps, f"split-{earlier}")
        join = fresh_id(sketch.steps, f"join-{earlier}")
        one, two = subject.procedure.label(earlier), subject.procedure.label(later)
        (onward,) = sketch.steps[later].next
        sketch.reroute_all(earlier, split)
        sketch.steps[split] = Step(
            kind=StepKind.PARALLEL,
            name=f"'{one}' and '{two}' at the same time",
            next=tuple(sorted((Flow(to=earlier), Flow(to=later)), key=lambda flow: flow.key)),
        )
        sketch.steps[join] = Step(kind=StepKind.PARALLEL, name=f"'{one}' and '{two}' done", next=(Flow(to=onward.to),))
        sketch.set_flows(earlier, [Flow(to=join)])
        sketch.set_flows(later, [Flow(to=join)])
        return Idea(
            f"do '{one}' and '{two}' at the same time",
            sketch.changes(),
            steps=(earlier, later),
            trade_off="the coordination of two who work on one case at once, which nobody has measured",
        )


def _apart(subject: Subject, earlier: str, later: str) -> bool:
    """Whether two parties, neither of them the customer, do steps that share nothing."""
    one, two = subject.procedure.steps[earlier], subject.procedure.steps[later]
    if two.needs is None or one.by == two.by or {subject.side(earlier), subject.side(later)} & {None, Side.CUSTOMER}:
        return False
    if two.reviews == earlier or len(two.next) != 1:
        return False
    return outputs_by_step(subject)[earlier].isdisjoint((*two.needs, *two.asks))

"""Who cannot have it learns that first."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks
from frictionaudit.analysis.patterns.inputs_outputs import steps_by_output
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.move_checks import eliminate_state, put_before
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.procedure import Side, StepKind


class TurnAwayEarly(Heuristic):
    """A check that turns cases away moves to before the customer's first step after all that it needs is there.

    It has to say what it needs and to turn somebody away, and every case passes its new place once. As many are
    taken to be turned away there as at its old place.

    Leave it when the check costs much and most of those whom it would turn away leave by themselves before.

    Source: resequencing in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 9
    answers = ("FA202",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        if all(step.needs is None for step in subject.procedure.steps.values()):
            return
        for id, check in checks(subject).items():
            place = _earlier(subject, check) if len(check.kept) == 1 and check.turned_away and check.reject else None
            if place is None:
                continue
            sketch = Sketch(subject.procedure)
            eliminate_state(sketch, check)
            put_before(sketch, check, place)
            label = subject.procedure.label
            yield Idea(
                f"make '{label(id)}' before '{label(place)}', so that nobody is turned away after it",
                sketch.changes(),
                steps=(id,),
                trade_off=f"that those who leave between are not checked: more cases come to '{label(id)}'",
            )


def _earlier(subject: Subject, check: Check) -> str | None:
    """The customer's first step that a check could be made before, where every case passes it once."""
    graph, steps = subject.graph, subject.procedure.steps
    needs = steps[check.step].needs
    if needs is None or graph.loop_of(check.step) is not None:
        return None
    bringing = {step for item in needs for step in steps_by_output(subject).get(item, ()) if step != check.step}
    place = None
    for step in graph.always_before(check.step):  # nearest first
        routes = graph.routing(step) is not StepKind.EXCLUSIVE
        if step in bringing or routes or graph.loop_of(step) is not None or step in graph.entries:
            break
        if step in subject.tasks and subject.side(step) is Side.CUSTOMER:
            place = step
    before = graph.before(place) if place is not None else frozenset[str]()
    late = [step for step in bringing if step in graph.before(check.step) and step not in before]
    return None if late else place

"""Nobody fetches a paper that we hold and that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import Sketch, refers_to
from frictionaudit.domain.procedure import Side


class DropTheTripForADocument(Heuristic):
    """The customer's step and ours after it are left out where all that comes of them is a paper nobody asks for.

    Meant are papers that the organisation holds (`known`). It is what remains when our own people have begun to look
    a paper up instead of asking for it.

    Leave it when people want the paper for something else.

    Source: task elimination in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 5
    answers = ("FA103",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure, graph = subject.procedure, subject.graph
        wanted = {thing for step in procedure.steps.values() for thing in (*step.asks, *(step.needs or ()))}
        for id, step in subject.tasks.items():
            papers = [procedure.documents[paper] for paper in step.gives]
            if not papers or wanted & {*step.gives, *step.makes} or not all(paper.known for paper in papers):
                continue
            sources = [arc.source for arc in graph.incoming[id]]
            side = subject.side(id)
            if side is None or not side.ours or step.control or len(step.next) != 1 or len(sources) != 1:
                continue
            (going,) = sources
            drawn, onward = procedure.steps[going], step.next[0].to
            ours = subject.side(going) is Side.CUSTOMER and going in subject.tasks and len(drawn.next) == 1
            if not ours or drawn.asks or onward == going or any(refers_to(procedure.steps, one) for one in (id, going)):
                continue
            before = {arc.source for arc in graph.incoming[going]}
            if onward in before:
                continue
            sketch = Sketch(procedure)
            sketch.reroute_all(going, onward)
            single = next(iter(before)) if len(before) == 1 else None
            for gone in (going, id):
                sketch.remove(gone, before=single, after=onward)
            fees = [fee for fee in drawn.fees or () if fee.amount is None or fee.amount.amount]
            names = " and ".join(f"'{paper.name or given}'" for paper, given in zip(papers, step.gives, strict=True))
            yield Idea(
                f"leave out '{procedure.label(going)}': nobody asks for {names}",
                sketch.changes(),
                steps=(going, id),
                trade_off="the paper in the customer's hand" + (", and the fee for it" if fees else ""),
            )

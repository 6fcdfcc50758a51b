"""What another public body knows comes to us from there."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.scale_effort import fewer_papers
from frictionaudit.domain.changes import Change, StepAmended
from frictionaudit.domain.procedure import Side


class GetDataFromRegisters(Heuristic):
    """Documents that an authority issues are no longer asked of the customer: we get what they say from its register.

    Bringing things together takes as much less as there are fewer to bring, said to be assumed. Documents that are
    handed on to somebody who is not ours stay.

    Leave it when the law lets nobody but the customer pass the paper on, or the register cannot be asked.

    Source: buffering in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 24
    answers = ("FA107", "FA108")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        issued = {id for id, document in procedure.documents.items() if document.issued_by == "authority"}
        places: dict[str, list[str]] = {}
        for id, step in subject.tasks.items():
            takers = [subject.side(taker) for taker in subject.taken_over.get(id, ())]
            to_us = all(side is not None and side.ours for side in takers)
            papers = [thing for thing in step.asks if thing in issued]
            if subject.side(id) is Side.CUSTOMER and to_us and papers:
                places[id] = papers
        if not places:
            return
        changes: list[Change] = []
        for id, papers in places.items():
            kept = [thing for thing in procedure.steps[id].asks if thing not in papers]
            changes += [StepAmended(id=id, attribute="asks", value=kept), *fewer_papers(procedure, id, len(papers))]
        named = dict.fromkeys(paper for papers in places.values() for paper in papers)
        names = " and ".join(f"'{procedure.documents[paper].name or paper}'" for paper in named)
        yield Idea(
            f"get what {names} says from who issues it instead of asking the customer",
            tuple(changes),
            steps=tuple(places),
            trade_off="that nothing is passed on without the customer; what the register costs is not on the page",
        )

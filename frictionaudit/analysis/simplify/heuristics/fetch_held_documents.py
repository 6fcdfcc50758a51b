"""What our own unit has written, our own people fetch."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_papers
from frictionaudit.domain.changes import Change, StepAmended


class FetchHeldDocuments(Heuristic):
    """Documents that one of our units issued, or that we hold, are no longer asked of the customer.

    Bringing things together takes as much less as there are fewer to bring, said to be assumed. A document that the
    customer hands on to somebody else, as a return label to the carrier, stays.

    Leave it when a law forbids that one unit sees what another holds, or the paper itself is the key, as a ticket is.
    """

    answers = ("FA102", "FA103", "FA107", "FA112")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        dropped: dict[str, list[str]] = {}
        for step in procedure.steps:
            for thing in procedure.steps[step].asks:
                if held(subject, step, thing) and is_unjustified(procedure, ("documents", thing), self.answers):
                    dropped.setdefault(step, []).append(thing)
        places = [
            step
            for step in in_reading_order(subject, dropped)
            if is_unjustified(procedure, ("steps", step), self.answers)
        ]
        if not places:
            return
        changes: list[Change] = []
        for step in places:
            kept = [thing for thing in procedure.steps[step].asks if thing not in dropped[step]]
            changes.append(StepAmended(id=step, attribute="asks", value=kept))
            changes += fewer_papers(procedure, step, len(dropped[step]))
        papers = dict.fromkeys(thing for step in places for thing in dropped[step])
        names = ", ".join(f"'{procedure.documents[thing].name or thing}'" for thing in papers)
        yield Idea(
            f"fetch {names} from our own unit{'s' if len(papers) > 1 else ''} instead of asking the customer",
            tuple(changes),
            steps=tuple(places),
            trade_off="the proof in the customer's hand; what our people take to look it up is not on the page",
        )

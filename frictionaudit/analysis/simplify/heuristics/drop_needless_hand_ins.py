"""Drop steps in which people only hand in documents that we already have."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.held_documents import is_at_hand, only_hands_in_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.without_documents import ways_back_for
from frictionaudit.analysis.simplify.wording import document_names, step_name
from frictionaudit.domain.procedure import Step


class DropNeedlessHandIns(Heuristic):
    """Drop a step of the customer that only hands us documents that we issued or hold.

    The document has to be there already: we hold it, or an earlier step made it. Such a step asks nothing else, costs
    nothing, and tells and offers nothing.

    Do not use it when the visit itself is needed, as where people have to be seen in person.
    """

    answers = ("FA102", "FA103", "FA201", "FA405")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.tasks.items():
            if not only_hands_in_held(subject, id) or not self._is_unjustified(subject, step):
                continue
            if any(id in loop.steps for loop in ways_back_for(subject, step.asks)):
                continue  # we would still ask for it
            if not all(is_at_hand(subject, id, item) for item in step.asks):
                continue
            changes = without_step(subject.procedure, id)
            if changes:
                yield Idea(
                    f"Drop {step_name(subject, id)}: we already have {document_names(subject.procedure, step.asks)}",
                    changes,
                    steps=(id,),
                    trade_off="no proof in the customer's hand, and no conversation when it is handed in",
                )

    def _is_unjustified(self, subject: Subject, step: Step) -> bool:
        return all(is_unjustified(subject.procedure, ("documents", item), self.answers) for item in step.asks)

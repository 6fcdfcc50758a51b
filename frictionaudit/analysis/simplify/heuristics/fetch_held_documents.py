"""Fetch documents that we hold instead of asking for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import asked_because_missing, proves_identity
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import is_held, only_hands_in_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_documents
from frictionaudit.analysis.simplify.wording import document_names
from frictionaudit.domain.changes import Change, StepAmended


class FetchHeldDocuments(Heuristic):
    """Stop asking customers for documents that one of our units issued, or that we hold; look them up instead.

    The time to gather documents shrinks in proportion to what is left to bring, and is marked as assumed. A document
    that the customer passes on to somebody else, such as a return label for the carrier, stays. So does one that is
    asked again because it was missing. A step that only hands in such documents is an idea of its own, since
    drop-needless-hand-ins can drop it. One that shows who somebody is needs a check.

    Do not use it when a law forbids one unit to see what another holds, or the paper itself is the key, like a ticket.
    """

    answers = ("FA102", "FA103", "FA107", "FA112")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        held = self._held_documents(subject)
        for only_handing_in, shows_a_person in product((False, True), repeat=2):
            fetched = {
                step: [item for item in items if _shows_a_person(subject, item) is shows_a_person]
                for step, items in held.items()
                if only_hands_in_held(subject, step) is only_handing_in
            }
            if any(fetched.values()):
                yield _idea(subject, {step: items for step, items in fetched.items() if items}, shows_a_person)

    def _held_documents(self, subject: Subject) -> dict[str, list[str]]:
        """For each step, in reading order, the held documents that it asks for without a reason."""
        procedure = subject.procedure
        held = {
            id: [
                item
                for item in step.asks
                if is_held(subject, id, item)
                and is_unjustified(procedure, ("documents", item), self.answers)
                and not asked_because_missing(subject, [id], item, procedure.documents[item].name)
            ]
            for id, step in procedure.steps.items()
            if is_unjustified(procedure, ("steps", id), self.answers)
        }
        return {step: held[step] for step in in_reading_order(subject, held) if held[step]}


def _shows_a_person(subject: Subject, item: str) -> bool:
    return proves_identity(subject.procedure.documents[item], item)


def _idea(subject: Subject, held: Mapping[str, list[str]], shows_a_person: bool) -> Idea:
    changes: list[Change] = []
    for step, documents in held.items():
        kept = [item for item in subject.procedure.steps[step].asks if item not in documents]
        changes.append(StepAmended(id=step, attribute="asks", value=kept))
        changes += fewer_documents(subject.procedure, step, len(documents))
    names = document_names(subject.procedure, distinct := dict.fromkeys(d for ds in held.values() for d in ds))
    return Idea(
        f"Look up {names} internally instead of asking customers for {'it' if len(distinct) == 1 else 'them'}",
        tuple(changes),
        steps=tuple(held),
        trade_off="no proof in the customer's hand; staff time for the lookup, which the page does not state",
        check=f"whether {names} must be shown there for identity" if shows_a_person else "",
    )

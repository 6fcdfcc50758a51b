"""Fetch documents that we hold instead of asking for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import asked_because_missing, proves_identity
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import is_held, only_hands_in_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.without_documents import (
    NOTHING_ELSE,
    dropped_too,
    ways_back_for,
    without_documents,
)
from frictionaudit.analysis.simplify.wording import document_names


class FetchHeldDocuments(Heuristic):
    """Stop asking customers for documents that one of our units issued, or that we hold; look them up instead.

    The time to gather documents shrinks in proportion to what is left to bring, and is marked as assumed. The trip on
    which one of ours hands a document out goes too, where we hold it. So does a way back on which cases bring nothing
    else. A document that the customer passes on to somebody else, such as a return label for the carrier, stays. So
    does one that is asked again because it was missing. A step that only hands in such documents is left to
    drop-needless-hand-ins. A document that shows who somebody is needs a check. So does one of another unit that the
    page does not call known.

    Do not use it when a law forbids one unit to see what another holds, or the paper itself is the key, like a ticket.
    """

    answers = ("FA102", "FA103", "FA107", "FA112")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        held = self._held_documents(subject)
        for shows_a_person in (False, True):
            fetched = {
                step: [item for item in items if _shows_a_person(subject, item) is shows_a_person]
                for step, items in held.items()
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
        back = {step for loop in ways_back_for(subject, _all_of(held)) for step in loop.steps}
        left = [step for step in held if held[step] and (step in back or not only_hands_in_held(subject, step))]
        return {step: held[step] for step in in_reading_order(subject, left)}


def _all_of(held: Mapping[str, Sequence[str]]) -> list[str]:
    """The documents at all steps, each once."""
    return list(dict.fromkeys(item for items in held.values() for item in items))


def _shows_a_person(subject: Subject, item: str) -> bool:
    return proves_identity(subject.procedure.documents[item], item)


def _idea(subject: Subject, held: Mapping[str, list[str]], shows_a_person: bool) -> Idea:
    changes = without_documents(subject, held)
    names = document_names(subject.procedure, distinct := _all_of(held))
    them = f"{'it' if len(distinct) == 1 else 'them'}{dropped_too(subject, changes)}"
    return Idea(
        f"Look up {names} internally instead of asking customers for {them}",
        changes,
        steps=tuple(held),
        assumes=NOTHING_ELSE if ways_back_for(subject, distinct) else "",
        trade_off="no proof in the customer's hand; staff time for the lookup, which the page does not state",
        check=f"whether {names} must be shown there for identity" if shows_a_person else _of_other_units(subject, held),
    )


def _of_other_units(subject: Subject, held: Mapping[str, list[str]]) -> str:
    """What to check where a paper is another unit's: whether it can be seen from there, and may be."""
    procedure = subject.procedure
    units = {id: party.unit or id for id, party in procedure.parties.items()}
    others: dict[str, None] = {}
    for step, items in held.items():
        takers = {units.get(procedure.steps[id].by or "") for id in (step, *subject.taken_over.get(step, ()))}
        for item in items:
            document = procedure.documents[item]
            if not document.known and document.issued_by in units and units[document.issued_by] not in takers:
                others[item] = None
    if not others:
        return ""
    return f"how {document_names(procedure, others)} can be seen from there, and whether a law forbids it"

"""Recorded reviews: what people decided, written together with the changes that they accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from eventsourcing.persistence import RecordConflictError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import ChangeSet
from frictionaudit.domain.design import Design
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.review import Entry, Fact, Opening, ReviewState, SuggestionAccepted
from frictionaudit.domain.review.facts import FactBase
from frictionaudit.domain.review.permitted import closes, refuse_unless_permitted
from frictionaudit.domain.review.review import Review
from frictionaudit.domain.values import Value
from frictionaudit.errors import UsageError
from frictionaudit.store.conflicts import ReviewConflictError
from frictionaudit.store.event_store import EventStore
from frictionaudit.store.people import name_of
from frictionaudit.store.replay import project

TRIES = 200
"""How often a decision is tried again when others write at the same moment; each time at least one of them succeeds."""
V = TypeVar("V", bound=Value)


@dataclass(frozen=True)
class Accepted:
    """An accepted suggestion: the review afterwards, and the procedure before and after."""

    state: ReviewState
    before: Procedure
    after: Procedure
    version: int


class Reviews:
    """The reviews of a store. People are named in what goes in and what comes out; events hold their keys."""

    def __init__(self, store: EventStore) -> None:
        self.store = store

    def ids(self) -> tuple[str, ...]:
        """The ids of all reviews, in the order in which they were opened."""
        return tuple(event.opening["id"] for event in self.store.of_topic(Review.Opened.TOPIC))

    def get(self, id: str) -> ReviewState:
        """A review as it stands; UsageError with near matches for an unknown id."""
        return self._named(self._known(id).state)

    def of(self, procedure: str) -> tuple[ReviewState, ...]:
        """All reviews of a procedure, the first one first."""
        events = self.store.of_topic(Review.Opened.TOPIC)
        ids = [event.opening["id"] for event in events if event.opening["procedure"] == procedure]
        return tuple(self.get(id) for id in ids)

    def open(self, make: Callable[[str], Opening], procedure: str, at: datetime) -> ReviewState:
        """Open a review; `make` gets its id, the procedure's id with the next free number."""
        for _ in range(TRIES):
            id = f"{procedure}-{len(self._numbers(procedure)) + 1}"
            review = Review.open(self._keyed(make(id)), at)
            try:
                self.store.save(review)
            except RecordConflictError:  # somebody else has just opened one
                continue
            return self._named(review.state)
        raise _busy(procedure)

    def note(
        self, id: str, make: Callable[[ReviewState], FactBase], at: datetime, today: date, seen: int | None = None
    ) -> ReviewState:
        """Record one fact. `seen` is the last version that the person has seen; None is the one that is read now.

        What others noted about other things since then is kept, and the fact comes after it. ReviewConflictError
        where they noted something about the same thing; then nothing is written.
        """
        for _ in range(TRIES):
            review = self._known(id)
            seen = review.version if seen is None else seen
            state = self._named(review.state)
            fact = make(state)
            self._refuse_stale(state, fact, seen)
            refuse_unless_permitted(state, fact, today)  # before a new name gets its key, which is written
            review.note(self._keyed(fact), at, today)
            try:
                self.store.save(review)
            except RecordConflictError:
                continue
            return self._named(review.state)
        raise _busy(id)

    def accept(
        self,
        id: str,
        make: Callable[[ReviewState, Procedure, int], SuggestionAccepted],
        at: datetime,
        today: date,
        seen: int | None = None,
    ) -> Accepted:
        """Append the changes of a suggestion to the design, in one transaction with the decision.

        `make` gets the review, the procedure as it is now and the version it will have; it refuses what does not fit.
        """
        for _ in range(TRIES):
            review = self._known(id)
            seen = review.version if seen is None else seen
            state = self._named(review.state)
            design: Design = self.store.find(
                Design.create_id(state.opening.procedure), state.opening.procedure, None, project
            )
            before = design.procedure
            said = make(state, before, design.version + 1)
            self._refuse_stale(state, said, seen)
            refuse_unless_permitted(state, said, today)
            fact = self._keyed(said)
            review.note(fact, at, today)
            changes = state.suggestions[fact.suggestion].changes
            design.amend(ChangeSet(changes=changes, reason=f"{fact.reason} (review {id})", author=fact.by), at)
            try:
                self.store.save(design, review)
            except RecordConflictError:
                continue
            return Accepted(self._named(review.state), before, design.procedure, design.version)
        raise _busy(id)

    def _refuse_stale(self, state: ReviewState, fact: FactBase, seen: int) -> None:
        """ReviewConflictError where others have noted something since that the fact does not commute with."""
        newer = [entry for entry in state.entries if entry.number > seen]
        clash = [e for e in newer if e.fact.subject == fact.subject or closes(e.fact) or closes(fact)]
        if seen > state.version or seen < 1:
            raise UsageError.of(
                "no-such-version", f"review '{state.id}' has no version {seen}", hint=f"the last one is {state.version}"
            )
        if clash:
            raise ReviewConflictError(state, seen, clash)

    def _numbers(self, procedure: str) -> list[str]:
        return [id for id in self.ids() if id.rpartition("-")[0] == procedure]

    def _known(self, id: str) -> Review:
        review: Review | None = self.store.find(Review.create_id(id), id)
        if review is None:
            known = self.ids()
            hint = did_you_mean(id, known, count=3) if known else "`frictionaudit review open PAGE` opens one"
            raise UsageError.of("no-review", f"there is no review '{id}'", hint=hint)
        return review

    def _keyed(self, value: V) -> V:
        people = self.store.people
        return _mapped(value, people.key)

    def _named(self, state: ReviewState) -> ReviewState:
        names = self.store.names()
        entries = tuple(_entry(entry, names) for entry in state.entries)
        opening = _mapped(state.opening, lambda key: name_of(key, names))
        return state.model_copy(update={"opening": opening, "entries": entries})


def _entry(entry: Entry, names: Mapping[str, str]) -> Entry:
    fact: Fact = _mapped(entry.fact, lambda key: name_of(key, names))
    return entry.model_copy(update={"fact": fact})


def _mapped(value: V, change: Callable[[str], str]) -> V:
    """A value with the people that it names replaced."""
    new: dict[str, Any] = {}
    for field in ("by", "to", "owner"):
        if field in type(value).model_fields:
            new[field] = change(getattr(value, field))
    if "people" in type(value).model_fields:
        new["people"] = tuple(change(person) for person in getattr(value, "people"))  # noqa: B009
    return value.model_copy(update=new)


def _busy(id: str) -> UsageError:
    return UsageError.of("store-busy", f"others write to '{id}' all the time", hint="try again in a moment")

"""The history of one review: opened once; then stories, decisions, actions and checks, each with its time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate

from frictionaudit.domain.review.entries import Opening
from frictionaudit.domain.review.facts import FactBase, dump, load
from frictionaudit.domain.review.permitted import refuse_unless_permitted
from frictionaudit.domain.review.state import Entry, ReviewState
from frictionaudit.errors import UsageError

NAMESPACE = UUID("0f0c1f0e-7a4d-5c39-8d7e-52a1c7b9e604")
"""Never changes: the identity of every recorded review derives from it."""


class Review(Aggregate, created_event_name="Opened"):
    """One review over time. Commands validate; events, once recorded, are replayed as they are."""

    TOPIC = "frictionaudit.review"
    class_version = 1

    if TYPE_CHECKING:  # annotations at run time would make the library ask for these when a review is opened
        state: ReviewState

    class Created(Aggregate.Created):
        """Never recorded itself; the library needs a fixed topic here too."""

        TOPIC = "frictionaudit.review.created"

    class Opened(Created):
        """The review was opened on an audit; `opening` holds all that it looked at."""

        TOPIC = "frictionaudit.review.opened"
        class_version = 1
        opening: dict[str, Any]

        def apply(self, aggregate: Any) -> None:
            opening = Opening.model_validate(self.opening)
            aggregate.state = ReviewState(opening=opening, opened_at=self.timestamp)

    class Noted(Aggregate.Event):
        """Something happened; `fact` has its kind and the version of its format."""

        TOPIC = "frictionaudit.review.noted"
        class_version = 1
        fact: dict[str, Any]

        def apply(self, aggregate: Any) -> None:
            entry = Entry.model_construct(number=self.originator_version, at=self.timestamp, fact=load(self.fact))
            state = aggregate.state
            aggregate.state = state.model_copy(update={"entries": (*state.entries, entry)})

    @staticmethod
    def create_id(review_id: str) -> UUID:
        """The id of a review's history; it is the same wherever it is recorded."""
        return uuid5(NAMESPACE, review_id)

    @classmethod
    def open(cls, opening: Opening, at: datetime) -> Review:
        """Open a review on what an audit said."""
        if not opening.owner.strip():
            raise UsageError.of("missing-reason-or-author", "the owner is missing", hint="name one with --owner")
        document = opening.model_dump(mode="json", by_alias=True)
        return cls._create(cls.Opened, id=cls.create_id(opening.id), opening=document, timestamp=_utc(at))

    def note(self, fact: FactBase, at: datetime, today: date | None = None) -> None:
        """Record that something happened; UsageError where it cannot, and then nothing is recorded."""
        refuse_unless_permitted(self.state, fact, today or at.date())
        self.trigger_event(self.Noted, fact=dump(fact), timestamp=_utc(at))


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise UsageError.of("missing-time-zone", f"{at.isoformat()} has no time zone", hint="give one, for example UTC")
    return at.astimezone(UTC)

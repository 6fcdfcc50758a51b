"""Checks a store: every event is where and what it was when it was written, and everything can be replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.application import project_aggregate
from eventsourcing.domain import EventSourcingError
from eventsourcing.utils import TopicError
from pydantic import ValidationError

from frictionaudit.domain.design import Design
from frictionaudit.domain.review.review import Review
from frictionaudit.errors import FrictionauditError
from frictionaudit.store.event_store import EventStore
from frictionaudit.store.events import DamagedEventError
from frictionaudit.store.recorders import FIRST, digest, hexed
from frictionaudit.store.replay import project

UNREADABLE = (
    FrictionauditError,
    DamagedEventError,
    EventSourcingError,
    TopicError,
    ValidationError,
    ValueError,
    KeyError,
)
"""What goes wrong where an event is not what it was."""


@dataclass(frozen=True)
class StoredRow:
    """One event as it is stored, in the order of the store."""

    id: str
    version: int
    topic: str
    state: bytes

    @property
    def key(self) -> tuple[str, int]:
        """What names the event."""
        return self.id, self.version


@dataclass(frozen=True)
class Checked:
    """The result of a check: how much there is, what is wrong, and the last link of the chain.

    Whoever keeps the `head` elsewhere notices later, too, that the end of a store was cut off.
    """

    events: int
    designs: int
    reviews: int
    unchained: int
    head: str
    faults: tuple[str, ...]


def check(store: EventStore, head: str | None = None) -> Checked:
    """Compare each event with its link in the chain, then replay everything. `head` is that of an earlier check."""
    rows = list(stored_rows(store))
    links = chain(store)
    faults = list(_chain_faults(rows, links)) if links else []
    if head is not None and head not in {link[2] for link in links}:
        faults.append("the chain does not hold the head of the earlier check: its end was cut off or written again")
    counts = {"design": 0, "review": 0}
    for id, topic in _topics(rows).items():
        kind, fault = _replayed(store, id, topic)
        counts[kind] = counts.get(kind, 0) + 1
        faults += [fault] if fault else []
    return Checked(
        events=len(rows),
        designs=counts["design"],
        reviews=counts["review"],
        unchained=len(rows) if not links else 0,
        head=links[-1][2] if links else FIRST,
        faults=tuple(faults),
    )


def stored_rows(store: EventStore) -> Iterator[StoredRow]:
    """All events as they are stored, in the order in which they were written."""
    start: int | None = None
    with store.reading() as application:
        while application is not None:
            batch = application.recorder.select_notifications(start, limit=1000)
            for row in batch:
                yield StoredRow(hexed(row.originator_id), row.originator_version, row.topic, _bytes(row.state))
            if len(batch) < 1000:
                return
            start = batch[-1].id + 1


def _bytes(state: Any) -> bytes:
    """The state of an event; a database that somebody altered by hand can hold a text there."""
    return state.encode() if isinstance(state, str) else bytes(state)


def chain(store: EventStore) -> list[tuple[str, int, str]]:
    """The links of the chain in their order: the id and version of an event, and its digest."""
    with store.reading() as application:
        if application is None:
            return []
        recorder: Any = application.recorder
        with recorder.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT originator_id, originator_version, digest FROM event_chain ORDER BY position")
            return [(row["originator_id"], row["originator_version"], row["digest"]) for row in cursor.fetchall()]


def _chain_faults(rows: list[StoredRow], links: list[tuple[str, int, str]]) -> Iterator[str]:
    """What differs between the events and their chain; of altered events the first, since later links depend on it."""
    by_key, topics = {row.key: row for row in rows}, _topics(rows)
    linked = dict.fromkeys((id, version) for id, version, _ in links)
    for id, version in linked:
        if (id, version) not in by_key:
            yield f"event {version} of {_name(topics, id)} was removed"
    for row in rows:
        if row.key not in linked:
            yield f"event {row.version} of {_name(topics, row.id)} was added outside of the program"
    known = [row.key for row in rows if row.key in linked]
    if known != [key for key in linked if key in by_key]:
        yield "the events are in another order than they were written"
    previous = FIRST
    for id, version, link in links:
        found = by_key.get((id, version))
        if found is None or digest(previous, id, version, found.topic, found.state) != link:
            if found is not None:
                yield f"event {version} of {_name(topics, id)} was altered ({found.topic})"
                return
            previous = link
            continue
        previous = link


def _topics(rows: list[StoredRow]) -> dict[str, str]:
    """The topic of the first event of each design and review, by its id."""
    topics: dict[str, str] = {}
    for row in rows:
        topics.setdefault(row.id, row.topic)
    return topics


def _name(topics: Mapping[str, str], id: str) -> str:
    return f"{'review' if topics.get(id, '').startswith(Review.TOPIC) else 'design'} {id[:8]}"


def _replayed(store: EventStore, id: str, topic: str) -> tuple[str, str]:
    """The kind of an aggregate, and what is wrong with its replay without snapshots."""
    kind = "review" if topic.startswith(Review.TOPIC) else "design"
    aggregate: Any = None
    try:
        for event in store.events(UUID(id)):
            aggregate = event.mutate(aggregate)
        opened = store.find(UUID(id), id[:8], None, project if kind == "design" else project_aggregate)
    except UNREADABLE as error:
        problem = error.problems[0] if isinstance(error, FrictionauditError) else None
        why = f"{problem.message} ({problem.hint})" if problem else type(error).__name__
        return kind, f"{kind} {id[:8]} cannot be replayed: {why}"
    if isinstance(aggregate, Design) and opened.procedure != aggregate.procedure:
        return kind, f"design {id[:8]} differs from its snapshot"
    if isinstance(aggregate, Review) and opened.state != aggregate.state:
        return kind, f"review {id[:8]} differs from its snapshot"
    return kind, ""

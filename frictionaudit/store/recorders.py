"""The tables of a store: events, their hash chain in the same transaction, names of people, places in drawings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder

FIRST = "0" * 64
"""The digest before the first event."""


def digest(previous: str, id: str, version: int, topic: str, state: bytes) -> str:
    """The link of one event in the chain: it depends on the event and on all before it."""
    head = "\x1f".join((previous, id, str(version), topic, "")).encode()
    return hashlib.sha256(head + bytes(state)).hexdigest()


def link(cursor: Any, mark: str, table: str, order: str, events: Sequence[StoredEvent]) -> None:
    """Extend the chain by events that were just inserted.

    The writer holds the lock of the events' table, so no other link can come between. A store that an earlier
    version wrote gets its chain when something is written to it for the first time.
    """

    def execute(statement: str, *values: Any) -> None:
        cursor.execute(statement.replace("?", mark), values)

    execute("SELECT position, digest FROM event_chain ORDER BY position DESC LIMIT 1")
    last = cursor.fetchone()
    position, previous = (last["position"], last["digest"]) if last else (0, FIRST)
    rows: Iterable[tuple[str, int, str, bytes]] = (
        (hexed(event.originator_id), event.originator_version, event.topic, event.state) for event in events
    )
    if last is None:  # the new events are among these
        execute(f"SELECT originator_id, originator_version, topic, state FROM {table} ORDER BY {order}")
        rows = [
            (hexed(row["originator_id"]), row["originator_version"], row["topic"], row["state"])
            for row in cursor.fetchall()
        ]
    for id, version, topic, state in rows:
        position += 1
        previous = digest(previous, id, version, topic, state)
        execute(
            "INSERT INTO event_chain (position, originator_id, originator_version, digest) VALUES (?, ?, ?, ?)",
            position, id, version, previous,
        )  # fmt: skip


def hexed(id: Any) -> str:
    """The id of an aggregate as 32 hexadecimal digits, from a UUID or its text."""
    return str(getattr(id, "hex", id)).replace("-", "")


CHAIN = (
    "CREATE TABLE IF NOT EXISTS event_chain (position INTEGER PRIMARY KEY, originator_id TEXT NOT NULL, "
    "originator_version INTEGER NOT NULL, digest TEXT NOT NULL)"
)
POSITIONS = (
    "CREATE TABLE IF NOT EXISTS positions (design TEXT NOT NULL, version INTEGER NOT NULL, places {blob} NOT NULL, "
    "PRIMARY KEY (design, version))"
)
PEOPLE = "CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, name {blob} NOT NULL)"


class SQLiteRecorder(SQLiteApplicationRecorder):
    """Events in a SQLite file, with their chain and the names beside them."""

    def construct_create_table_statements(self) -> list[str]:
        beside = (table.format(blob="BLOB") for table in (PEOPLE, POSITIONS))
        return [*super().construct_create_table_statements(), CHAIN, *beside]

    def _insert_events(self, c: Any, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        ids = super()._insert_events(c, stored_events, **kwargs)
        if stored_events:
            link(c, "?", self.events_table_name, "rowid", stored_events)
        return ids

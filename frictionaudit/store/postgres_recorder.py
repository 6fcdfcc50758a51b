"""The tables of a store in PostgreSQL: the same as in a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg.sql import SQL, Composed

from frictionaudit.store.recorders import CHAIN, PEOPLE, POSITIONS, link


class PostgresRecorder(PostgresApplicationRecorder):
    """Events in a PostgreSQL database, with their chain and the names beside them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beside = (table.format(blob="BYTEA") for table in (PEOPLE, POSITIONS))
        self.sql_create_statements += [Composed([SQL(text)]) for text in (CHAIN, *beside)]

    def _fetch_ids_after_insert_events(
        self, curs: Any, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """The ids of the new events; in the same transaction, while the table is locked, the chain is extended."""
        ids = super()._fetch_ids_after_insert_events(curs, stored_events, **kwargs)
        with curs.connection.cursor() as cursor:
            link(cursor, "%s", self.events_table_name, "notification_id", stored_events)
        return ids

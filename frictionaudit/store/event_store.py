"""The event store, opened: one place for designs and reviews, so that both are written together or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Any
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application, project_aggregate
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import PersistenceError, RecordConflictError

from frictionaudit.domain.design import Design
from frictionaudit.store.database import database, display_name, path_in, secured, sqlite, translate_errors
from frictionaudit.store.people import People
from frictionaudit.store.replay import project

ATTEMPTS = 10
"""How often the tables of a database are made where others make them at the same moment."""


class History(Application[UUID]):
    """Designs and reviews in one place. A snapshot of a design is taken now and then, so that it opens at once."""

    name = "Application"  # the library derives the names of tables from it
    is_snapshotting_enabled = True
    snapshotting_intervals = {Design: 100}
    snapshotting_projectors = {Design: project}

    def take_snapshot(self, *args: Any, **kwargs: Any) -> None:
        """Take a snapshot if that is possible: what it would make faster is written already, and must not fail now."""
        with suppress(PersistenceError):
            super().take_snapshot(*args, **kwargs)


def _opened(environment: Mapping[str, str]) -> History:
    """The event store, with its tables.

    Where several people open a database at the same moment, PostgreSQL lets only one of them make the tables, and
    reports an error to the others; they try again.
    """
    for attempt in range(ATTEMPTS):
        try:
            return History(environment)
        except PersistenceError as error:
            told = str(error)
            if attempt == ATTEMPTS - 1 or not ("concurrently" in told or "already exists" in told):
                raise
            sleep(0.05 * (attempt + 1))
    raise AssertionError("the last attempt returns or raises")


class EventStore:
    """The events of a folder, or of the database that the environment names.

    No file is created before something is written.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.file = path_in(folder)
        self._environment = environment
        self._application: Application[UUID] | None = None
        self.where = display_name(environment) if environment else str(self.file)

    @classmethod
    def open(cls, folder: Path, environment: Mapping[str, str] | None = None) -> EventStore:
        """The store of a folder, or the one that `environment` or $FRICTIONAUDIT_DATABASE describes."""
        return cls(folder, environment or database())

    def close(self) -> None:
        """Close the file."""
        if self._application is not None:
            self._application.close()
            self._application = None

    def __enter__(self) -> EventStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Application[UUID] | None]:
        """The event store for reading; None where there is none, and then it is not created."""
        if self._application is None and self._environment is None and not self.file.exists():
            yield None
            return
        with translate_errors(self.where):
            yield self.application()

    def application(self) -> Application[UUID]:
        """The event store for writing; it is created where there is none."""
        if self._application is None:
            if self._environment is None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            self._application = _opened(secured(self._environment or sqlite(self.file)))
        return self._application

    def find(self, id: UUID, version: int | None = None, projector: Any = project_aggregate) -> Any:
        """An aggregate as it is, or was at a version; None where there is none."""
        with self.reading() as application:
            if application is None:
                return None
            try:
                return application.repository.get(id, version=version, projector_func=projector)
            except AggregateNotFoundError:
                return None

    def events(self, id: UUID) -> Iterator[Any]:
        """The events of one aggregate, in their order."""
        with self.reading() as application:
            if application is not None:
                yield from application.events.get(id)

    def of_topic(self, topic: str) -> Iterator[Any]:
        """All events of one topic, page by page from the recorder, since the log stops at ten."""
        with self.reading() as application:
            start: int | None = None
            while application is not None:
                batch = application.recorder.select_notifications(start, limit=500, topics=[topic])
                yield from (application.mapper.to_domain_event(notification) for notification in batch)
                if len(batch) < 500:
                    return
                start = batch[-1].id + 1

    def save(self, *aggregates: Aggregate) -> None:
        """Write the new events of some aggregates in one transaction.

        The library's RecordConflictError where somebody else has written to one of them since it was read.
        """
        conflict: RecordConflictError | None = None
        with translate_errors(self.where):
            try:
                self.application().save(*aggregates)
            except RecordConflictError as error:  # a persistence error too, but not one of the database
                conflict = error
        if conflict is not None:
            raise conflict

    @property
    def people(self) -> People:
        """The names of people, in the same database."""
        with translate_errors(self.where):
            application = self.application()
        recorder: Any = application.recorder

        @contextmanager
        def transaction(commit: bool) -> Iterator[Any]:
            opened: AbstractContextManager[Any] = recorder.datastore.transaction(commit=commit)
            with translate_errors(self.where), opened as cursor:
                yield cursor

        mark = "?" if "sqlite" in type(recorder).__name__.lower() else "%s"
        return People(transaction, mark, application.mapper.cipher)

    def names(self) -> Mapping[str, str]:
        """The names of people by key; empty where there is no store."""
        with self.reading() as application:
            return self.people.names() if application is not None else {}

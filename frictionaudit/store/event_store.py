"""The event store, opened: one place for designs and reviews, so that both are written together or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, project_aggregate
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import PersistenceError, RecordConflictError

from frictionaudit.files import exists
from frictionaudit.store.beside import Transaction
from frictionaudit.store.database import damaged, database, display_name, path_in, translate_errors
from frictionaudit.store.events import DamagedEventError, History
from frictionaudit.store.opening import open_database, open_file
from frictionaudit.store.people import People
from frictionaudit.store.positions import Positions


class EventStore:
    """The events of a folder, or of the database that the environment names.

    No file is created before something is written.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.file = path_in(folder)
        self._environment = environment
        self._application: History | None = None
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
    def reading(self, name: str = "") -> Iterator[History | None]:
        """The event store for reading; None where there is none, and then it is not created.

        InputError for a damaged event, of what `name` says.
        """
        if self._application is None and self._environment is None and not exists(self.file):
            yield None
            return
        with translate_errors(self.where):
            try:
                yield self.application()
            except DamagedEventError as error:
                of = f"'{name}'" if name else "a design or review"
                raise damaged(f"version {error.version} of {of}", error, self.where) from None

    def application(self) -> History:
        """The event store for writing; it is created where there is none."""
        if self._application is None:
            self._application = open_database(self._environment) if self._environment else open_file(self.file)
        return self._application

    def find(self, id: UUID, name: str, version: int | None = None, projector: Any = project_aggregate) -> Any:
        """A design or review as it is, or was at a version; None where there is none."""
        with self.reading(name) as application:
            if application is None:
                return None
            try:
                return application.repository.get(id, version=version, projector_func=projector)
            except AggregateNotFoundError:
                return None
            except (PersistenceError, OSError):
                raise
            except Exception:  # a damaged snapshot is of no importance, and of a damaged event the number is wanted
                return self._replayed(application, id, version)

    def states(self, id: UUID, name: str, last: int | None = None) -> Iterator[Any]:
        """A design or review after each of its versions, in one replay."""
        with self.reading(name) as application:
            if application is not None:
                yield from application.states(id, last)

    def events(self, id: UUID, name: str = "") -> Iterator[Any]:
        """The events of one design or review, in their order."""
        with self.reading(name) as application:
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
        """Write the new events of some designs and reviews in one transaction.

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
        return People(*self._beside())

    @property
    def positions(self) -> Positions:
        """Where steps stood when they were drawn, in the same database."""
        return Positions(*self._beside())

    def _beside(self) -> tuple[Transaction, str, Any]:
        """What a table beside the events needs."""
        with translate_errors(self.where):
            application = self.application()
        recorder: Any = application.recorder

        @contextmanager
        def transaction(commit: bool) -> Iterator[Any]:
            opened: AbstractContextManager[Any] = recorder.datastore.transaction(commit=commit)
            with translate_errors(self.where), opened as cursor:
                yield cursor

        mark = "?" if "sqlite" in type(recorder).__name__.lower() else "%s"
        return transaction, mark, application.mapper.cipher

    def names(self) -> Mapping[str, str]:
        """The names of people by key; empty where there is no store."""
        with self.reading() as application:
            return self.people.names() if application is not None else {}

    def _replayed(self, application: History, id: UUID, version: int | None) -> Any:
        aggregate: Any = None
        for aggregate in application.states(id, version):  # noqa: B007 - the last state is the one asked for
            pass
        return aggregate

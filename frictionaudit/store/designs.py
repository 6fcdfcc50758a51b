"""Recorded designs: what was recorded, when, by whom and why, and how a page is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventsourcing.persistence import RecordConflictError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import Change, ChangeSet, difference
from frictionaudit.domain.design import Design, Version
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import OutputError, UsageError
from frictionaudit.store.as_of import When, no_such_version, number_at
from frictionaudit.store.conflicts import VersionConflictError
from frictionaudit.store.database import damaged, database, display_name, path_in, translate_errors
from frictionaudit.store.events import DamagedEventError, DesignEvents
from frictionaudit.store.opening import open_database, open_file
from frictionaudit.store.page_bases import Base, Bases, fingerprint


@dataclass(frozen=True)
class Recorded:
    """The result of recording: the version that now holds the procedure, and its changes.

    `written` is false where the page had no changes, and nothing was recorded.
    """

    version: Version
    written: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that were recorded; none for a first draft or where nothing changed."""
        return self.version.changes if self.written else ()


class Designs:
    """The designs of a folder. No file is created before something is recorded."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._file = path_in(folder)
        self._environment = environment
        self._application: DesignEvents | None = None
        self._where = display_name(environment) if environment else str(self._file)
        self._bases = Bases(folder, self._file.with_name("bases.json"))

    @classmethod
    def open(cls, folder: Path, environment: Mapping[str, str] | None = None) -> Designs:
        """The designs kept in a folder, or in the database that `environment` or $FRICTIONAUDIT_DATABASE describes."""
        return cls(folder, environment or database())

    def close(self) -> None:
        """Close the file."""
        if self._application is not None:
            self._application.close()
            self._application = None

    def __enter__(self) -> Designs:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ids(self) -> tuple[str, ...]:
        """Ids of all recorded procedures, in alphabetical order."""
        with self._reading() as application:
            try:
                return tuple(sorted(_ids(application))) if application else ()
            except DamagedEventError as error:
                raise damaged(f"version {error.version} of a design", error, self._where) from None

    def history(self, id: str) -> tuple[Version, ...]:
        """All versions of a procedure, the first one first; UsageError with near matches for an unknown id."""
        return self._known(id).versions

    def at(self, id: str, when: When = None) -> tuple[Procedure, Version]:
        """A procedure as it was: at a version's number, at a moment, at the end of a day (UTC), or now."""
        if isinstance(when, int) and when >= 1:  # what was damaged later does not matter
            design = self._known(id, when)
            return design.procedure, design.versions[number_at(design, when) - 1]
        design = self._known(id)
        number = number_at(design, when)
        return (design if number == design.version else self._known(id, number)).procedure, design.versions[number - 1]

    def record(
        self,
        procedure: Procedure,
        *,
        reason: str,
        author: str,
        at: datetime,
        page: Path | None = None,
        base: int | None = None,
    ) -> Recorded:
        """Record a procedure as a first draft, or its changes since the version it was derived from.

        `page` is the file it comes from, `base` the version that file was derived from; where it is not given
        it is the version last recorded from there or written there. VersionConflictError lists what others recorded
        since; then nothing is written. UsageError where the base is not known.
        """
        design = self._find(procedure.id)
        if design is None:
            if base:
                raise no_such_version(procedure.id, 0, base)
            design = Design.draft(procedure, reason, author, at)
            return self._save(design, 0, page)
        number = self._base(design, procedure, page, base)
        if procedure == design.procedure and not design.retired:
            self._remember(page, procedure.id, design.version)
            return Recorded(design.versions[-1], written=False)
        if number < design.version:
            raise VersionConflictError(procedure.id, number, design.versions[number:])
        changes = difference(design.procedure, procedure)
        design.amend(ChangeSet(changes=changes, reason=reason, author=author), at)
        return self._save(design, number, page)

    def accept(self, id: str, change_set: ChangeSet, at: datetime) -> Recorded:
        """Record changes to a design as it is now, without a page: an accepted suggestion."""
        design = self._known(id)
        base = design.version
        design.amend(change_set, at)
        return self._save(design, base, None)

    def retire(self, id: str, *, reason: str, author: str, at: datetime) -> Recorded:
        """Record that a procedure is no longer used."""
        design = self._known(id)
        base = design.version
        design.retire(reason, author, at)
        return self._save(design, base, None)

    def reopen(self, id: str, *, reason: str, author: str, at: datetime) -> Recorded:
        """Record that a retired procedure is used again."""
        design = self._known(id)
        base = design.version
        design.reopen(reason, author, at)
        return self._save(design, base, None)

    def shown(self, page: Path, id: str, version: int) -> None:
        """Remember that a version was written to a page, which is from now on derived from it."""
        self._bases.set(page, Base(id=id, version=version))

    def _base(self, design: Design, procedure: Procedure, page: Path | None, given: int | None) -> int:
        if given is not None:
            if not 1 <= given <= design.version:
                raise no_such_version(design.procedure.id, design.version, given)
            return given
        known = self._bases.of(page) if page else None
        if known is not None and known.id == procedure.id and known.version <= design.version:
            return known.version + 1 if self._was_recorded(known, design) else known.version
        equal = [state.version for state in self._states(procedure.id) if state.procedure == procedure]
        if equal:
            return equal[-1]
        raise UsageError.of(
            "unknown-base-version",
            f"'{procedure.id}' has {design.version} recorded versions; it is not known which of them "
            f"{page or 'this'} is based on",
            hint=f"name the version with --based-on, from 1 to {design.version}",
        )

    def _was_recorded(self, known: Base, design: Design) -> bool:
        """Whether the version that was to be recorded from this page is there, though its base was not noted."""
        if known.pending is None or known.version >= design.version:
            return False
        return known.pending == fingerprint(self._known(known.id, known.version + 1).procedure)

    def _save(self, design: Design, base: int, page: Path | None) -> Recorded:
        """Note what is about to be recorded, record it, and note that it is: a kill between any two loses nothing."""
        id = design.procedure.id
        with translate_errors(self._where):
            application = self._writing()
            if page is not None:
                self._bases.set(page, Base(id=id, version=base, pending=fingerprint(design.procedure)))
            try:
                application.save(design)
            except RecordConflictError:
                raise VersionConflictError(id, base, self.history(id)[base:]) from None
        with suppress(OutputError):  # it is recorded, and the note from before says so too
            self._remember(page, id, design.version)
        return Recorded(design.versions[-1], written=True)

    def _remember(self, page: Path | None, id: str, version: int) -> None:
        if page is not None:
            self.shown(page, id, version)

    def _known(self, id: str, version: int | None = None) -> Design:
        design = self._find(id, version)
        if design is None:
            recorded = self.ids()
            hint = did_you_mean(id, recorded, count=3) if recorded else "nothing is recorded here yet"
            raise UsageError.of("no-history", f"no procedure '{id}' is recorded", hint=hint)
        return design

    def _find(self, id: str, version: int | None = None) -> Design | None:
        design = None
        for design in self._states(id, version):  # noqa: B007 - the last state is the one asked for
            pass
        return design

    def _states(self, id: str, last: int | None = None) -> Iterator[Design]:
        """A design after each of its versions, in one replay."""
        with self._reading() as application:
            if application is None:
                return
            try:
                yield from application.states(id, last)
            except DamagedEventError as error:
                raise damaged(f"version {error.version} of '{id}'", error, self._where) from None

    @contextmanager
    def _reading(self) -> Iterator[DesignEvents | None]:
        """The event store for reading; None where there is none, and then it is not created."""
        if self._application is None and self._environment is None and not self._file.exists():
            yield None
            return
        with translate_errors(self._where):
            yield self._writing()

    def _writing(self) -> DesignEvents:
        if self._application is None:
            self._application = open_database(self._environment) if self._environment else open_file(self._file)
        return self._application


def _ids(application: DesignEvents) -> Iterator[str]:
    """Ids from the first events of all designs, page by page from the recorder: the log stops at ten."""
    start: int | None = None
    while True:
        batch = application.recorder.select_notifications(start, limit=500, topics=[Design.Drafted.TOPIC])
        for notification in batch:
            event = application.mapper.to_domain_event(notification)
            assert isinstance(event, Design.Drafted)
            id = event.page.get("id")
            if not isinstance(id, str):
                raise DamagedEventError(event.originator_version, "its page has no id")
            yield id
        if len(batch) < 500:
            return
        start = batch[-1].id + 1

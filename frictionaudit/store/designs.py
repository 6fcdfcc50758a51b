"""Recorded designs: what was recorded, when, by whom and why, and how a page is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eventsourcing.persistence import RecordConflictError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import Change, ChangeSet, difference
from frictionaudit.domain.design import Design, Version, version_of
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import FrictionauditError, OutputError, UsageError
from frictionaudit.store.as_of import When, no_such_version, number_at
from frictionaudit.store.conflicts import VersionConflictError
from frictionaudit.store.database import damaged
from frictionaudit.store.event_store import EventStore
from frictionaudit.store.events import DamagedEventError
from frictionaudit.store.page_bases import Base, Bases, fingerprint
from frictionaudit.store.people import name_of
from frictionaudit.store.positions import Kept, Places
from frictionaudit.store.replay import project


@dataclass(frozen=True)
class Recorded:
    """The result of recording: the version that now holds the procedure, and its changes.

    `written` is false where the page had no changes, and nothing was recorded; `behind` is then the version that the
    page holds, if that is not the last.
    """

    version: Version
    written: bool
    behind: int | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that were recorded; none for a first draft or where nothing changed."""
        return self.version.changes if self.written else ()


class Designs:
    """The designs of a store. Nothing is created before something is recorded."""

    def __init__(self, store: EventStore) -> None:
        self.store = store
        self._bases = Bases(store.folder, store.file.with_name("bases.json"))

    @classmethod
    def open(cls, folder: Path, environment: Mapping[str, str] | None = None) -> Designs:
        """The designs kept in a folder, or in the database that `environment` or $FRICTIONAUDIT_DATABASE describes."""
        return cls(EventStore.open(folder, environment))

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Designs:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ids(self) -> tuple[str, ...]:
        """Ids of all recorded procedures, in alphabetical order."""
        ids = []
        for event in self.store.of_topic(Design.Drafted.TOPIC):
            if not isinstance(event.page.get("id"), str):
                error = DamagedEventError(event.originator_version, "its page has no id")
                raise damaged(f"version {error.version} of a design", error, self.store.where)
            ids.append(event.page["id"])
        return tuple(sorted(ids))

    def history(self, id: str) -> tuple[Version, ...]:
        """All versions of a procedure, the first one first; UsageError with near matches for an unknown id."""
        versions = self._versions(id)
        if not versions:
            self._known(id)
        return versions

    def at(self, id: str, when: When = None) -> tuple[Procedure, Version]:
        """A procedure as it was: at a version's number, at a moment, at the end of a day (UTC), or now."""
        number = None if when is None else when if isinstance(when, int) else number_at(id, self.history(id), when)
        design = self._known(id, number if number is None or number >= 1 else None)  # later damage does not matter
        if number is not None and number != design.version:
            raise no_such_version(id, design.version, number)
        return design.procedure, self._named([design.last])[0]

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
            return Recorded(self._named([design.last])[0], written=False)
        if number < design.version and base is None and self.says(page, procedure) == number:
            return Recorded(self._named([design.last])[0], written=False, behind=number)
        if number < design.version:
            raise VersionConflictError(procedure.id, number, self.history(procedure.id)[number:])
        changes = difference(design.procedure, procedure)
        design.amend(ChangeSet(changes=changes, reason=reason, author=author), at)
        return self._save(design, number, page)

    def accept(self, id: str, change_set: ChangeSet, at: datetime, page: Path | None = None) -> Recorded:
        """Record changes to a design as it is now, without reading a page: an accepted suggestion or plan.

        `page` is the file that holds the new version afterwards.
        """
        design = self._known(id)
        base = design.version
        design.amend(change_set, at)
        return self._save(design, base, page)

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

    def places(self, id: str, version: int) -> Kept | None:
        """Where the steps of a version stood, or of the last one before it that was drawn."""
        return self.store.positions.latest(Design.create_id(id).hex, version)

    def keep_places(self, id: str, version: int, places: Places) -> None:
        """Keep where the steps of a version stand."""
        self.store.positions.keep(Design.create_id(id).hex, version, places)

    def pages(self, id: str) -> list[Path]:
        """The existing pages of a procedure that were recorded or written out from here before."""
        return self._bases.pages(id)

    def says(self, page: Path | None, procedure: Procedure) -> int | None:
        """The version that a page was last known to hold, if it still says exactly that; None with edits of its own.

        A page is behind where others have recorded since, or where the program was killed before it wrote the page.
        """
        known = self._bases.of(page) if page else None
        if known is None or known.id != procedure.id:
            return None
        return known.version if self._known(known.id, known.version).procedure == procedure else None

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
        states = self.store.states(Design.create_id(procedure.id), procedure.id)
        equal = [state.version for state in states if state.procedure == procedure]
        if equal:
            return int(equal[-1])
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
        for event in design.pending_events:  # only now, so that what is refused leaves no name behind
            object.__setattr__(event, "author", self.store.people.key(event.author))  # type: ignore[attr-defined]
        if page is not None:
            self._bases.set(page, Base(id=id, version=base, pending=fingerprint(design.procedure)))
        try:
            self.store.save(design)
        except RecordConflictError:
            raise VersionConflictError(id, base, self.history(id)[base:]) from None
        with suppress(OutputError):  # it is recorded, and the note from before says so too
            self._remember(page, id, design.version)
        return Recorded(self._named([design.last])[0], written=True)

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
        design: Design | None = self.store.find(Design.create_id(id), id, version, project)
        return design

    def _versions(self, id: str) -> tuple[Version, ...]:
        return self._named(self._read(event, id) for event in self.store.events(Design.create_id(id), id))

    def _read(self, event: Any, id: str) -> Version:
        """The version that an event stands for; InputError where it is damaged."""
        try:
            return version_of(event)
        except (FrictionauditError, ValueError, TypeError, KeyError, AttributeError):
            error = DamagedEventError(event.originator_version, "its changes cannot be read")
            raise damaged(f"version {error.version} of '{id}'", error, self.store.where) from None

    def _named(self, versions: Iterable[Version]) -> tuple[Version, ...]:
        """Versions with the names of their authors."""
        names = self.store.names()
        return tuple(version.model_copy(update={"author": name_of(version.author, names)}) for version in versions)

"""Recorded designs: what was recorded, when, by whom and why, and how a page is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventsourcing.persistence import RecordConflictError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import Change, ChangeSet, difference
from frictionaudit.domain.design import Design, Version, version_of
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import UsageError
from frictionaudit.store.as_of import When, no_such_version, number_at
from frictionaudit.store.conflicts import VersionConflictError
from frictionaudit.store.event_store import EventStore
from frictionaudit.store.page_bases import Base, Bases
from frictionaudit.store.people import name_of
from frictionaudit.store.replay import project


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
        return tuple(sorted(event.page["id"] for event in self.store.of_topic(Design.Drafted.TOPIC)))

    def history(self, id: str) -> tuple[Version, ...]:
        """All versions of a procedure, the first one first; UsageError with near matches for an unknown id."""
        versions = self._versions(id)
        if not versions:
            self._known(id)
        return versions

    def at(self, id: str, when: When = None) -> tuple[Procedure, Version]:
        """A procedure as it was: at a version's number, at a moment, at the end of a day (UTC), or now."""
        design = self._known(id)
        if when is None:
            return design.procedure, self._named([design.last])[0]
        number = number_at(id, self.history(id), when)
        if number != design.version:
            design = self._known(id, number)
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
            design = Design.draft(procedure, reason, self._key(author), at)
            return self._save(design, procedure.id, 0, page)
        number = self._base(design, procedure, page, base)
        if procedure == design.procedure and not design.retired:
            self._remember(page, procedure.id, design.version)
            return Recorded(self._named([design.last])[0], written=False)
        if number < design.version:
            raise VersionConflictError(procedure.id, number, self.history(procedure.id)[number:])
        changes = difference(design.procedure, procedure)
        design.amend(ChangeSet(changes=changes, reason=reason, author=self._key(author)), at)
        return self._save(design, procedure.id, number, page)

    def accept(self, id: str, change_set: ChangeSet, at: datetime, page: Path | None = None) -> Recorded:
        """Record changes to a design as it is now, without reading a page: an accepted suggestion or plan.

        `page` is the file that holds the new version afterwards.
        """
        design = self._known(id)
        base = design.version
        design.amend(change_set.model_copy(update={"author": self._key(change_set.author)}), at)
        return self._save(design, id, base, page)

    def retire(self, id: str, *, reason: str, author: str, at: datetime) -> Recorded:
        """Record that a procedure is no longer used."""
        design = self._known(id)
        base = design.version
        design.retire(reason, self._key(author), at)
        return self._save(design, id, base, None)

    def reopen(self, id: str, *, reason: str, author: str, at: datetime) -> Recorded:
        """Record that a retired procedure is used again."""
        design = self._known(id)
        base = design.version
        design.reopen(reason, self._key(author), at)
        return self._save(design, id, base, None)

    def pages(self, id: str) -> list[Path]:
        """The existing pages of a procedure that were recorded or written out from here before."""
        return self._bases.pages(id)

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
            return known.version
        for number in range(design.version, 0, -1):
            if self._known(procedure.id, number).procedure == procedure:
                return number
        raise UsageError.of(
            "unknown-base-version",
            f"'{procedure.id}' has {design.version} recorded versions; it is not known which of them "
            f"{page or 'this'} is based on",
            hint=f"name the version with --based-on, from 1 to {design.version}",
        )

    def _save(self, design: Design, id: str, base: int, page: Path | None) -> Recorded:
        try:
            self.store.save(design)
        except RecordConflictError:
            raise VersionConflictError(id, base, self.history(id)[base:]) from None
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
        design: Design | None = self.store.find(Design.create_id(id), version, project)
        return design

    def _versions(self, id: str) -> tuple[Version, ...]:
        return self._named(version_of(event) for event in self.store.events(Design.create_id(id)))

    def _key(self, author: str) -> str:
        return self.store.people.key(author)

    def _named(self, versions: Iterable[Version]) -> tuple[Version, ...]:
        """Versions with the names of their authors."""
        names = self.store.names()
        return tuple(version.model_copy(update={"author": name_of(version.author, names)}) for version in versions)

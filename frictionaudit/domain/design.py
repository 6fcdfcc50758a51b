"""The history of one procedure's design: drafted once, amended with reasons, retired, possibly reopened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate
from eventsourcing.domain import Snapshot as LibrarySnapshot

from frictionaudit.domain.changes import Change, ChangeSet, ProcedureAmended, apply, dump, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.errors import ChangeError, UsageError

NAMESPACE = UUID("6f1c7a44-3d0e-5b7e-9a53-1f0a8d1f2c11")
"""Never changes: the identity of every recorded design derives from it."""


class Version(Value):
    """One entry in a design's history: its number from 1, what was done, when, by whom, why, and the changes."""

    number: int
    what: Literal["drafted", "amended", "retired", "reopened"]
    at: datetime
    author: str
    reason: str
    changes: tuple[Change, ...] = ()


class Design(Aggregate, created_event_name="Drafted"):
    """One procedure over time.

    Commands validate; events, once recorded, are replayed as they are. Events hold plain data: the page as
    drafted, and changes with their kinds and versions. `last` is the last entry of its history.
    An author is kept by key: names live beside the events, because nothing can be removed from these.
    """

    TOPIC = "frictionaudit.design"
    class_version = 1

    if TYPE_CHECKING:  # annotations at run time would make the library ask for these when a design is drafted
        procedure: Procedure
        last: Version
        retired: bool

    class Created(Aggregate.Created):
        """Never recorded itself; the library needs a fixed topic here too."""

        TOPIC = "frictionaudit.design.created"

    class Drafted(Created):
        """The procedure was recorded for the first time; `page` holds all of it."""

        TOPIC = "frictionaudit.design.drafted"
        class_version = 1
        page: dict[str, Any]
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.procedure = Procedure.model_validate(self.page, context={"references": False})
            aggregate.retired = False
            aggregate.last = version_of(self)

    class Amended(Aggregate.Event):
        """The procedure was changed; `changes` are documents that `load` upcasts to today's form."""

        TOPIC = "frictionaudit.design.amended"
        class_version = 1
        changes: list[dict[str, Any]]
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.last = version_of(self)
            aggregate.procedure = apply(aggregate.procedure, aggregate.last.changes, check=False)

    class Retired(Aggregate.Event):
        """The procedure is no longer used."""

        TOPIC = "frictionaudit.design.retired"
        class_version = 1
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.retired = True
            aggregate.last = version_of(self)

    class Reopened(Aggregate.Event):
        """The procedure is used again."""

        TOPIC = "frictionaudit.design.reopened"
        class_version = 1
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.retired = False
            aggregate.last = version_of(self)

    class Snapshot(LibrarySnapshot):
        """A design as it was at a version, so that a long history opens at once; it can be lost."""

        TOPIC = "frictionaudit.design.snapshot"
        class_version = 1

        @classmethod
        def take(cls, aggregate: Any) -> Any:
            """The snapshot of a design, as plain data."""
            taken = super().take(aggregate)
            plain = {"procedure": aggregate.procedure.page(), "last": aggregate.last.model_dump(mode="json")}
            return cls(**{**vars(taken), "state": {**taken.state, **plain}})

        def mutate(self, _: None) -> Any:
            """The design that the snapshot was taken of."""
            design: Any = super().mutate(None)
            design.procedure = Procedure.model_validate(design.procedure, context={"references": False})
            design.last = Version.model_validate(design.last)
            return design

    def advance(self, version: int, at: datetime) -> None:
        """Take note that the events up to a version are in it; for a replay that does not go event by event."""
        self._version, self._modified_on = version, at

    @staticmethod
    def create_id(procedure_id: str) -> UUID:
        """The id of a procedure's history; it is the same wherever it is recorded."""
        return uuid5(NAMESPACE, procedure_id)

    @classmethod
    def draft(cls, procedure: Procedure, reason: str, author: str, at: datetime) -> Design:
        """Start a history: version 1 is the procedure as it is."""
        signature = _signature(reason, author, at)
        return cls._create(cls.Drafted, id=cls.create_id(procedure.id), page=procedure.page(), **signature)

    def amend(self, change_set: ChangeSet, at: datetime) -> None:
        """Record a set of changes; ChangeError where they do not fit, and then nothing is recorded."""
        self._refuse_if(self.retired, "retired", f"'{self.procedure.id}' is retired; reopen it before you amend it")
        self._refuse_if(not change_set.changes, "nothing-changed", "there is no change to record")
        if any(isinstance(change, ProcedureAmended) and change.attribute == "id" for change in change_set.changes):
            raise ChangeError.of(
                "id-cannot-change",
                f"the id '{self.procedure.id}' names this history",
                hint="record it as a new procedure",
            )
        apply(self.procedure, change_set.changes)
        signature = _signature(change_set.reason, change_set.author, at)
        self.trigger_event(self.Amended, changes=dump(change_set.changes), **signature)

    def retire(self, reason: str, author: str, at: datetime) -> None:
        """Mark the procedure as no longer used; its history stays."""
        self._refuse_if(self.retired, "retired", f"'{self.procedure.id}' is retired already")
        self.trigger_event(self.Retired, **_signature(reason, author, at))

    def reopen(self, reason: str, author: str, at: datetime) -> None:
        """Mark a retired procedure as used again."""
        self._refuse_if(not self.retired, "not-retired", f"'{self.procedure.id}' is not retired")
        self.trigger_event(self.Reopened, **_signature(reason, author, at))

    def _refuse_if(self, refused: bool, slug: str, message: str) -> None:
        if refused:
            raise UsageError.of(slug, message)


def version_of(event: Any) -> Version:
    """The entry in a design's history that an event stands for."""
    return Version(
        number=event.originator_version,
        what=event.TOPIC.rpartition(".")[2],
        at=event.timestamp,
        author=event.author,
        reason=event.reason,
        changes=load(getattr(event, "changes", ())),
    )


def _signature(reason: str, author: str, at: datetime) -> dict[str, Any]:
    """Why, who and when, validated: neither reason nor author is blank, and the time has its zone."""
    for name, text in (("reason", reason), ("author", author)):
        if not text.strip():
            raise UsageError.of(
                "missing-reason-or-author", f"the {name} is missing", hint=f"give the {name}; it is recorded"
            )
    if at.tzinfo is None:
        raise UsageError.of("missing-time-zone", f"{at.isoformat()} has no time zone", hint="give one, for example UTC")
    return {"reason": reason.strip(), "author": author.strip(), "timestamp": at.astimezone(UTC)}

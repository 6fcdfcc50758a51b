"""The history of one procedure's design: drafted once, amended with reasons, retired, perhaps reopened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID, uuid5

from eventsourcing.domain import Aggregate

from frictionaudit.domain.changes import Change, ChangeSet, ProcedureAmended, apply, dump, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.errors import ChangeError, UsageError

NAMESPACE = UUID("6f1c7a44-3d0e-5b7e-9a53-1f0a8d1f2c11")
"""Never changes: the identity of every recorded design is made from it."""


class Version(Value):
    """One act in a design's history: its number from 1, what was done, when, by whom, why, and what changed."""

    number: int
    what: Literal["drafted", "amended", "retired", "reopened"]
    at: datetime
    author: str
    reason: str
    changes: tuple[Change, ...] = ()


class Design(Aggregate, created_event_name="Drafted"):
    """One procedure over time.

    Commands check what they are asked; events, once recorded, are taken as they are. Events hold plain data:
    the page as drafted, changes with their kinds and versions, and the name that the author gave. Nothing else
    about persons belongs in them, because nothing can be taken out of them again.
    """

    TOPIC = "frictionaudit.design"
    class_version = 1

    if TYPE_CHECKING:  # annotations at run time would make the library ask for these when a design is drafted
        procedure: Procedure
        versions: tuple[Version, ...]
        retired: bool

    class Created(Aggregate.Created):
        """Never recorded itself: with a fixed topic, the library wants one here too."""

        TOPIC = "frictionaudit.design.created"

    class Drafted(Created):
        """The procedure was written down for the first time; `page` is the whole of it."""

        TOPIC = "frictionaudit.design.drafted"
        class_version = 1
        page: dict[str, Any]
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.procedure = Procedure.model_validate(self.page, context={"references": False})
            aggregate.versions, aggregate.retired = (), False
            aggregate._note(self, "drafted")

    class Amended(Aggregate.Event):
        """The procedure was changed; `changes` are documents that `load` lifts to today's form."""

        TOPIC = "frictionaudit.design.amended"
        class_version = 1
        changes: list[dict[str, Any]]
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            changes = load(self.changes)
            aggregate.procedure = apply(aggregate.procedure, changes, check=False)
            aggregate._note(self, "amended", changes)

    class Retired(Aggregate.Event):
        """The procedure is used no longer."""

        TOPIC = "frictionaudit.design.retired"
        class_version = 1
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.retired = True
            aggregate._note(self, "retired")

    class Reopened(Aggregate.Event):
        """The procedure is used again."""

        TOPIC = "frictionaudit.design.reopened"
        class_version = 1
        reason: str
        author: str

        def apply(self, aggregate: Any) -> None:
            aggregate.retired = False
            aggregate._note(self, "reopened")

    @staticmethod
    def create_id(procedure_id: str) -> UUID:
        """The same procedure has the same history, wherever it is recorded."""
        return uuid5(NAMESPACE, procedure_id)

    @classmethod
    def draft(cls, procedure: Procedure, reason: str, author: str, at: datetime) -> Design:
        """Begin a history: version 1 is the procedure as it is."""
        said = _said(reason, author, at)
        return cls._create(cls.Drafted, id=cls.create_id(procedure.id), page=procedure.page(), **said)

    def amend(self, change_set: ChangeSet, at: datetime) -> None:
        """Record changes that belong together; ChangeError where they do not fit, and nothing is recorded."""
        self._refuse_if(self.retired, "retired", f"'{self.procedure.id}' is retired; reopen it before amending it")
        self._refuse_if(not change_set.changes, "nothing-changed", "expected at least one change")
        if any(isinstance(change, ProcedureAmended) and change.attribute == "id" for change in change_set.changes):
            raise ChangeError.of(
                "id-cannot-change", f"the id '{self.procedure.id}' names this history", hint="record under a new id"
            )
        apply(self.procedure, change_set.changes)
        said = _said(change_set.reason, change_set.author, at)
        self.trigger_event(self.Amended, changes=dump(change_set.changes), **said)

    def retire(self, reason: str, author: str, at: datetime) -> None:
        """The procedure is used no longer; its history stays."""
        self._refuse_if(self.retired, "retired", f"'{self.procedure.id}' is retired already")
        self.trigger_event(self.Retired, **_said(reason, author, at))

    def reopen(self, reason: str, author: str, at: datetime) -> None:
        """A retired procedure is used again."""
        self._refuse_if(not self.retired, "not-retired", f"'{self.procedure.id}' is not retired")
        self.trigger_event(self.Reopened, **_said(reason, author, at))

    def _refuse_if(self, refused: bool, slug: str, message: str) -> None:
        if refused:
            raise UsageError.of(slug, message)

    def _note(self, event: Any, what: Any, changes: Iterable[Change] = ()) -> None:
        version = Version(
            number=event.originator_version,
            what=what,
            at=event.timestamp,
            author=event.author,
            reason=event.reason,
            changes=tuple(changes),
        )
        self.versions = (*self.versions, version)


def _said(reason: str, author: str, at: datetime) -> dict[str, Any]:
    """Why, who and when, checked: neither blank, and a time that everybody reads alike."""
    for name, text in (("reason", reason), ("author", author)):
        if not text.strip():
            raise UsageError.of(
                "missing-reason-or-author", f"expected a {name}", hint=f"say it with the change; a {name} is kept"
            )
    if at.tzinfo is None:
        raise UsageError.of("missing-time-zone", f"expected a time with its time zone, found {at.isoformat()}")
    return {"reason": reason.strip(), "author": author.strip(), "timestamp": at.astimezone(UTC)}

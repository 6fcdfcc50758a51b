"""Events as they are read back: those of designs and reviews, each whole; nothing that a store names is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from frictionaudit.domain.design import Design
from frictionaudit.domain.review.review import Review
from frictionaudit.store.replay import project

_COMMON: Mapping[str, type] = {"reason": str, "author": str, "timestamp": datetime}
_EVENTS: Mapping[str, tuple[type[Any], Mapping[str, type]]] = {
    Design.Drafted.TOPIC: (Design.Drafted, {**_COMMON, "page": dict, "originator_topic": str}),
    Design.Amended.TOPIC: (Design.Amended, {**_COMMON, "changes": list}),
    Design.Retired.TOPIC: (Design.Retired, _COMMON),
    Design.Reopened.TOPIC: (Design.Reopened, _COMMON),
    Design.Snapshot.TOPIC: (Design.Snapshot, {"timestamp": datetime, "topic": str, "state": dict}),
    Review.Opened.TOPIC: (Review.Opened, {"timestamp": datetime, "opening": dict, "originator_topic": str}),
    Review.Noted.TOPIC: (Review.Noted, {"timestamp": datetime, "fact": dict}),
}
"""The events of designs and reviews by topic, with the parts that each has. A topic is looked up here alone."""
_OWNERS: Mapping[Any, str] = {Design.Drafted: Design.TOPIC, Review.Opened: Review.TOPIC, Design.Snapshot: Design.TOPIC}
"""What an event that begins a history, and a snapshot, say they are of."""


class DamagedEventError(Exception):
    """An event that cannot be read: which version it is, and why."""

    def __init__(self, version: object, why: str) -> None:
        self.version = version
        self.why = why
        super().__init__(f"version {version}: {why}")


class EventMapper(Mapper[UUID]):
    """Stored events to events of designs and reviews; DamagedEventError for anything else."""

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event, once its topic is known and its parts are there."""
        number = stored_event.originator_version
        kind, parts = _EVENTS.get(stored_event.topic, (None, {}))
        if kind is None:
            raise DamagedEventError(number, f"there is no kind of event '{str(stored_event.topic)[:80]}'")
        state = self._state(stored_event)
        written, current = state.pop("class_version", 1), getattr(kind, "class_version", 1)
        if not isinstance(written, int) or not 1 <= written <= current:
            raise DamagedEventError(number, "a newer version of frictionaudit wrote it")
        for version in range(written, current):
            getattr(kind, f"upcast_v{version}_v{version + 1}")(state)
        for name, type_of_part in parts.items():
            if not isinstance(state.get(name), type_of_part):
                raise DamagedEventError(number, f"its '{name}' is missing or damaged")
        if kind in _OWNERS and state.get("originator_topic", state.get("topic")) != _OWNERS[kind]:
            raise DamagedEventError(number, "it is not an event of a design or a review")
        event = object.__new__(kind)
        identity = {"originator_id": stored_event.originator_id, "originator_version": number}
        object.__setattr__(event, "__dict__", {**state, **identity})
        return cast(DomainEventProtocol[UUID], event)

    def _state(self, stored_event: StoredEvent) -> dict[str, Any]:
        """What an event holds, decrypted where the store has a key."""
        content = stored_event.state
        try:
            if self.cipher:
                content = self.cipher.decrypt(content)
            return dict(self.transcoder.decode(content))
        except Exception:
            raise DamagedEventError(stored_event.originator_version, "its content is not an event") from None


class History(Application[UUID]):
    """Designs and reviews in one place. A snapshot of a design is taken now and then, so that it opens at once."""

    name = "Application"  # the library derives the names of tables from it
    is_snapshotting_enabled = True
    snapshotting_intervals: ClassVar[Any] = {Design: 100}
    snapshotting_projectors: ClassVar[Any] = {Design: project}

    def construct_mapper(self) -> Mapper[UUID]:
        """A mapper with a fixed list of topics."""
        return EventMapper(transcoder=self.construct_transcoder(), cipher=self.factory.cipher())

    def take_snapshot(self, *args: Any, **kwargs: Any) -> None:
        """Take a snapshot if that is possible: what it would make faster is written already, and must not fail now."""
        with suppress(Exception):
            super().take_snapshot(*args, **kwargs)

    def states(self, id: UUID, last: int | None = None) -> Iterator[Any]:
        """A design or review after each of its events, up to version `last`; the same object, one event further.

        DamagedEventError names the first version that cannot be replayed.
        """
        aggregate: Any = None
        number = 0
        events = iter(self.events.get(id, lte=last))
        while True:
            number += 1
            try:
                event: Any = next(events, None)
                if event is None:
                    return
                aggregate = event.mutate(aggregate)
            except DamagedEventError:
                raise
            except Exception as error:
                if type(error).__module__.startswith("eventsourcing.persistence"):
                    raise
                raise DamagedEventError(number, "its changes do not fit the version before it") from None
            if aggregate is not None:
                yield aggregate

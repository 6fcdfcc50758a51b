"""Events as they are read back: only those of a design, each whole, and nothing that a store names is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from frictionaudit.domain.design import Design

_COMMON: Mapping[str, type] = {"reason": str, "author": str, "timestamp": datetime}
_EVENTS: Mapping[str, tuple[type[Any], Mapping[str, type]]] = {
    Design.Drafted.TOPIC: (Design.Drafted, {**_COMMON, "page": dict, "originator_topic": str}),
    Design.Amended.TOPIC: (Design.Amended, {**_COMMON, "changes": list}),
    Design.Retired.TOPIC: (Design.Retired, _COMMON),
    Design.Reopened.TOPIC: (Design.Reopened, _COMMON),
}
"""The events of a design by topic, with the parts that each has. A topic is looked up here and nowhere else."""


class DamagedEventError(Exception):
    """An event that cannot be read: which version it is, and why."""

    def __init__(self, version: object, why: str) -> None:
        self.version = version
        self.why = why
        super().__init__(f"version {version}: {why}")


class EventMapper(Mapper[UUID]):
    """Stored events to events of a design; DamagedEventError for anything else."""

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event, once its topic is known and its parts are there."""
        number = stored_event.originator_version
        kind, parts = _EVENTS.get(stored_event.topic, (None, {}))
        if kind is None:
            raise DamagedEventError(number, f"there is no kind of event '{str(stored_event.topic)[:80]}'")
        try:
            state = dict(self.transcoder.decode(stored_event.state))
        except Exception:
            raise DamagedEventError(number, "its content is not an event") from None
        written, current = state.pop("class_version", 1), getattr(kind, "class_version", 1)
        if not isinstance(written, int) or not 1 <= written <= current:
            raise DamagedEventError(number, "a newer version of frictionaudit wrote it")
        for version in range(written, current):
            getattr(kind, f"upcast_v{version}_v{version + 1}")(state)
        for name, type_of_part in parts.items():
            if not isinstance(state.get(name), type_of_part):
                raise DamagedEventError(number, f"its '{name}' is missing or damaged")
        if state.get("originator_topic", Design.TOPIC) != Design.TOPIC:
            raise DamagedEventError(number, "it is not an event of a design")
        event = object.__new__(kind)
        identity = {"originator_id": stored_event.originator_id, "originator_version": number}
        object.__setattr__(event, "__dict__", {**state, **identity})
        return cast(DomainEventProtocol[UUID], event)


class DesignEvents(Application[UUID]):
    """The event store, opened for designs."""

    def construct_mapper(self) -> Mapper[UUID]:
        """A mapper with a fixed list of topics."""
        return EventMapper(
            transcoder=self.construct_transcoder(), cipher=self.factory.cipher(), compressor=self.factory.compressor()
        )

    def states(self, id: str, last: int | None = None) -> Iterator[Design]:
        """A design after each of its events, up to version `last`; the same object, one event further each time.

        DamagedEventError names the first version that cannot be replayed.
        """
        design: Design | None = None
        number = 0
        events = iter(self.events.get(Design.create_id(id), lte=last))
        while True:
            number += 1
            try:
                event = next(events, None)
                if event is None:
                    return
                design = event.mutate(design)  # type: ignore[attr-defined]
            except DamagedEventError:
                raise
            except Exception as error:
                if type(error).__module__.startswith("eventsourcing.persistence"):
                    raise
                raise DamagedEventError(number, "its changes do not fit the version before it") from None
            if design is not None:
                yield design

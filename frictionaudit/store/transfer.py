"""Moves a store: into another database event by event, or through a file of JSON lines; both are verified."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from frictionaudit.errors import InputError, UsageError
from frictionaudit.store.check import StoredRow, check, stored_rows
from frictionaudit.store.database import in_memory, translate_errors
from frictionaudit.store.event_store import EventStore

FORMAT = "frictionaudit-store"
_MOST_VERSIONS = 2**31
"""More than any database counts."""


def move(source: EventStore, target: EventStore) -> int:
    """Copy all events, names and places into an empty store, and check the copy. Returns how many events.

    The bytes are copied as they are, so both stores need the same key, and both have the same chain.
    """
    _refuse_filled(target)
    before = check(source)
    if before.faults:
        raise InputError.of("store-damaged", before.faults[0], source.where, "`frictionaudit store check` tells more")
    _copy_names(target, source.names())
    _insert(target, stored_rows(source))
    for design, kept in source.positions.all():
        target.positions.keep(design, *kept)
    after = check(target)
    same = list(stored_rows(source)) == list(stored_rows(target))
    if after.faults or not same or (not before.unchained and after.head != before.head):
        raise InputError.of("store-damaged", "the copy differs from the original", target.where, "remove it, try again")
    return after.events


def export(store: EventStore) -> Iterator[str]:
    """The store as JSON lines, each with a digest that depends on all lines before it. Nothing is encrypted in it.

    A file without its last line is recognised as incomplete.
    """
    previous = ""
    with store.reading() as application:
        cipher: Any = application.mapper.cipher if application is not None else None
    names = [{"person": key, "name": name} for key, name in sorted(store.names().items())]
    documents: Iterable[dict[str, Any]] = (
        *({"format": FORMAT, "version": 1},),
        *names,
        *(_document(row, cipher) for row in stored_rows(store)),
        {"end": True},
    )
    for document in documents:
        line = json.dumps(document, ensure_ascii=False, sort_keys=True)
        previous = _digest(previous, line)
        yield json.dumps({"digest": previous, "line": document}, ensure_ascii=False, sort_keys=True)


def import_lines(store: EventStore, lines: Iterable[str], path: str) -> int:
    """Fill an empty store from exported lines. Returns how many events there are.

    All is checked in memory first: InputError where something is wrong, and then nothing is written.
    """
    _refuse_filled(store)
    documents = list(_documents(lines, path))
    rows = [_event(n, document, path) for n, document in documents if "topic" in document]
    names = [_person(n, document, path) for n, document in documents if "person" in document]
    with EventStore(store.folder, in_memory()) as rehearsal:
        _insert(rehearsal, rows)
        if faults := check(rehearsal).faults:
            raise _not_an_export(path, faults[0])
    cipher: Any = store.application().mapper.cipher
    _copy_names(store, dict(names))
    _insert(store, (_sealed(row, cipher) for row in rows))
    return len(rows)


def _documents(lines: Iterable[str], path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of an export with their numbers; InputError where one is not as it was written, or none is the end."""
    previous, last = "", {}
    for n, text in enumerate(lines, start=1):
        try:
            entry = json.loads(text)
            document, digest = entry["line"], entry["digest"]
        except (ValueError, KeyError, TypeError):
            raise _not_an_export(f"{path}:{n}:1", "this is no line of an export") from None
        previous = _digest(previous, json.dumps(document, ensure_ascii=False, sort_keys=True))
        if digest != previous or not isinstance(document, dict):
            raise _not_an_export(f"{path}:{n}:1", "this line, or one before it, was altered, removed or moved")
        if n == 1 and (document.get("format"), document.get("version")) != (FORMAT, 1):
            raise _not_an_export(f"{path}:1:1", "the file is no export of a store")
        last = document
        yield n, document
    if not last.get("end"):
        raise _not_an_export(path, "the end of the file is missing")


def _not_an_export(where: str, message: str) -> InputError:
    return InputError.of("not-an-export", message, where, "export the store again; nothing was imported")


def _digest(previous: str, line: str) -> str:
    return hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()


def _document(row: StoredRow, cipher: Any) -> dict[str, Any]:
    state = cipher.decrypt(row.state) if cipher else row.state
    document: dict[str, Any] = {"id": row.id, "version": row.version, "topic": row.topic}
    try:
        json.loads(state)
        return {**document, "state": state.decode()}
    except (ValueError, UnicodeDecodeError):
        return {**document, "bytes": b64encode(state).decode()}


def _event(n: int, document: dict[str, Any], path: str) -> StoredRow:
    """The event of a line, not encrypted; InputError where the line does not hold one."""
    try:
        state = document["state"].encode() if "state" in document else b64decode(document["bytes"], validate=True)
        row = StoredRow(UUID(document["id"]).hex, document["version"], document["topic"], state)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _not_an_export(f"{path}:{n}:1", "this line holds no event") from None
    if not isinstance(row.topic, str) or type(row.version) is not int or not 1 <= row.version < _MOST_VERSIONS:
        raise _not_an_export(f"{path}:{n}:1", "this line holds no event")
    return row


def _person(n: int, document: dict[str, Any], path: str) -> tuple[str, str]:
    """The key and the name of a person; InputError where the line does not hold them."""
    key, name = document["person"], document.get("name")
    if not isinstance(key, str) or not isinstance(name, str):
        raise _not_an_export(f"{path}:{n}:1", "this line holds no name")
    return key, name


def _sealed(row: StoredRow, cipher: Any) -> StoredRow:
    return replace(row, state=bytes(cipher.encrypt(row.state))) if cipher else row


def _insert(store: EventStore, rows: Iterable[StoredRow]) -> None:
    """All events in one transaction: a store is filled, or it stays empty."""
    events: list[StoredEvent] = [StoredEvent(UUID(row.id), row.version, row.topic, row.state) for row in rows]
    with translate_errors(store.where):
        store.application().recorder.insert_events(events)


def _copy_names(store: EventStore, names: Any) -> None:
    people = store.people
    for key, name in sorted(names.items()):
        people.put(key, name)


def _refuse_filled(store: EventStore) -> None:
    if next(iter(stored_rows(store)), None) is not None:
        hint = "name an empty folder or database"
        raise UsageError.of("store-not-empty", "there are events in this store already", store.where, hint)

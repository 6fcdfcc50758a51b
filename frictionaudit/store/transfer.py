"""Moves a store: into another database event by event, or through a file of JSON lines; both are verified."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from frictionaudit.errors import InputError, UsageError
from frictionaudit.store.check import StoredRow, check, stored_rows
from frictionaudit.store.database import translate_errors
from frictionaudit.store.event_store import EventStore

FORMAT = "frictionaudit-store"


def move(source: EventStore, target: EventStore) -> int:
    """Copy all events, names and places into an empty store, and check the copy. Returns how many events.

    The bytes are copied as they are, so both stores need the same key, and both have the same chain.
    """
    _refuse_filled(target)
    before = check(source)
    if before.faults:
        raise InputError.of("store-damaged", before.faults[0], source.where, "`frictionaudit store check` tells more")
    _insert(target, stored_rows(source))
    _copy_names(target, source.names())
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
    """Fill an empty store from exported lines, and check it. Returns how many events there are."""
    _refuse_filled(store)
    documents = list(_documents(lines, path))
    cipher: Any = store.application().mapper.cipher
    rows = [_row(document, cipher) for document in documents if "topic" in document]
    _insert(store, rows)
    _copy_names(store, {entry["person"]: entry["name"] for entry in documents if "person" in entry})
    done = check(store)
    if done.faults:
        raise InputError.of("store-damaged", done.faults[0], path, "export the store again")
    return done.events


def _documents(lines: Iterable[str], path: str) -> Iterator[dict[str, Any]]:
    """The lines of an export; InputError with the line where one is not as it was written, or the end is missing."""
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
        yield document
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


def _row(document: dict[str, Any], cipher: Any) -> StoredRow:
    state = document["state"].encode() if "state" in document else b64decode(document["bytes"])
    stored = bytes(cipher.encrypt(state)) if cipher else state
    return StoredRow(document["id"], document["version"], document["topic"], stored)


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

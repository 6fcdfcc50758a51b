"""What is done with a store as a whole: check it, move it, export and import it, erase a name from it."""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import UsageError
from frictionaudit.files import read
from frictionaudit.store import EventStore, transfer
from frictionaudit.store.check import Checked
from frictionaudit.store.check import check as checked
from frictionaudit.store.database import postgres

LARGEST = 4_000_000_000
"""Bytes of an export that can be read."""


def check(folder: Path, head: str | None = None) -> Checked:
    """Check the chain and replay everything."""
    with EventStore.open(folder) as store:
        return checked(store, head)


def move(folder: Path, target: str) -> tuple[int, str]:
    """Copy a store into an empty folder or database; how many events, and where they are now."""
    environment = postgres(target) if "://" in target else None
    with EventStore.open(folder) as source, EventStore(Path(target) if not environment else folder, environment) as new:
        return transfer.move(source, new), new.where


def export(folder: Path) -> Iterator[str]:
    """The lines of an export."""
    with EventStore.open(folder) as store:
        yield from transfer.export(store)


def import_file(folder: Path, file: Path) -> int:
    """Fill an empty store from a file, or from stdin for `-`; how many events."""
    text = sys.stdin.read() if str(file) == "-" else read(file, LARGEST).decode(errors="replace")
    with EventStore.open(folder) as store:
        return transfer.import_lines(store, text.removesuffix("\n").split("\n"), str(file))


def forget(folder: Path, name: str) -> None:
    """Erase a name; UsageError with near matches where the store does not have it."""
    with EventStore.open(folder) as store:
        names = sorted(set(store.names().values()))
        if name.strip() not in names:
            hint = did_you_mean(name, names) if names else "the store has no names"
            raise UsageError.of("no-such-person", f"the store has no name '{name}'", hint=hint)
        store.people.erase(name)


def new_key() -> str:
    """A new key of 32 random bytes, in base64."""
    return b64encode(os.urandom(32)).decode()

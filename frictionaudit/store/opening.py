"""Opens an event store: a new one is made whole, an unwritable one is read, and many may open one at once."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from eventsourcing.persistence import PersistenceError

from frictionaudit.errors import InputError
from frictionaudit.files import exists, head, make_folder, not_written
from frictionaudit.store.database import may_write, read_only, secured, sqlite
from frictionaudit.store.events import History

_SQLITE = b"SQLite format 3\0"
ATTEMPTS = 40
_AT_ONCE = ("concurrently", "already exists", "duplicate key", "deadlock")
"""What PostgreSQL says where several create the same tables at once; a second later they are there."""


def open_file(path: Path) -> History:
    """The events in a SQLite file, which is made if it is missing. InputError for an empty file."""
    if not exists(path):
        _make(path)
    beginning = head(path, len(_SQLITE))
    if beginning != _SQLITE:
        what = "is empty" if not beginning else "is not a history of designs, or is damaged"
        hint = "restore the file from a backup; if nothing was recorded yet, remove it"
        raise InputError.of("unreadable-history", f"the file {what}", str(path), hint)
    return History(secured(sqlite(path) if may_write(path) else read_only(path)))


def _make(path: Path) -> None:
    """A new file under its name only once it is whole, so that a kill leaves no half of it."""
    make_folder(path.parent)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        new.touch()
        History(secured(sqlite(new))).close()
        if not path.exists():
            os.link(new, path)  # unlike a rename it never replaces what somebody else made meanwhile
    except FileExistsError:
        return
    except OSError as error:
        raise not_written(path, error) from None
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            new.with_name(f"{new.name}{ending}").unlink(missing_ok=True)


def open_database(environment: Mapping[str, str]) -> History:
    """The events in a database; where others create its tables at this moment, it tries again."""
    os.environ.update({key: value for key, value in environment.items() if key.startswith("PG")})
    for attempt in range(ATTEMPTS):
        try:
            return History(secured(environment))
        except PersistenceError as error:
            if attempt + 1 == ATTEMPTS or not any(words in str(error) for words in _AT_ONCE):
                raise
            time.sleep(0.05 * (1 + os.getpid() % 7))  # not all at the same moment again
    raise AssertionError  # pragma: no cover

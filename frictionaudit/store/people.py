"""The names of people, kept beside the events under a key, so that a name can be erased and the history stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from frictionaudit.store.beside import TableBeside

PREFIX = "person:"
_ALL = "SELECT id, name FROM people"
_LOCK = {"?": "DELETE FROM people WHERE id IS NULL", "%s": "LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE"}
"""By the mark of a database, what keeps other writers out of the names; SQLite does so from the first write on."""
ERASED = "(name erased)"


class People(TableBeside):
    """The people of a store by key. Names are encrypted where the events are."""

    def key(self, name: str) -> str:
        """The key of a person, made where the name is new. A blank name stays blank, and a key stays a key."""
        name = name.strip()
        if not name or name.startswith(PREFIX):
            return name
        known = self._by_name(name, self.names())
        if known is not None:
            return known
        key = PREFIX + uuid4().hex[:16]
        with self._transaction(True) as cursor:
            self._execute(cursor, _LOCK[self._mark])
            self._execute(cursor, _ALL)  # once more: somebody else may have added the name since
            known = self._by_name(name, self._read(cursor.fetchall()))
            if known is None:
                self._execute(cursor, "INSERT INTO people (id, name) VALUES (?, ?)", (key, self._sealed(name)))
        return known or key

    def names(self) -> Mapping[str, str]:
        """All names by key."""
        return self._read(self._select(_ALL))

    def _read(self, rows: Iterable[Any]) -> dict[str, str]:
        return {row["id"]: self._unsealed(bytes(row["name"])) for row in rows}

    @staticmethod
    def _by_name(name: str, names: Mapping[str, str]) -> str | None:
        return next((key for key, held in names.items() if held == name), None)

    def erase(self, name: str) -> int:
        """Take a name out of the store; returns how many keys had it. Events keep their keys."""
        keys = [key for key, held in self.names().items() if held == name.strip()]
        with self._transaction(True) as cursor:
            if self._mark == "?":  # SQLite would leave the bytes in the file
                cursor.execute("PRAGMA secure_delete = ON")
            for key in keys:
                self._execute(cursor, "DELETE FROM people WHERE id = ?", (key,))
        return len(keys)

    def put(self, key: str, name: str) -> None:
        """Keep a name under the key that it has in another store."""
        with self._transaction(True) as cursor:
            self._execute(cursor, "DELETE FROM people WHERE id = ?", (key,))
            self._execute(cursor, "INSERT INTO people (id, name) VALUES (?, ?)", (key, self._sealed(name)))


def name_of(key: str, names: Mapping[str, str]) -> str:
    """The name behind a key; what is no key is a name that an earlier version recorded."""
    return names.get(key, ERASED) if key.startswith(PREFIX) else key

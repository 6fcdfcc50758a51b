"""The names of people, kept beside the events under a key, so that a name can be erased and the history stays."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from frictionaudit.store.beside import TableBeside

PREFIX = "person:"
ERASED = "(name erased)"


class People(TableBeside):
    """The people of a store by key. Names are encrypted where the events are."""

    def key(self, name: str) -> str:
        """The key of a person, made where the name is new. A blank name stays blank, and a key stays a key."""
        name = name.strip()
        if not name or name.startswith(PREFIX):
            return name
        known = {held: key for key, held in self.names().items()}
        if name in known:
            return known[name]
        key = PREFIX + uuid4().hex[:16]
        with self._transaction(True) as cursor:
            self._execute(cursor, "INSERT INTO people (id, name) VALUES (?, ?)", (key, self._sealed(name)))
        return key

    def names(self) -> Mapping[str, str]:
        """All names by key."""
        return {row["id"]: self._unsealed(bytes(row["name"])) for row in self._select("SELECT id, name FROM people")}

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

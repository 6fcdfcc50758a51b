"""A table beside the events, in the same database; what it holds is encrypted where the events are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from frictionaudit.errors import InputError
from frictionaudit.store.database import key_hint

Transaction = Callable[[bool], AbstractContextManager[Any]]
"""Opens a transaction of the database (True: to write) and gives its cursor."""


class TableBeside:
    """How a table beside the events is read and written."""

    def __init__(self, transaction: Transaction, mark: str, cipher: Any = None) -> None:
        self._transaction = transaction
        self._mark = mark
        self._cipher = cipher

    def _select(self, statement: str, *values: Any) -> list[Any]:
        """The rows; none where an earlier version wrote the store, and one may only read it."""
        with self._transaction(False) as cursor:
            try:
                self._execute(cursor, statement, values)
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise
            return list(cursor.fetchall())

    def _sealed(self, text: str) -> bytes:
        data = text.encode()
        return bytes(self._cipher.encrypt(data)) if self._cipher else data

    def _unsealed(self, data: bytes) -> str:
        try:
            return bytes(self._cipher.decrypt(data) if self._cipher else data).decode()
        except ValueError:
            raise InputError.of(
                "unreadable-history", "the names and drawings in the store cannot be read", hint=key_hint()
            ) from None

    def _execute(self, cursor: Any, statement: str, values: tuple[Any, ...] = ()) -> None:
        cursor.execute(statement.replace("?", self._mark), values)

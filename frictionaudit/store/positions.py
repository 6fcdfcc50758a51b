"""Where the steps of a version stood when it was drawn, kept beside the events: losing it loses nothing recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from frictionaudit.store.beside import TableBeside

Places = Mapping[str, tuple[float, float]]
"""The top left corner of each step in pixels."""


class Kept(NamedTuple):
    """The places of the steps of one version."""

    version: int
    places: Places


class Positions(TableBeside):
    """The places of steps by design and version."""

    def latest(self, design: str, version: int) -> Kept | None:
        """The places of a version, or of the last one before it that was drawn."""
        rows = self._select(
            "SELECT version, places FROM positions WHERE design = ? AND version <= ? ORDER BY version DESC LIMIT 1",
            design,
            version,
        )
        return next((Kept(row["version"], _places(self._unsealed(bytes(row["places"])))) for row in rows), None)

    def keep(self, design: str, version: int, places: Places) -> None:
        """Keep the places of a version, in place of those that it had."""
        text = json.dumps({step: list(place) for step, place in places.items()})
        with self._transaction(True) as cursor:
            self._execute(cursor, "DELETE FROM positions WHERE design = ? AND version = ?", (design, version))
            values = (design, version, self._sealed(text))
            self._execute(cursor, "INSERT INTO positions (design, version, places) VALUES (?, ?, ?)", values)

    def all(self) -> Iterable[tuple[str, Kept]]:
        """Everything kept, by design."""
        rows = self._select("SELECT design, version, places FROM positions ORDER BY design, version")
        return [(row["design"], Kept(row["version"], _places(self._unsealed(bytes(row["places"]))))) for row in rows]


def _places(text: str) -> Places:
    return {step: (float(x), float(y)) for step, (x, y) in json.loads(text).items()}

"""Two people changed the same procedure: the second sees what the first recorded, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.design import Version
from frictionaudit.errors import ConflictError, Problem


class VersionConflictError(ConflictError):
    """Others recorded versions since the one that the page was derived from; `newer` holds them, in order."""

    def __init__(self, id: str, base: int, newer: Iterable[Version]) -> None:
        self.id = id
        self.base = base
        self.newer = tuple(newer)
        entries = "; ".join(
            f"version {version.number} by {version.author} on {version.at:%Y-%m-%d}: {version.reason}"
            for version in self.newer
        )
        since = f"since your version {base}" if base else "in the meantime"
        super().__init__(
            Problem(
                "version-conflict",
                f"others recorded '{id}' {since}: {entries}",
                hint="nothing was written; add their changes to your page, then record it with their last version as "
                "its base",
            )
        )

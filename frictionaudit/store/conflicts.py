"""Two people changed the same procedure: the second is told what the first recorded, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.design import Version
from frictionaudit.errors import ConflictError, Problem


class RecordedInBetweenError(ConflictError):
    """Versions were recorded since the one that the page was derived from; `between` holds them, in order."""

    def __init__(self, id: str, base: int, between: Iterable[Version]) -> None:
        self.id = id
        self.base = base
        self.between = tuple(between)
        acts = "; ".join(
            f"version {version.number} by {version.author} on {version.at:%Y-%m-%d}: {version.reason}"
            for version in self.between
        )
        since = f"since version {base}, from which this was derived" if base else "in the meantime"
        super().__init__(
            Problem(
                "version-conflict",
                f"others recorded '{id}' {since}: {acts}",
                hint="nothing was written; look at their changes, take them into the page, and give their last "
                "version as its base",
            )
        )

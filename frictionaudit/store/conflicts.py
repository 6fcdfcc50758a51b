"""Two people changed or decided the same thing: the second sees what the first recorded, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.design import Version
from frictionaudit.domain.review import Entry, ReviewState
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


class ReviewConflictError(ConflictError):
    """Others decided on the same thing since the version that a person has seen.

    `state` is the review as it stands, `newer` what they noted; nothing was written.
    """

    def __init__(self, state: ReviewState, seen: int, newer: Iterable[Entry]) -> None:
        self.state = state
        self.newer = tuple(newer)
        told = "; ".join(
            f"{entry.fact.kind.replace('-', ' ')} {entry.fact.subject} by {entry.fact.by} on {entry.at:%Y-%m-%d %H:%M}"
            for entry in self.newer
        )
        super().__init__(
            Problem(
                "review-conflict",
                f"others have noted in review '{state.id}' since version {seen}: {told}",
                hint=f"nothing was written; look at `frictionaudit review show {state.id}`, "
                f"then decide with --seen {state.version}",
            )
        )

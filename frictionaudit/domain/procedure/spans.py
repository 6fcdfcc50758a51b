"""Places in a source, and the result of reading a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import Field

from frictionaudit.domain.procedure.parties import Side
from frictionaudit.domain.procedure.procedure import Procedure
from frictionaudit.domain.procedure.references import PagePath
from frictionaudit.domain.values import Value


@dataclass(frozen=True, slots=True)  # made for every word of a page, so it is no pydantic model
class SourceSpan:
    """A place in a source: path, line and column, both counted from 1 (in a table: row and column)."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Skipped(Value):
    """Something that was not read or not examined, and why."""

    what: str
    why: str
    where: SourceSpan | None = None
    not_understood: bool = Field(default=False, description="whether something stays unknown because of it")
    part: bool = Field(
        default=False, exclude_if=lambda part: not part, description="whether steps of the procedure are in it"
    )


class GuessedSide(Value):
    """A party whose side a source does not state; it was inferred from the party's name and place in the source."""

    party: str
    name: str
    side: Side
    known: bool = Field(default=False, description="whether the name alone says it, as 'Tenant' or 'Clerk' do")


@dataclass(frozen=True)
class Reading:
    """A procedure as read from a source, with the place of each of its parts beside it.

    Spans are not part of the value: two pages with the same content are the same procedure, wherever the files
    are. `notes` say how the source was understood, `skipped` what was not understood or a procedure cannot hold.
    `guessed` lists the sides of the parties where the source does not state them. `with_sides` reads the source again
    with these sides settled by party id; None where the source states them itself.
    """

    procedure: Procedure
    spans: Mapping[PagePath, SourceSpan]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = field(default=())
    guessed: tuple[GuessedSide, ...] = ()
    with_sides: Callable[[Mapping[str, Side]], Reading] | None = field(default=None, compare=False, repr=False)

    @property
    def uncertain(self) -> tuple[GuessedSide, ...]:
        """The guessed sides, where at least one is not known from the party's name alone."""
        return () if all(guess.known for guess in self.guessed) else self.guessed

    @property
    def path(self) -> str:
        """The file that it was read from; empty where there is none."""
        span = self.span()
        return span.path if span else ""

    def span(self, *path: str | int) -> SourceSpan | None:
        """The place of a part, or of the nearest part around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.spans:
                return self.spans[path[:end]]
        return None

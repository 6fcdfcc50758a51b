"""One family of errors: a slug, what was expected, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its slug leads to a page, `where` is file:line:column."""

    slug: str
    message: str
    where: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint} [{self.slug}]"


class FrictionauditError(Exception):
    """Something that the user can mend. It holds every problem found at once, not only the first."""

    exit_status = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, slug: str, message: str, where: str = "", hint: str = "") -> Self:
        """An error with a single problem."""
        return cls(Problem(slug, message, where, hint))


class UsageError(FrictionauditError):
    """The command was called in a way that makes no sense (exit status 2)."""


class InputError(FrictionauditError):
    """A source could not be read (exit status 3)."""

    exit_status = 3


class ChangeError(FrictionauditError):
    """A change does not fit the procedure it is applied to (exit status 3)."""

    exit_status = 3


class ConflictError(FrictionauditError):
    """Somebody else recorded something in between (exit status 3); nothing was written."""

    exit_status = 3

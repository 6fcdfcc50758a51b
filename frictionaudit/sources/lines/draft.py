"""A procedure as far as its lines are read: ids, parties, flows and places, and the problems found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Flow, PagePath, SourceSpan
from frictionaudit.errors import Problem
from frictionaudit.sources.lines.details import Details
from frictionaudit.sources.lines.grammar import Said


@dataclass
class Draft:
    """The procedure as far as it is built, with the problems and the notes on the way."""

    path: str
    ids: dict[int, str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    details: dict[int, Details] = field(default_factory=dict)
    flows: dict[str, list[Flow]] = field(default_factory=dict)
    spans: dict[PagePath, SourceSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ends: bool = False

    def complain(self, said: Said, message: str, hint: str) -> None:
        self.problems.append(Problem("not-a-step", message, f"{self.path}:{said.line}:{said.column}", hint))

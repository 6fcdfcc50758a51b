"""The parts of which the flow of a table is made: rows with their steps, and the flows between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Flow, Skipped, Step
from frictionaudit.sources.tables.steps import RowStep

START, END = "start", "end"


@dataclass
class Flows:
    """The flows of each step, the steps that a case begins with, steps to add, and what was not understood."""

    next: dict[str, list[Flow]] = field(default_factory=dict)
    first: list[str] = field(default_factory=list)
    added: dict[str, Step] = field(default_factory=dict)
    ends: bool = False
    notes: list[str] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True)
class TableRow:
    """The steps of one row. An alternative begins with 'or:' and stands beside the row before it."""

    steps: tuple[RowStep, ...]
    alternative: bool = False

    @property
    def first(self) -> RowStep:
        return self.steps[0]

    @property
    def last(self) -> RowStep:
        return self.steps[-1]

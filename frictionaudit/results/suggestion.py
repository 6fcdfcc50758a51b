"""What could be simplified: the changes, what they bring per case and per year, and what is given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.results.measure import Measure


class Effect(Value):
    """What changes would do: measures before and after, per case and per year. Computed, never typed in.

    `between` gives for measures that rest on assumed numbers how small and how large the difference can be, with
    all of these a fifth smaller, and all a fifth larger.
    """

    before: Mapping[str, Measure]
    after: Mapping[str, Measure]
    between: Mapping[str, tuple[float, float]] = Field(
        default={}, description="differences, from the least to the most"
    )

    def gain(self, key: str) -> float:
        """How much better a measure gets; negative where it gets worse, 0 where one side is not known."""
        before, after = self.before[key].value, self.after[key].value
        if before is None or after is None:
            return 0.0
        return self.before[key].definition.gain(before, after)


Safety = Literal["mechanical", "candidate"]


class Suggestion(Value):
    """A simplification: the changes, their proven effect, and what the removed part was protecting.

    It is `mechanical` where it follows from the page, and a `candidate` where somebody who knows the case has to
    judge. `effect` holds the measures that differ; `answers` the rules whose findings it can resolve, `fixes` those of
    which it does: the changed copy was audited again.
    """

    title: str
    changes: tuple[Change, ...]
    effect: Effect | None = None
    trade_off: str = ""
    safety: Safety = "candidate"
    heuristic: str = ""
    answers: tuple[str, ...] = ()
    fixes: tuple[str, ...] = Field(default=(), description="a code for each finding that is gone on the changed copy")
    mitigates: tuple[str, ...] = Field(
        default=(), description="codes whose findings are less severe, or say less, there"
    )
    introduces: tuple[str, ...] = Field(
        default=(), description="a code for each finding that is new on the changed copy"
    )
    steps: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Suggestion({self.title!r}, {self.safety})"


class SuggestedProcedure(Value):
    """What could be simplified in one procedure; `together` is the effect of the suggestions `taken` at once."""

    id: str
    title: str
    source: str
    procedure: Procedure = Field(exclude=True)
    suggestions: tuple[Suggestion, ...]
    taken: tuple[int, ...] = Field(default=(), description="places in `suggestions`, counted from 0")
    together: Effect | None = None


class Plan(Value):
    """Several simplifications made together, with what they bring together, since savings overlap."""

    parts: tuple[Suggestion, ...] = Field(description="in the order in which they are made")
    effect: Effect

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in their order."""
        return tuple(change for part in self.parts for change in part.changes)

    def __repr__(self) -> str:
        return f"Plan({[part.title for part in self.parts]})"


class PlannedProcedure(Value):
    """Sets of simplifications of one procedure of which none is worse than another in everything.

    `looked_at` counts the sets that were measured; `cut_short` tells why there may be better ones, empty where all
    within the limits were looked at.
    """

    id: str
    title: str
    source: str
    procedure: Procedure = Field(exclude=True)
    plans: tuple[Plan, ...]
    looked_at: int
    cut_short: str = ""

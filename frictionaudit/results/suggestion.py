"""What could be simplified: the changes, their effect per case and per year, and the trade-off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.errors import UsageError
from frictionaudit.results.measure import Measure

BURDEN = frozenset({"customer_minutes", "staff_minutes", "lead_time", "silent_time", "customer_cost", "staff_cost"})
"""The totals of a case; their parts, such as filling in, are not looked at again."""
MINOR_SHARE = 0.01
"""A saving below this share of a total is minor."""
_MINOR_COUNT = 0.05
"""So is one below this number per case in a measure that counts things."""


class Effect(Value):
    """What changes would do: measures before and after, per case and per year. Computed, never typed in.

    `between` is the range of the difference for measures that depend on assumed numbers, with all of these a fifth
    smaller and a fifth larger. Where a change rests on a hypothesis, the range begins with the effect if it does not
    hold, and the measures after the change count as assumed.
    """

    before: Mapping[str, Measure]
    after: Mapping[str, Measure]
    between: Mapping[str, tuple[float, float]] = Field(
        default={}, description="the smallest and the largest difference"
    )

    unchanged: frozenset[str] = Field(default=frozenset(), exclude=True, repr=False)
    """The measures that were compared and do not differ."""

    def gain(self, key: str) -> float:
        """How much better a measure gets; negative where it gets worse, 0 where one side is unknown, or both are equal.

        UsageError for what is not among the measures.
        """
        if key in self.unchanged:
            return 0.0
        if key not in self.before:
            hint = did_you_mean(key, sorted({*self.before, *self.unchanged}))
            raise UsageError.of("unknown-measure", f"there is no measure '{key}' in this effect", hint=hint)
        before, after = self.before[key].value, self.after[key].value
        if before is None or after is None:
            return 0.0
        return self.before[key].definition.gain(before, after)

    @property
    def is_minor(self) -> bool:
        """Whether it saves under 1 % of the time, the money and the silence, and under one in twenty of what counts."""
        return not any(self._is_notable(key, measure) for key, measure in self.before.items())

    def _is_notable(self, key: str, measure: Measure) -> bool:
        if key in BURDEN:
            return measure.value is not None and self.gain(key) >= MINOR_SHARE * measure.value > 0
        counts = measure.scope == "case" and measure.unit not in ("minutes", "share", "ratio")
        return counts and self.gain(key) >= _MINOR_COUNT


Safety = Literal["mechanical", "candidate"]


class FindingChanges(Value):
    """How the findings of a changed copy differ from those of the page as it is."""

    fixes: tuple[str, ...] = Field(default=(), description="a code for each finding that is gone on the changed copy")
    mitigates: tuple[str, ...] = Field(
        default=(), description="codes of findings that are less severe, or say less, on the changed copy"
    )
    introduces: tuple[str, ...] = Field(
        default=(), description="a code for each finding that is new on the changed copy"
    )


class Suggestion(FindingChanges):
    """A simplification: the changes, their proven effect, and what the removed part was protecting.

    A `mechanical` one follows from the page; a `candidate` needs judgement by someone who knows the procedure.
    `effect` holds the measures that differ. `assumes` is a clause that would have to be true for the whole effect, and
    `check` says what somebody has to look at before; both may be empty. `answers` lists the rules whose findings it can
    fix, `fixes` those that it does fix: the changed copy was audited again.
    """

    title: str
    changes: tuple[Change, ...]
    effect: Effect | None = None
    trade_off: str = ""
    assumes: str = ""
    check: str = ""
    safety: Safety = "candidate"
    heuristic: str = ""
    answers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Suggestion({self.title!r}, {self.safety})"

    __str__ = __repr__

    @property
    def is_minor(self) -> bool:
        """Whether it affects no finding, and every gain is too small to be shown unless asked for."""
        return not (self.fixes or self.mitigates) and (self.effect is None or self.effect.is_minor)


BurdenKind = Literal["effort", "wait"]


class Burden(Value):
    """The step at which a procedure burdens most: the customer's time, or waiting on us and on third parties.

    Both are in minutes per case; `total` is the same over all steps. `answered_by` has the positions of the suggestions
    that reduce it by a tenth or more, counted from 0; it is empty where none is known. `perhaps_by` has those that can
    lessen it by an amount that the page does not tell.
    """

    kind: BurdenKind
    step: str
    minutes: float
    total: float
    answered_by: tuple[int, ...] = ()
    perhaps_by: tuple[int, ...] = ()


class SuggestedProcedure(Value):
    """What could be simplified in one procedure; `together` is the combined effect of the suggestions `taken`."""

    id: str
    title: str
    source: str
    procedure: Procedure = Field(exclude=True)
    suggestions: tuple[Suggestion, ...]
    burdens: tuple[Burden, ...] = Field(default=(), description="the greatest effort, and the longest wait")
    taken: tuple[int, ...] = Field(default=(), description="positions in `suggestions`, counted from 0")
    changes: tuple[Change, ...] = Field(
        default=(), description="all changes of the suggestions taken, those that announce something last"
    )
    together: Effect | None = None
    cut_short: str = Field(default="", description="why not every idea was proved, if so")
    split_evenly: tuple[str, ...] = Field(
        default=(), description="decisions whose shares the page does not give; every effect rests on an even split"
    )


class Plan(FindingChanges):
    """Several simplifications with their combined effect, measured as a whole because savings overlap."""

    parts: tuple[Suggestion, ...] = Field(description="in the order in which they are applied")
    effect: Effect

    @property
    def assumes(self) -> tuple[str, ...]:
        """What would have to be true for the whole effect, each hypothesis once."""
        return tuple(dict.fromkeys(part.assumes for part in self.parts if part.assumes))

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in their order."""
        return tuple(change for part in self.parts for change in part.changes)

    def __repr__(self) -> str:
        return f"Plan({[part.title for part in self.parts]})"

    __str__ = __repr__


class PlannedProcedure(Value):
    """The Pareto-optimal sets of simplifications of one procedure.

    `looked_at` counts the sets that were measured. `cut_short` says why there may be better ones; it is empty when
    the search was exhaustive.
    """

    id: str
    title: str
    source: str
    procedure: Procedure = Field(exclude=True)
    plans: tuple[Plan, ...]
    looked_at: int
    cut_short: str = ""
    split_evenly: tuple[str, ...] = Field(
        default=(), description="decisions whose shares the page does not give; every effect rests on an even split"
    )

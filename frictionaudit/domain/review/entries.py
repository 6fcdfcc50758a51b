"""What a review was opened on, by value: findings, suggestions, figures; and what it predicts and measures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator

from frictionaudit.domain.changes import Change, lift
from frictionaudit.domain.values import Value

SHORT, LONG = 300, 5_000
"""The longest name or title, and the longest story or reason, in characters."""


class Figure(Value):
    """One measure of the procedure when the review was opened; None is unknown."""

    key: str
    label: str
    unit: str
    value: float | None
    elapsed: bool = False


class FindingEntry(Value):
    """A finding as the audit reported it; `id` is its name within the review: F1 is the worst."""

    id: str
    fingerprint: str
    rule: str
    name: str
    severity: str
    message: str
    about: str = ""
    steps: tuple[str, ...] = ()
    share: float = Field(default=0.0, description="largest share of the procedure's burden that is at stake, 0 to 1")


class MeasuredEffect(Value):
    """How one measure changes: before, after, and the range of the difference where it is known."""

    key: str
    label: str
    unit: str
    direction: Literal["less", "more", "neither"] = "less"
    elapsed: bool = False
    before: float | None
    after: float | None
    low: float | None = Field(default=None, description="the smallest difference after − before that is plausible")
    high: float | None = Field(default=None, description="the largest one")

    @property
    def difference(self) -> float | None:
        """After − before; None where one of them is unknown."""
        return None if self.before is None or self.after is None else self.after - self.before


class Prediction(Value):
    """What a suggestion is expected to do, measure by measure; the headline measures come first."""

    effects: tuple[MeasuredEffect, ...] = ()
    volume: float | None = Field(default=None, description="cases per year, where the page says it")


class SuggestionEntry(Value):
    """A suggestion by value; `id` is its name within the review. `finding` is set where it answers one finding."""

    id: str
    title: str
    changes: tuple[Change, ...]
    trade_off: str = ""
    assumes: str = ""
    check: str = ""
    safety: Literal["mechanical", "candidate"] = "candidate"
    fixes: tuple[str, ...] = ()
    introduces: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    finding: str = Field(default="", description="the finding it is an alternative for")
    prediction: Prediction = Prediction()

    @field_validator("changes", mode="before")
    @classmethod
    def _in_todays_form(cls, changes: Any) -> Any:
        """Changes as an earlier version recorded them, in today's form."""
        if not isinstance(changes, list | tuple):
            return changes
        return tuple(lift(change) if isinstance(change, Mapping) else change for change in changes)


class Check(Value):
    """How and when a decision is checked, chosen before its result is known."""

    method: str
    on: date
    weeks: float | None = Field(default=None, description="weeks of data that are needed; None where nobody can tell")
    cases: int | None = Field(default=None, description="cases needed before and after")
    assumes: str = ""
    enough: bool = Field(default=True, description="whether that day is late enough for them")


class Opening(Value):
    """What a review was opened on. People are kept by key, since events cannot be erased and names must be."""

    id: str
    procedure: str
    title: str
    design_version: int = Field(ge=1)
    owner: str
    people: tuple[str, ...] = ()
    trigger: str = ""
    held_on: date
    findings: tuple[FindingEntry, ...] = ()
    suggestions: tuple[SuggestionEntry, ...] = ()
    figures: tuple[Figure, ...] = ()
    care: tuple[tuple[str, str], ...] = Field(default=(), description="the ten points of care, each with its state")


class Verification(Value):
    """Predicted beside realised effect of one accepted suggestion. `answer` says plainly what follows."""

    suggestion: str
    method: str
    answer: Literal["as predicted", "less than predicted", "more than predicted", "did not come", "cannot tell yet"]
    realised: tuple[MeasuredEffect, ...] = ()
    predicted: tuple[MeasuredEffect, ...] = ()
    cases_before: int | None = None
    cases_after: int | None = None
    cases_more: int | None = Field(default=None, description="how many cases more would tell")
    note: str = ""

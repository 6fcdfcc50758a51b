"""What an audit says: measures, findings, suggestions with their effect, and what was not looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from frictionaudit.domain.agreed import JudgedBudget as JudgedBudget
from frictionaudit.domain.agreed import KnownFinding as KnownFinding
from frictionaudit.domain.agreed import Waiver as Waiver
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Because, Procedure, Skipped, SourceSpan
from frictionaudit.domain.questions import Question
from frictionaudit.domain.values import Value

Strength = Literal["drawn", "measured", "assumed", "unknown"]
Bound = Literal["exact", "at least", "between", "estimate"]
Scope = Literal["case", "year", "model", "log"]
Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)  # an audit of many files has a hundred thousand of them
class Basis:
    """Where a measure comes from: the weakest evidence among the numbers that entered it.

    `bound` tells how the value relates to the truth: where steps say nothing, a sum is `at least` its
    value; where routing is not structured, it lies `between` low and high; a ratio of incomplete sums is
    an `estimate`.
    """

    kind: Strength
    bound: Bound = "exact"
    low: float | None = None
    high: float | None = None
    assumed: Annotated[tuple[str, ...], Field(description="what was assumed, and why")] = ()
    unknown: Annotated[tuple[str, ...], Field(description="steps or parts that say nothing")] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of an audit. `value` None means unknown, which is not zero."""

    key: str
    value: float | None
    unit: str
    scope: Scope
    evidence: Basis


BETTER_HIGHER = frozenset({"flow_efficiency", "known_data_ratio", "rolled_yield", "completion_parity"})
"""Measures of which more is better; of all others less is."""


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
        return after - before if key in BETTER_HIGHER else before - after


Safety = Literal["mechanical", "candidate"]


class Suggestion(Value):
    """A simplification: the changes, their proven effect, and what the removed part was protecting.

    It is `mechanical` where it follows from the page, and a `candidate` where somebody who knows the case has to
    judge. `effect` holds the measures that differ; `answers` the rules whose findings it can resolve, `solves` those of
    which it does: the changed copy was audited again.
    """

    title: str
    changes: tuple[Change, ...]
    effect: Effect | None = None
    given_up: str = ""
    safety: Safety = "candidate"
    heuristic: str = ""
    answers: tuple[str, ...] = ()
    solves: tuple[str, ...] = Field(default=(), description="a code for each finding that is gone on the changed copy")
    eases: tuple[str, ...] = Field(default=(), description="codes whose findings are less severe, or say less, there")
    raises: tuple[str, ...] = Field(default=(), description="a code for each finding that is new on the changed copy")
    steps: tuple[str, ...] = ()


class Finding(Value):
    """One problem of procedural care.

    `steps` are the ids of the steps concerned, `about` the form, field, document or flow meant;
    together with the rule they identify the finding, whatever its wording and place.
    """

    rule: str
    name: str
    severity: Severity
    steps: tuple[str, ...]
    about: str = ""
    message: str
    fingerprint: str = ""
    where: SourceSpan | None = None
    justified: Because | None = Field(default=None, description="why the friction is right, where the page says so")
    waived: Waiver | None = Field(default=None, description="who lets it stay until when, where the settings say so")
    known: bool = Field(default=False, description="it is in the baseline: known before, and not counted as new")
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it counts: neither justified on the page, nor waived, nor known before."""
        return self.justified is None and self.waived is None and not self.known


def fingerprint(rule: str, about: str, steps: tuple[str, ...]) -> str:
    """Identity of a finding: survives moved lines and reworded text."""
    text = "\x1f".join((rule, about, *sorted(steps)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Comparison(Value):
    """Two versions of a procedure: the changes between them, their effect, and the findings solved and new."""

    before: Procedure
    after: Procedure
    changes: tuple[Change, ...]
    effect: Effect
    solved: tuple[Finding, ...]
    new: tuple[Finding, ...]
    stays: int = Field(description="open findings that are in both")


class Coverage(Value):
    """How much was looked at, and what could not be judged, because …"""

    steps: int = Field(description="steps looked at")
    rules: tuple[str, ...] = Field(description="codes of the rules that were run")
    not_judged: tuple[Skipped, ...] = Field(default=(), description="what could not be judged, and why")


class MeasuredProcedure(Value):
    """The measures of one procedure."""

    id: str
    title: str
    source: str
    measures: Mapping[str, Measure]


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


CareState = Literal["kept", "open", "not told"]


class CarePoint(Value):
    """One of ten points of care, with the rules whose findings leave it open."""

    point: str
    state: CareState
    rules: tuple[str, ...] = ()


class ProcedureAudit(Value):
    """The audit of one procedure."""

    id: str
    title: str
    kind: str
    source: str
    measures: Mapping[str, Measure]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    coverage: Coverage
    care: tuple[CarePoint, ...] = Field(default=(), description="ten points of care, filled from the findings")
    missing: tuple[Question, ...] = Field(default=(), description="what would be worth knowing; only where asked for")

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that count: neither justified on the page, nor waived, nor known before."""
        return tuple(finding for finding in self.findings if finding.open)

    @property
    def justified(self) -> tuple[Finding, ...]:
        """Findings whose friction the page justifies."""
        return tuple(finding for finding in self.findings if finding.justified is not None)


class RuleInfo(Value):
    """What a reader of an audit needs to know of a rule: its title, why it matters, what to do."""

    code: str
    name: str
    level: Severity
    element: str
    title: str
    why: str
    do: str


class Summary(Value):
    """Counts over all procedures of an audit."""

    procedures: int
    unreadable: int
    findings: Mapping[str, int] = Field(description="open findings by severity")
    justified: int
    waived: int = 0
    known: int = 0


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of some findings are open, for each severity."""
    severities = [finding.severity for finding in findings if finding.open]
    return {severity: severities.count(severity) for severity in SEVERITIES}


class Audit(Value):
    """A plain, versioned document; whatever renders it needs neither graph nor store."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    procedures: tuple[ProcedureAudit, ...]
    rules: Mapping[str, RuleInfo] = Field(default={}, description="the rules that found something")
    skipped: tuple[Skipped, ...] = Field(default=(), description="files that were not read, and why")
    about_settings: tuple[Finding, ...] = Field(default=(), description="what is to be said of the settings themselves")
    budgets: tuple[JudgedBudget, ...] = Field(default=(), description="the friction budgets, each beside its measure")
    fixed: tuple[KnownFinding, ...] = Field(default=(), description="findings of the baseline that are gone")
    summary: Summary

    def document(self) -> dict[str, Any]:
        """The audit as plain data; what is None or empty stays, so that every key is always there."""
        return self.model_dump(mode="json", by_alias=True)

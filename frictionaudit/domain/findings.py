"""What an audit says: measures, findings, suggestions with their effect, and what was not looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

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


class Effect(Value):
    """What changes would do: measures before and after, per case and per year. Computed, never typed in."""

    before: Mapping[str, Measure]
    after: Mapping[str, Measure]


class Suggestion(Value):
    """A simplification: the changes, their proven effect, and what the removed part was protecting."""

    title: str
    changes: tuple[Change, ...]
    effect: Effect | None = None
    given_up: str = ""
    safety: Literal["mechanical", "candidate"] = "candidate"


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
    suggestions: tuple[Suggestion, ...] = ()


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
    missing: tuple[Question, ...] = Field(default=(), description="what would be worth knowing; only where asked for")

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that the page does not justify."""
        return tuple(finding for finding in self.findings if finding.justified is None)

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


class Audit(Value):
    """A plain, versioned document; whatever renders it needs neither graph nor store."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    procedures: tuple[ProcedureAudit, ...]
    rules: Mapping[str, RuleInfo] = Field(default={}, description="the rules that found something")
    skipped: tuple[Skipped, ...] = Field(default=(), description="files that were not read, and why")
    summary: Summary

    def document(self) -> dict[str, Any]:
        """The audit as plain data; what is None or empty stays, so that every key is always there."""
        return self.model_dump(mode="json", by_alias=True)

"""What an audit says: measures, findings, suggestions with their effect, and what was not looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Because, GuessedSide, Procedure, Skipped, SourceSpan
from frictionaudit.domain.values import Value
from frictionaudit.results.burden import Burden as Burden
from frictionaudit.results.burden import BurdenLine as BurdenLine
from frictionaudit.results.care import CarePoint as CarePoint
from frictionaudit.results.care import CarePointName as CarePointName
from frictionaudit.results.care import CareState as CareState
from frictionaudit.results.care import Element as Element
from frictionaudit.results.completeness import Completeness as Completeness
from frictionaudit.results.completeness import Gaps as Gaps
from frictionaudit.results.customer_page import Readability as Readability
from frictionaudit.results.drawing import Drawing
from frictionaudit.results.measure import Basis as Basis
from frictionaudit.results.measure import Bound as Bound
from frictionaudit.results.measure import Measure as Measure
from frictionaudit.results.measure import MeasureDefinition, with_definitions
from frictionaudit.results.measure import Scope as Scope
from frictionaudit.results.measure import Strength as Strength
from frictionaudit.results.policy import JudgedBudget as JudgedBudget
from frictionaudit.results.policy import KnownFinding as KnownFinding
from frictionaudit.results.policy import UnderReview as UnderReview
from frictionaudit.results.policy import Waiver as Waiver
from frictionaudit.results.question import Question
from frictionaudit.results.stake import AtStake as AtStake
from frictionaudit.results.stake import Stake as Stake
from frictionaudit.results.suggestion import Effect as Effect
from frictionaudit.results.suggestion import Plan as Plan
from frictionaudit.results.suggestion import PlannedProcedure as PlannedProcedure
from frictionaudit.results.suggestion import Safety as Safety
from frictionaudit.results.suggestion import SuggestedProcedure as SuggestedProcedure
from frictionaudit.results.suggestion import Suggestion as Suggestion

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Finding(Value):
    """One problem of procedural care.

    `steps` are the ids of the steps concerned, `about` the form, field, document or flow meant;
    together with the rule they identify the finding, whatever its wording and place. What is found about the
    procedure as a whole is identified without the steps at which it shows.
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
    review: UnderReview | None = Field(
        default=None, exclude_if=lambda review: review is None, description="which review has it, and by when"
    )
    known: bool = Field(default=False, description="it is in the baseline: known before, and not counted as new")
    suggestions: tuple[Suggestion, ...] = ()
    also: tuple[str, ...] = Field(default=(), description="codes of other rules that say the same")
    portion: float = Field(default=1.0, exclude=True, description="part of the burden at its places that it is about")
    priced: tuple[str, ...] = Field(default=(), exclude=True, description="its places with a burden, if not all")
    going_back: tuple[str, ...] = Field(default=(), exclude=True, description="steps by which cases go back")
    at_stake: AtStake | None = Field(default=None, description="None where nothing is at stake, or no time is known")

    def __repr__(self) -> str:
        return f"Finding({self.severity} {self.rule} {self.name}: {self.message})"

    __str__ = __repr__

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that say it: its own, then the others."""
        return (self.rule, *self.also)

    @property
    def open(self) -> bool:
        """Whether it counts: neither justified on the page, nor waived, nor known before."""
        return self.justified is None and self.waived is None and not self.known

    @property
    def by_step(self) -> bool:
        """Whether its steps are part of its identity; those of a finding about the whole procedure are not."""
        return bool(self.steps) and self.fingerprint == fingerprint(self.rule, self.about, self.steps)


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
    drawing: Drawing | None = Field(default=None, exclude=True, description="what is different, where it is asked for")


class Coverage(Value):
    """How much was looked at, and what could not be judged, because …"""

    steps: int = Field(description="steps looked at")
    rules: tuple[str, ...] = Field(description="codes of the rules that were run")
    elements: Mapping[Element, int] = Field(default={}, description="how many of the rules are of which kind of care")
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
    burden: Burden = Field(default=Burden(), description="where the time of customers and staff goes")
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    guessed: tuple[GuessedSide, ...] = Field(
        default=(), description="sides of parties that the source does not state and their names do not say for certain"
    )
    coverage: Coverage
    completeness: Completeness = Field(default=Completeness(), description="what the page does not say; no findings")
    care: tuple[CarePoint, ...] = Field(default=(), description="ten points of care, filled from the findings")
    readability: Readability | None = Field(
        default=None, description="of what customers read; None where the page has no text for them"
    )
    missing: tuple[Question, ...] = Field(default=(), description="what would be worth knowing; only where asked for")
    drawing: Drawing | None = Field(default=None, description="the procedure with its findings; where asked for")

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
    element: Element
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
    gaps: Gaps = Field(default=Gaps(), description="what the pages leave out, counted apart from the findings")


def by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of some findings are open, for each severity."""
    severities = [finding.severity for finding in findings if finding.open]
    return {severity: severities.count(severity) for severity in SEVERITIES}


class Audit(Value):
    """A plain, versioned document; whatever renders it needs neither graph nor store."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    procedures: tuple[ProcedureAudit, ...]
    rules: Mapping[str, RuleInfo] = Field(default={}, description="the rules that found something")
    definitions: Mapping[str, MeasureDefinition] = Field(default={}, description="how each measure is named and judged")
    skipped: tuple[Skipped, ...] = Field(default=(), description="files that were not read, and why")
    about_settings: tuple[Finding, ...] = Field(default=(), description="what is to be said of the settings themselves")
    budgets: tuple[JudgedBudget, ...] = Field(default=(), description="the friction budgets, each beside its measure")
    fixed: tuple[KnownFinding, ...] = Field(default=(), description="findings of the baseline that are gone")
    summary: Summary

    @model_validator(mode="after")
    def _measures_know_their_definitions(self) -> Self:
        """A document that was written yesterday holds each definition once; its measures get theirs back."""
        for procedure in self.procedures:
            if any(measure.definition_ is None for measure in procedure.measures.values()):
                measures = with_definitions(procedure.measures, self.definitions)
                object.__setattr__(procedure, "measures", measures)
        return self

    def __repr__(self) -> str:
        return f"Audit({', '.join(procedure.id for procedure in self.procedures)})"

    __str__ = __repr__

    def document(self) -> dict[str, Any]:
        """The audit as plain data; what is None or empty stays, so that every key is always there."""
        return self.model_dump(mode="json", by_alias=True)

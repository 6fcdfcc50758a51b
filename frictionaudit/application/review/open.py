"""Opens a review: the page is recorded if it is not yet, audited, and everything found is put on the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.application.audit import Sources, merge, part, subjects
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.history import neither_file_nor_record
from frictionaudit.application.inputs import read_paths
from frictionaudit.application.review.predict import prediction
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.domain.review import Figure, FindingEntry, Opening, ReviewState, SuggestionEntry
from frictionaudit.domain.review.entries import SHORT
from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import is_file
from frictionaudit.results.audit import Finding, ProcedureAudit
from frictionaudit.results.suggestion import Suggestion
from frictionaudit.store import Designs, EventStore, Reviews


@dataclass(frozen=True)
class Occasion:
    """Who reviews, when, and what triggered it."""

    owner: str
    people: tuple[str, ...] = ()
    trigger: str = ""


@dataclass(frozen=True)
class Opened:
    """A review that was opened, and whether its page was recorded for that."""

    state: ReviewState
    version: int
    recorded: bool


def open_review(
    name: str, occasion: Occasion, store: EventStore, options: AuditOptions, at: datetime, today: date
) -> Opened:
    """Open a review of a page, or of a recorded design by its id."""
    _refuse_long(occasion)
    designs, reviews = Designs(store), Reviews(store)
    reading, version, recorded = _recorded(name, occasion.owner, designs, at)
    procedure = reading.procedure
    (examined,) = merge([part(Sources((reading,), (), ()), options)], options).procedures
    (subject,) = subjects([procedure], options.today, options.limits)
    ideas = suggestions(subject, Measures(subject))

    def opening(id: str) -> Opening:
        return Opening(
            id=id,
            procedure=procedure.id,
            title=procedure.title,
            design_version=version,
            owner=occasion.owner,
            people=occasion.people,
            trigger=occasion.trigger,
            held_on=today,
            findings=tuple(_finding(n, finding) for n, finding in enumerate(examined.open, start=1)),
            suggestions=tuple(_suggestion(n, idea, procedure) for n, idea in enumerate(ideas, start=1)),
            figures=_figures(examined),
            care=tuple((point.name or point.point, point.state) for point in examined.care),
        )

    return Opened(reviews.open(opening, procedure.id, at), version, recorded)


def _recorded(name: str, author: str, designs: Designs, at: datetime) -> tuple[Reading, int, bool]:
    """The procedure, its recorded version, and whether that was recorded just now."""
    path = Path(name)
    if name != "-" and not is_file(path):
        if name not in designs.ids():
            raise neither_file_nor_record(name, designs.ids())
        procedure, version = designs.at(name)
        return Reading(procedure, {}), version.number, False
    read = read_paths([path])
    if read.problems:
        raise InputError(read.problems)
    if len(read.readings) != 1:
        message = f"a review is about one procedure, and {len(read.readings)} were found"
        raise UsageError.of("expected-one-page", message, name, "name one page")
    reading = read.readings[0]
    page = path if is_file(path) else None
    done = designs.record(reading.procedure, reason="as found for the review", author=author, at=at, page=page)
    return reading, done.version.number, done.written


def _finding(n: int, finding: Finding) -> FindingEntry:
    return FindingEntry(
        id=f"F{n}",
        fingerprint=finding.fingerprint,
        rule=finding.rule,
        name=finding.name,
        severity=finding.severity,
        message=finding.message,
        about=finding.about,
        steps=finding.steps,
        share=round(finding.at_stake.share, 6) if finding.at_stake else 0.0,
    )


def _suggestion(n: int, idea: Suggestion, procedure: Procedure) -> SuggestionEntry:
    volume = procedure.volume.per_year if procedure.volume else None
    return SuggestionEntry(
        id=f"S{n}",
        title=idea.title,
        changes=idea.changes,
        trade_off=idea.trade_off,
        assumes=idea.assumes,
        check=idea.check,
        safety=idea.safety,
        fixes=idea.fixes,
        introduces=idea.introduces,
        steps=idea.steps,
        prediction=prediction(idea.effect, volume),
    )


def _figures(examined: ProcedureAudit) -> tuple[Figure, ...]:
    """The measures that people ask for first, in their order."""
    ranked = sorted(
        (measure for measure in examined.measures.values() if measure.definition.headline),
        key=lambda measure: measure.definition.headline,
    )
    return tuple(
        Figure(
            key=measure.key,
            label=measure.definition.label,
            unit=measure.unit,
            value=measure.value,
            elapsed=measure.definition.elapsed,
        )
        for measure in ranked
    )


def _refuse_long(occasion: Occasion) -> None:
    texts: Sequence[str] = (occasion.owner, occasion.trigger, *occasion.people)
    if any(len(text) > SHORT for text in texts):
        raise UsageError.of("too-long", f"a name or trigger has more than {SHORT} characters", hint="shorten it")

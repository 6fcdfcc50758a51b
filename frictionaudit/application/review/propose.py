"""Proposes another answer to a finding: changes from suggestions or a file, with their joint effect measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.application.audit import subjects
from frictionaudit.application.review.note import Moment
from frictionaudit.application.review.predict import prediction
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.review import AlternativeProposed, ReviewState, SuggestionEntry
from frictionaudit.domain.review.entries import SHORT
from frictionaudit.domain.review.permitted import known
from frictionaudit.errors import ChangeError, UsageError
from frictionaudit.sources import change_file
from frictionaudit.store import Designs, EventStore, Reviews


@dataclass(frozen=True)
class Proposal:
    """An alternative for a finding: what it is called, the suggestions it is made of, and a file of more changes."""

    finding: str
    title: str = ""
    suggestions: Sequence[str] = ()
    changes: Path | None = None


def propose(store: EventStore, id: str, proposal: Proposal, by: str, moment: Moment) -> ReviewState:
    """Record an alternative, its effect proved on a copy of the design as it is now."""

    def fact(state: ReviewState) -> AlternativeProposed:
        procedure, _ = Designs(store).at(state.opening.procedure)
        known(proposal.finding, state.findings, "finding", state.id)
        parts = [_part(state, name) for name in proposal.suggestions]
        changes = (*(change for part in parts for change in part.changes), *_from_file(proposal.changes, procedure))
        if not changes:
            hint = "name suggestions with --suggestion, or a file with --changes"
            raise UsageError.of("nothing-changed", "the alternative changes nothing", hint=hint)
        title = proposal.title or " and ".join(part.title for part in parts) or "an alternative"
        return AlternativeProposed(
            by=by, alternative=_entry(state, proposal.finding, title[:SHORT], changes, parts, procedure)
        )

    return Reviews(store).note(id, fact, moment.at, moment.today, moment.seen)


def _entry(
    state: ReviewState,
    finding: str,
    title: str,
    changes: tuple[Change, ...],
    parts: Sequence[SuggestionEntry],
    procedure: Procedure,
) -> SuggestionEntry:
    (subject,) = subjects([procedure])
    assumes = tuple(dict.fromkeys(part.assumes for part in parts if part.assumes))
    try:
        apply(procedure, changes)
        effect = prove(subject, changes, None, assumes)
    except ChangeError as error:
        raise UsageError(error.problems) from None
    volume = procedure.volume.per_year if procedure.volume else None
    return SuggestionEntry(
        id=state.next_id("S"),
        title=title,
        changes=changes,
        trade_off="; ".join(dict.fromkeys(part.trade_off for part in parts if part.trade_off)),
        assumes="; ".join(assumes),
        steps=tuple(dict.fromkeys(step for part in parts for step in part.steps)),
        finding=finding,
        prediction=prediction(effect, volume),
    )


def _part(state: ReviewState, name: str) -> SuggestionEntry:
    known(name.upper(), state.suggestions, "suggestion", state.id)
    return state.suggestions[name.upper()]


def _from_file(file: Path | None, procedure: Procedure) -> tuple[Change, ...]:
    if file is None:
        return ()
    read = change_file.read(file)
    read.fit(procedure)
    return read.changes

"""Reviews in an audit: what was waived until when does not count, and what is under review is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from frictionaudit.domain.review import (
    FindingAccepted,
    FindingDeferred,
    FindingDisputed,
    FindingEntry,
    FindingWaived,
    ReviewState,
)
from frictionaudit.results.audit import Audit, ProcedureAudit, UnderReview, Waiver
from frictionaudit.store import EventStore, Reviews


def states(store: Path) -> tuple[ReviewState, ...]:
    """All reviews of a folder; none where there is no store, and then none is created."""
    with EventStore.open(store) as opened:
        reviews = Reviews(opened)
        return tuple(reviews.get(id) for id in reviews.ids())


def waivers(reviews: Iterable[ReviewState]) -> Iterator[Waiver]:
    """What reviews have waived. The decision of the last review on a finding counts."""
    for (procedure, _), (state, finding) in _latest(reviews).items():
        entry = state.decisions.get(finding.id)
        if entry is not None and isinstance(entry.fact, FindingWaived):
            yield Waiver(
                rule=finding.rule,
                procedure=procedure,
                fingerprint=finding.fingerprint,
                about=finding.about or None,
                steps=finding.steps,
                reason=f"{entry.fact.reason} (review {state.id})",
                by=entry.fact.by,
                until=entry.fact.until,
            )


def marked(audit: Audit, reviews: Iterable[ReviewState]) -> Audit:
    """The audit with the findings marked that are under review."""
    known = _latest(reviews)
    if not known:
        return audit
    return audit.model_copy(update={"procedures": tuple(_marked(one, known) for one in audit.procedures)})


_Key = tuple[str, str]


def _marked(procedure: ProcedureAudit, known: Mapping[_Key, tuple[ReviewState, FindingEntry]]) -> ProcedureAudit:
    findings = []
    for finding in procedure.findings:
        held = known.get((procedure.id, finding.fingerprint))
        note = _note(*held) if held and finding.open else None
        findings.append(finding.model_copy(update={"review": note}) if note else finding)
    return procedure.model_copy(update={"findings": tuple(findings)})


def _note(state: ReviewState, finding: FindingEntry) -> UnderReview | None:
    """Where a finding stands; None where a review was closed without a decision on it, or a waiver has run out."""
    entry, until = state.decisions.get(finding.id), None
    if entry is None:
        if state.closed:
            return None
        return UnderReview(id=state.id, owner=state.opening.owner, state="to decide")
    if isinstance(entry.fact, FindingAccepted):
        due = [action.due for action in state.actions if action.item == finding.id and not action.done]
        until = max(due, default=None)
        return UnderReview(id=state.id, owner=state.opening.owner, state="accepted", until=until)
    if isinstance(entry.fact, FindingDisputed):
        return UnderReview(id=state.id, owner=state.opening.owner, state="disputed")
    if isinstance(entry.fact, FindingDeferred):
        return UnderReview(id=state.id, owner=state.opening.owner, state="deferred", until=entry.fact.until)
    return None


def _latest(reviews: Iterable[ReviewState]) -> Mapping[_Key, tuple[ReviewState, FindingEntry]]:
    """For each finding the last review that decided on it, else the last one that has it."""
    latest: dict[_Key, tuple[ReviewState, FindingEntry]] = {}
    for state in sorted(reviews, key=lambda state: state.opened_at):
        for finding in state.findings.values():
            key = (state.opening.procedure, finding.fingerprint)
            if key not in latest or finding.id in state.decisions or not state.closed:
                latest[key] = (state, finding)
    return latest

"""The customer's page of one procedure: everything that it says, gathered from the procedure and its measures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from frictionaudit.analysis.customer.choices import choices
from frictionaudit.analysis.customer.endings import endings
from frictionaudit.analysis.customer.outline import outline
from frictionaudit.analysis.customer.owner_gaps import owner_gaps
from frictionaudit.analysis.customer.preparation import channels, is_free, prices, to_have
from frictionaudit.analysis.customer.recovery import after_sending, everything_told, fullest, redress, troubles
from frictionaudit.analysis.customer.timeline import timeline
from frictionaudit.analysis.customer.turns import told
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate
from frictionaudit.analysis.text.readability import language_of
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import Procedure, Promise
from frictionaudit.domain.quantities import Measured
from frictionaudit.errors import FrictionauditError
from frictionaudit.results.customer_page import CustomerPage, Elapsed, Promised, Revision
from frictionaudit.results.simulation import SimulationResult

CASES, SEED = 2_000, 1
"""Cases played for the time of the whole: enough for days, and the same on every run."""


def customer_page(subject: Subject, start: date, revision: Revision | None = None) -> CustomerPage:
    """The page, with dates for somebody who starts on a day."""
    procedure, measures = subject.procedure, Measures(subject)
    turns = outline(procedure, subject.graph)
    played = _played(subject)
    starts = [procedure.steps[id] for id in procedure.starts]
    page = CustomerPage(
        id=procedure.id,
        title=procedure.title,
        kind=procedure.kind,
        language=procedure.language or _language(procedure),
        translations=procedure.translations,
        organisation=procedure.organisation,
        owner=procedure.owner,
        country=procedure.calendar.country,
        summary=procedure.summary,
        guidance=procedure.guidance,
        tells=told(starts[0].tells) if starts else (),
        channels=tuple(channels(procedure)),
        needs=tuple(to_have(subject)),
        prices=tuple(prices(subject)),
        free=is_free(procedure),
        own_minutes=measures["customer_minutes"].value,
        own_steps=measures["customer_steps"].value,
        elapsed=_elapsed(played),
        promises=tuple(_promised(procedure, promise, subject.limits, played) for promise in procedure.promises),
        endings=endings(subject, CASES, SEED, timed=played is not None and not played.unknown),
        timeline=timeline(procedure, turns, start),
        starts=procedure.starts,
        turns=turns,
        choices=tuple(choices(procedure, subject.graph)),
        after=after_sending(turns),
        reference=everything_told(procedure, "reference"),
        troubles=tuple(troubles(procedure)),
        redress=tuple(redress(procedure)),
        redress_told=tuple(told.text for told in everything_told(procedure, "redress") if told.text),
        contacts=fullest(said.text for said in everything_told(procedure, "contact") if said.text),
        laws=_laws(procedure, subject.limits),
        languages=procedure.languages,
        revision=revision or Revision(digest=digest(procedure)),
    )
    return page.model_copy(update={"missing": tuple(owner_gaps(procedure, page))})


def digest(procedure: Procedure) -> str:
    """A short fingerprint of all that the procedure says."""
    said = json.dumps(procedure.page(), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(said).hexdigest()[:12]


def _language(procedure: Procedure) -> str:
    texts = [procedure.title, procedure.summary or "", *(step.name or "" for step in procedure.steps.values())]
    return language_of(". ".join(texts), procedure.calendar.country) or "en"


def _played(subject: Subject) -> SimulationResult | None:
    """Some cases, played; None where the procedure cannot be played."""
    try:
        return simulate(subject, CASES, SEED)
    except FrictionauditError:
        return None


def _elapsed(played: SimulationResult | None) -> Elapsed | None:
    """The time within which half and nine in ten of the played cases are done."""
    if played is None:
        return None
    time = played.lead_time
    if time.p50 is None or time.p90 is None:
        return None
    return Elapsed(half=time.p50, most=time.p90, at_least=bool(played.unknown))


def _promised(
    procedure: Procedure, promise: Promise, limits: Mapping[str, TimeLimit], played: SimulationResult | None
) -> Promised:
    limit = limits.get(promise.basis or "")
    evidence = promise.kept.evidence if promise.kept else None
    tried = next((tried for tried in played.promises if tried.key == promise.key), None) if played else None
    return Promised(
        start=procedure.label(promise.from_),
        end=procedure.label(promise.to),
        within=promise.within,
        whole=promise.to in procedure.ends,
        published=promise.published,
        basis=limit.source if limit else promise.basis,
        note=promise.note,
        kept=promise.kept.value if promise.kept else None,
        likely=tried.kept if tried else None,
        counted=evidence if isinstance(evidence, Measured) else None,
    )


def _laws(procedure: Procedure, limits: Mapping[str, TimeLimit]) -> tuple[str, ...]:
    """The law behind the procedure: as its owner cites it, and the limits and packs that it falls under."""
    bases = [promise.basis for promise in procedure.promises if promise.basis]
    named = [limits[name].source for name in (*procedure.under, *bases) if name in limits]
    return tuple(dict.fromkeys((*procedure.guidance.legal_basis, *named)))

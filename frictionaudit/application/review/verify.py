"""Verifies a review: each accepted suggestion's prediction beside what was measured since, and the care checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from frictionaudit.analysis.verify.method import Accepted
from frictionaudit.analysis.verify.methods import METHODS
from frictionaudit.application.audit import Sources, merge, part, subjects
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.inputs import read_paths
from frictionaudit.application.review.note import Moment
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.domain.review import ReviewState, Verification, Verified
from frictionaudit.errors import InputError, UsageError
from frictionaudit.store import Designs, EventStore, Reviews


@dataclass(frozen=True)
class Newer:
    """The procedure as it is now, and the version in which it is recorded."""

    procedure: Procedure
    version: int


def verify(
    store: EventStore, id: str, page: Path | None, by: str, options: AuditOptions, moment: Moment
) -> ReviewState:
    """Compare and record. `page` is recorded first where it says something new; without it the last version counts.

    The checklists of care follow the `options`, as at the opening of the review.
    """
    reviews, designs = Reviews(store), Designs(store)
    state = reviews.get(id)
    if not state.accepted:
        hint = f"accept one with `frictionaudit review decide {id} S1 accept`"
        raise UsageError.of("nothing-to-verify", f"no suggestion of review '{id}' was accepted", hint=hint)
    newer = _newer(designs, state, page, by, moment.at)
    opened, _ = designs.at(state.opening.procedure, state.opening.design_version)
    checklists = [_care(procedure, options) for procedure in (opened, newer.procedure)]

    def fact(now: ReviewState) -> Verified:
        return Verified(
            by=by,
            design_version=newer.version,
            verifications=tuple(_verifications(designs, now, newer.procedure)),
            care_before=checklists[0],
            care_after=checklists[1],
        )

    return reviews.note(id, fact, moment.at, moment.today, moment.seen)


def _verifications(designs: Designs, state: ReviewState, after: Procedure) -> Iterator[Verification]:
    """By the method that was chosen at each decision."""
    (subject,) = subjects([after])
    by_method: dict[str, list[Accepted]] = {}
    for id, fact in state.accepted.items():
        before, _ = designs.at(state.opening.procedure, fact.design_version - 1)
        entry = state.suggestions[id].model_copy(update={"prediction": fact.prediction})
        (before_it,) = subjects([before])
        by_method.setdefault(fact.check.method, []).append(Accepted(entry, before_it))
    for name, accepted in sorted(by_method.items()):
        yield from METHODS[name]().verify(accepted, subject)


def _newer(designs: Designs, state: ReviewState, page: Path | None, by: str, at: datetime) -> Newer:
    if page is None:
        procedure, version = designs.at(state.opening.procedure)
        return Newer(procedure, version.number)
    read = read_paths([page])
    if read.problems:
        raise InputError(read.problems)
    procedure = read.readings[0].procedure
    if procedure.id != state.opening.procedure:
        message = f"the page is '{procedure.id}', but the review is of '{state.opening.procedure}'"
        raise UsageError.of("wrong-procedure", message, str(page), "name the page of the review")
    done = designs.record(procedure, reason=f"measured, for review {state.id}", author=by, at=at, page=page)
    return Newer(procedure, done.version.number)


def _care(procedure: Procedure, options: AuditOptions) -> tuple[tuple[str, str], ...]:
    (examined,) = merge([part(Sources((Reading(procedure, {}),), (), ()), options)], options).procedures
    return tuple((point.name or point.point, point.state) for point in examined.care)

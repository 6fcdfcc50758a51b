"""Decides on a finding or a suggestion; an accepted suggestion becomes a version of the design in the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.application.audit import subjects
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.page_sync import write_to_pages
from frictionaudit.application.review.note import Moment
from frictionaudit.application.review.predict import check, prediction
from frictionaudit.domain.changes import apply, conflicts, expected
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.domain.review import (
    FindingAccepted,
    FindingDeferred,
    FindingDisputed,
    FindingWaived,
    ReviewState,
    SuggestionAccepted,
    SuggestionRejected,
    VoteCast,
    VotesRevealed,
)
from frictionaudit.domain.review.entries import LONG
from frictionaudit.domain.review.facts import FactBase
from frictionaudit.domain.review.permitted import refuse_unless_permitted
from frictionaudit.errors import ChangeError, UsageError
from frictionaudit.store import Designs, EventStore, Reviews

Verb = Literal["accept", "waive", "dispute", "defer", "reject", "vote", "reveal"]
VERBS: tuple[Verb, ...] = get_args(Verb)
OF_FINDINGS: tuple[Verb, ...] = ("accept", "waive", "dispute", "defer")


@dataclass(frozen=True)
class Decision:
    """What a person decides: on what, how, why, until when, and how it will be checked."""

    item: str
    verb: Verb
    by: str
    reason: str = ""
    until: date | None = None
    choice: Literal["yes", "no", "abstain"] = "yes"
    method: str | None = None
    check_on: date | None = None


@dataclass(frozen=True)
class Decided:
    """The review after a decision, and what was done about the page where the design changed."""

    state: ReviewState
    pages: tuple[str, ...] = ()


def decide(store: EventStore, id: str, decision: Decision, options: AuditOptions, moment: Moment) -> Decided:
    """Record a decision, and the changes of an accepted suggestion with it, or nothing of both.

    By the `options` it is seen whether a finding is still there; UsageError where it is gone.
    """
    _complete(decision)
    reviews = Reviews(store)
    if decision.item.startswith("S") and decision.verb == "accept":

        def accepted(state: ReviewState, now: Procedure, version: int) -> SuggestionAccepted:
            (subject,) = subjects([now], moment.today, options.limits)
            return _acceptance(Designs(store), state, decision, subject, version, moment.today)

        done = reviews.accept(id, accepted, moment.at, moment.today, moment.seen)
        return Decided(done.state, tuple(write_to_pages(Designs(store), done.before, done.after, done.version)))

    def fact(state: ReviewState) -> FactBase:
        if decision.item.startswith("F"):
            _refuse_gone(Designs(store), state, decision.item, options)
        return _fact(decision)

    return Decided(reviews.note(id, fact, moment.at, moment.today, moment.seen))


def _complete(decision: Decision) -> None:
    """UsageError where the decision does not fit what it is about, or lacks its reason or its day."""
    finding = decision.item.startswith("F")
    if finding != (decision.verb in OF_FINDINGS) and decision.verb != "accept":
        fitting = ", ".join(OF_FINDINGS if finding else ("accept", "reject", "vote", "reveal"))
        kind = "a finding" if finding else "a suggestion"
        raise UsageError.of("wrong-decision", f"{kind} cannot be decided by '{decision.verb}'", hint=f"use {fitting}")
    if len(decision.reason) > LONG:
        raise UsageError.of("too-long", f"the reason has more than {LONG} characters", hint="shorten it")
    needs_reason = decision.verb in ("waive", "dispute", "defer", "reject") or (
        not finding and decision.verb == "accept"
    )
    if needs_reason and not decision.reason.strip():
        raise UsageError.of("missing-reason-or-author", "the reason is missing", hint="add --reason; it is recorded")
    if decision.verb == "waive" and decision.until is None:
        raise UsageError.of("missing-day", "a waiver ends on a day", hint="add --until, for example 2027-06-30")


def _fact(decision: Decision) -> FactBase:
    by, item, reason = decision.by, decision.item, decision.reason
    match decision.verb:
        case "waive":
            assert decision.until is not None
            return FindingWaived(by=by, finding=item, reason=reason, until=decision.until)
        case "dispute":
            return FindingDisputed(by=by, finding=item, reason=reason)
        case "defer":
            return FindingDeferred(by=by, finding=item, reason=reason, until=decision.until)
        case "reject":
            return SuggestionRejected(by=by, suggestion=item, reason=reason)
        case "vote":
            return VoteCast(by=by, suggestion=item, choice=decision.choice)
        case "reveal":
            return VotesRevealed(by=by, suggestion=item)
        case _:
            return FindingAccepted(by=by, finding=item, reason=reason)


def _refuse_gone(designs: Designs, state: ReviewState, id: str, options: AuditOptions) -> None:
    """UsageError where the page has changed since the review was opened, and the finding is no longer there.

    Of a rule that does not run any more nothing can be said.
    """
    finding = state.findings.get(id)
    procedure, version = designs.at(state.opening.procedure)
    if finding is None or version.number == state.opening.design_version:
        return
    (subject,) = subjects([procedure], options.today, options.limits)
    rules = [rule for rule in options.rules if rule.code() == finding.rule]
    if rules and all(
        found.fingerprint != finding.fingerprint for found, _ in examine(subject, Measures(subject), rules)
    ):
        raise UsageError.of(
            "finding-gone",
            f"'{id}' ({finding.rule}) is no longer found in version {version.number} of '{procedure.id}'",
            hint="there is nothing left to decide",
        )


def _acceptance(
    designs: Designs, state: ReviewState, decision: Decision, subject: Subject, version: int, today: date
) -> SuggestionAccepted:
    """The acceptance with its prediction. UsageError where the page has moved on at the places of the suggestion."""
    now, entry = subject.procedure, state.suggestions.get(decision.item)
    predicted = entry.prediction if entry else None
    rebased = version - 1 != state.opening.design_version
    if entry is not None and rebased and decision.item not in state.accepted:
        opened, _ = designs.at(state.opening.procedure, state.opening.design_version)
        drift = conflicts(now, expected(opened, entry.changes), entry.changes)
        try:
            apply(now, entry.changes)
        except ChangeError as error:
            drift = drift or [problem.message for problem in error.problems]
        if drift:
            raise UsageError.of(
                "suggestion-outdated",
                f"the page has changed since the review was opened, at {shortened(drift, 3)}, so '{decision.item}' "
                "does not fit any more",
                hint="nothing was written; open a new review of the page, or propose an alternative",
            )
        assumes = (entry.assumes,) if entry.assumes else ()
        predicted = prediction(prove(subject, entry.changes, None, assumes), entry.prediction.volume)
    fact = SuggestionAccepted(
        by=decision.by,
        suggestion=decision.item,
        reason=decision.reason,
        design_version=version,
        prediction=predicted or prediction(None),
        check=check(predicted or prediction(None), today, decision.method, decision.check_on),
        rebased=rebased,
    )
    refuse_unless_permitted(state, fact, today)
    return fact

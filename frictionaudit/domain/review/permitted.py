"""What may be done in a review as it stands; each refusal says why and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.review.facts import (
    ActionDone,
    ActionGiven,
    AlternativeProposed,
    Closed,
    FactBase,
    FindingDeferred,
    FindingWaived,
    OfAFinding,
    OfASuggestion,
    Reopened,
    SuggestionAccepted,
    SuggestionRejected,
    Verified,
    VoteCast,
    VotesRevealed,
)
from frictionaudit.domain.review.state import ReviewState
from frictionaudit.errors import UsageError


def refuse_unless_permitted(state: ReviewState, fact: FactBase, today: date) -> None:
    """UsageError where a fact cannot happen now."""
    _refuse_if_closed(state, fact)
    if isinstance(fact, OfAFinding):
        known(fact.finding, state.findings, "finding", state.id)
    if isinstance(fact, OfASuggestion):
        known(fact.suggestion, state.suggestions, "suggestion", state.id)
        _refuse_if_settled(state, fact)
    if isinstance(fact, AlternativeProposed):
        known(fact.alternative.finding, state.findings, "finding", state.id)
    if isinstance(fact, ActionDone):
        _refuse_if_not_open(state, fact)
    if isinstance(fact, ActionGiven) and fact.item:
        known(fact.item, {**state.findings, **state.suggestions}, "finding or suggestion", state.id)
    if isinstance(fact, Verified):
        for one in fact.verifications:
            known(one.suggestion, state.accepted, "accepted suggestion", state.id)
    _refuse_past(fact, today)


def known(id: str, ids: Iterable[str], what: str, review: str) -> None:
    """UsageError where a review has no such part, with near matches."""
    listed = list(ids)
    if id not in listed:
        hint = did_you_mean(id, listed, count=3) if listed else f"there is no {what} in it"
        raise UsageError.of("no-such-item", f"review '{review}' has no {what} '{id}'", hint=hint)


def _refuse_if_closed(state: ReviewState, fact: FactBase) -> None:
    if isinstance(fact, Reopened):
        if not state.closed:
            raise UsageError.of("review-open", f"review '{state.id}' is open", hint="there is nothing to reopen")
    elif state.closed and not isinstance(fact, ActionDone | Verified):
        raise UsageError.of(
            "review-closed",
            f"review '{state.id}' is closed",
            hint=f"`frictionaudit review reopen {state.id} --reason …` opens it again",
        )


def _refuse_if_settled(state: ReviewState, fact: OfASuggestion) -> None:
    accepted = state.accepted.get(fact.suggestion)
    if isinstance(fact, SuggestionAccepted | SuggestionRejected) and accepted is not None:
        message = f"'{fact.suggestion}' was accepted, and is version {accepted.design_version} of the design"
        raise UsageError.of("decided-already", message, hint="record a new version of the page to take it back")
    if isinstance(fact, VoteCast | VotesRevealed) and state.revealed(fact.suggestion):
        message = f"the votes on '{fact.suggestion}' are revealed"
        raise UsageError.of("votes-revealed", message, hint="decide on it now")
    if isinstance(fact, VotesRevealed) and not state.votes(fact.suggestion):
        raise UsageError.of("no-votes", f"nobody has voted on '{fact.suggestion}'", hint="vote first")


def _refuse_if_not_open(state: ReviewState, fact: ActionDone) -> None:
    known(fact.action, [action.id for action in state.actions], "action", state.id)
    if any(action.done for action in state.actions if action.id == fact.action):
        raise UsageError.of("decided-already", f"action '{fact.action}' is done already", hint="nothing is left to do")


def _refuse_past(fact: FactBase, today: date) -> None:
    """UsageError for a waiver, an action or a check whose last day is over. Replay never asks this."""
    day: date | None = None
    if isinstance(fact, FindingWaived | FindingDeferred):
        day = fact.until
    elif isinstance(fact, ActionGiven):
        day = fact.due
    elif isinstance(fact, SuggestionAccepted):
        day = fact.check.on
    if day is not None and day < today:
        raise UsageError.of("date-in-the-past", f"{day} is over", hint=f"choose a day from {today} on")


def closes(fact: FactBase) -> bool:
    """Whether a fact concerns the review as a whole, so that it commutes with no other."""
    return isinstance(fact, Closed | Reopened)

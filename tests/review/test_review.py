"""A review over time: what may happen in it, and what follows from what happened."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from frictionaudit.domain.changes.upcasts import UPCASTS
from frictionaudit.domain.review import (
    ActionDone,
    ActionGiven,
    Closed,
    FindingAccepted,
    FindingDisputed,
    FindingWaived,
    Reopened,
    StoryTold,
    SuggestionEntry,
    SuggestionRejected,
    Verified,
    VoteCast,
    VotesRevealed,
)
from frictionaudit.domain.review.facts import dump, load
from frictionaudit.domain.review.review import Review
from frictionaudit.errors import UsageError
from tests.review.building import AT, TODAY, accepted, opening, renamed

ANN = "Ann Lee"


@pytest.fixture
def review():
    return Review.open(opening(), AT)


def replayed(review):
    again = None
    for event in review.pending_events:
        again = event.mutate(again)
    return again


def test_a_review_begins_with_what_was_found(review):
    assert list(review.state.findings) == ["F1", "F2", "F3"]
    assert review.state.version == review.version == 1
    assert not review.state.closed


def test_the_last_decision_on_a_finding_counts(review):
    review.note(FindingAccepted(by=ANN, finding="F1"), AT)
    review.note(FindingDisputed(by="Ben", finding="F1", reason="it is measured wrongly"), AT)
    assert review.state.decisions["F1"].fact.kind == "finding-disputed"
    assert [entry.number for entry in review.state.entries] == [2, 3]


def test_votes_are_counted_once_per_person_and_no_more_after_they_are_revealed(review):
    review.note(VoteCast(by=ANN, suggestion="S1", choice="yes"), AT)
    review.note(VoteCast(by="Ben", suggestion="S1", choice="no"), AT)
    review.note(VoteCast(by="Ben", suggestion="S1", choice="yes"), AT)
    assert review.state.votes("S1") == {ANN: "yes", "Ben": "yes"}
    assert not review.state.revealed("S1")
    review.note(VotesRevealed(by=ANN, suggestion="S1"), AT)
    with pytest.raises(UsageError, match="votes-revealed"):
        review.note(VoteCast(by=ANN, suggestion="S1", choice="no"), AT)


def test_votes_that_nobody_cast_are_not_revealed(review):
    with pytest.raises(UsageError, match="no-votes"):
        review.note(VotesRevealed(by=ANN, suggestion="S1"), AT)


def test_an_accepted_suggestion_is_neither_accepted_again_nor_rejected(review):
    review.note(accepted("S1", 2), AT)
    for fact in (accepted("S1", 3), SuggestionRejected(by=ANN, suggestion="S1", reason="no")):
        with pytest.raises(UsageError, match="decided-already"):
            review.note(fact, AT)


@pytest.mark.parametrize(
    "fact",
    [
        FindingAccepted(by=ANN, finding="F9"),
        SuggestionRejected(by=ANN, suggestion="S9", reason="r"),
        ActionDone(by=ANN, action="A1"),
        ActionGiven(by=ANN, id="A1", text="t", to="Ben", due=date(2026, 4, 1), item="F9"),
    ],
)
def test_what_is_not_in_the_review_is_refused(review, fact):
    with pytest.raises(UsageError, match="no-such-item"):
        review.note(fact, AT)
    assert review.version == 1


@pytest.mark.parametrize(
    "fact",
    [
        FindingWaived(by=ANN, finding="F1", reason="r", until=date(2026, 3, 1)),
        ActionGiven(by=ANN, id="A1", text="t", to="Ben", due=date(2026, 3, 1)),
    ],
)
def test_a_day_that_is_over_is_refused_and_today_is_not(review, fact):
    with pytest.raises(UsageError, match="date-in-the-past"):
        review.note(fact, AT, TODAY)
    review.note(fact, AT, date(2026, 3, 1))


def test_in_a_closed_review_only_actions_and_effects_are_reported(review):
    review.note(ActionGiven(by=ANN, id="A1", text="t", to="Ben", due=date(2026, 4, 1)), AT)
    review.note(accepted("S1", 2), AT)
    review.note(Closed(by=ANN), AT)
    for fact in (FindingAccepted(by=ANN, finding="F1"), StoryTold(by=ANN, step="ask", text="x"), Closed(by=ANN)):
        with pytest.raises(UsageError, match="review-closed"):
            review.note(fact, AT)
    review.note(ActionDone(by=ANN, action="A1"), AT)
    review.note(Verified(by=ANN, design_version=3, verifications=()), AT)
    assert review.state.actions[0].done
    review.note(Reopened(by=ANN, reason="more"), AT)
    review.note(FindingAccepted(by=ANN, finding="F1"), AT)
    with pytest.raises(UsageError, match="review-open"):
        review.note(Reopened(by=ANN, reason="more"), AT)


def test_an_action_is_done_once(review):
    review.note(ActionGiven(by=ANN, id="A1", text="t", to="Ben", due=date(2026, 4, 1)), AT)
    assert review.state.next_id("A") == "A2"
    review.note(ActionDone(by=ANN, action="A1", note="ordered"), AT)
    with pytest.raises(UsageError, match="decided-already"):
        review.note(ActionDone(by=ANN, action="A1"), AT)
    assert review.state.actions[0].note == "ordered"


def test_a_review_has_an_owner_and_its_times_have_a_zone():
    with pytest.raises(UsageError, match="owner"):
        Review.open(opening().model_copy(update={"owner": " "}), AT)
    with pytest.raises(UsageError, match="time zone"):
        Review.open(opening(), datetime(2026, 3, 2))


def test_yesterdays_facts_stay_true_when_todays_rules_are_stricter(review):
    review.trigger_event(
        Review.Noted, fact=dump(FindingWaived(by=ANN, finding="F7", reason="r", until=date(2020, 1, 1))), timestamp=AT
    )
    assert replayed(review).state.decisions["F7"].fact.until == date(2020, 1, 1)


def test_every_fact_survives_being_stored():
    for fact in (accepted("S1", 2), FindingAccepted(by=ANN, finding="F1"), Reopened(by=ANN, reason="=1+1\x07")):
        assert load(dump(fact)) == fact


def test_suggestions_and_actions_are_in_the_order_of_their_numbers(review):
    for n in (1, 2, 10):
        review.note(ActionGiven(by=ANN, id=f"A{n}", text="t", to="Ben", due=date(2026, 4, 1)), AT)
    assert [action.id for action in review.state.actions] == ["A1", "A2", "A10"]


def test_a_suggestion_of_an_earlier_version_is_read_in_todays_form(monkeypatch):
    now = renamed("S1", "ask", "Ask for it")
    before = {"kind": "step-renamed", "version": 1, "step": "ask", "name": "Ask for it"}

    def upcast(old):
        return {"kind": "step-amended", "id": old["step"], "attribute": "name", "value": old["name"]}

    monkeypatch.setitem(UPCASTS, ("step-renamed", 1), upcast)
    assert SuggestionEntry.model_validate({**now.model_dump(mode="json"), "changes": [before]}) == now

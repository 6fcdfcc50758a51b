"""Laws of reviews: replay equals state, and commands that commute give one state in any order."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from frictionaudit.domain.review import (
    ActionDone,
    ActionGiven,
    Closed,
    FindingAccepted,
    FindingDisputed,
    FindingWaived,
    Reopened,
    StoryTold,
    SuggestionRejected,
    VoteCast,
    VotesRevealed,
)
from frictionaudit.domain.review.permitted import closes
from frictionaudit.domain.review.review import Review
from frictionaudit.errors import UsageError
from frictionaudit.results.review import Agenda
from tests.review.building import AT, TODAY, accepted, opening

PEOPLE = st.sampled_from(["Ann Lee", "Ben Mori", "=cmd|' /C calc'!A0", "<b>Bo\x07</b>"])
TEXTS = st.text(min_size=1, max_size=40).filter(str.strip)
FINDINGS, SUGGESTIONS = st.sampled_from(["F1", "F2", "F3"]), st.sampled_from(["S1", "S2", "S3"])
ACTIONS = st.sampled_from(["A1", "A2"])
FACTS = st.one_of(
    st.builds(StoryTold, by=PEOPLE, step=st.sampled_from(["ask", "done"]), text=TEXTS),
    st.builds(FindingAccepted, by=PEOPLE, finding=FINDINGS, reason=TEXTS),
    st.builds(FindingDisputed, by=PEOPLE, finding=FINDINGS, reason=TEXTS),
    st.builds(FindingWaived, by=PEOPLE, finding=FINDINGS, reason=TEXTS, until=st.just(date(2026, 9, 1))),
    st.builds(SuggestionRejected, by=PEOPLE, suggestion=SUGGESTIONS, reason=TEXTS),
    st.builds(lambda suggestion, by: accepted(suggestion, 2, by), SUGGESTIONS, PEOPLE),
    st.builds(VoteCast, by=PEOPLE, suggestion=SUGGESTIONS, choice=st.sampled_from(["yes", "no", "abstain"])),
    st.builds(VotesRevealed, by=PEOPLE, suggestion=SUGGESTIONS),
    st.builds(ActionGiven, by=PEOPLE, id=ACTIONS, text=TEXTS, to=PEOPLE, due=st.just(date(2026, 5, 1))),
    st.builds(ActionDone, by=PEOPLE, action=ACTIONS),
    st.builds(Closed, by=PEOPLE),
    st.builds(Reopened, by=PEOPLE, reason=TEXTS),
)


def noted(facts):
    """A review with those of the facts that it permits."""
    review = Review.open(opening(), AT)
    for fact in facts:
        try:
            review.note(fact, AT, TODAY)
        except UsageError:
            continue
    return review


def view(review):
    """Everything that is shown of a review, without the numbers of its facts."""
    document = Agenda(review=review.state, today=TODAY).document()
    return {key: value for key, value in document.items() if key != "version"}


@given(st.lists(FACTS, max_size=25))
def test_replay_equals_state(facts):
    review = noted(facts)
    again = None
    for event in review.pending_events:
        again = event.mutate(again)
    assert again.state == review.state
    assert again.state.version == review.version == len(review.pending_events)


@given(st.lists(FACTS, max_size=12), FACTS, FACTS)
def test_two_commands_about_different_things_give_one_state_in_either_order(facts, one, other):
    if one.subject == other.subject or closes(one) or closes(other):
        return
    orders = []
    for first, second in ((one, other), (other, one)):
        review = noted(facts)
        done = []
        for fact in (first, second):
            try:
                review.note(fact, AT, TODAY)
                done.append(fact)
            except UsageError:
                pass
        orders.append((len(done), view(review)))
    if orders[0][0] == orders[1][0] == 2:  # both are valid in either order
        assert orders[0][1] == orders[1][1]


@given(st.lists(FACTS, max_size=25))
def test_votes_are_hidden_until_they_are_revealed(facts):
    for suggestion in view(noted(facts))["suggestions"]:
        assert ("votes" in suggestion["votes"]) == suggestion["votes"]["revealed"]

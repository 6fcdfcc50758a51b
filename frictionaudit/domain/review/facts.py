"""What can happen in a review: a story is told, something is decided, given to a person, done, verified, closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from frictionaudit.domain.review.entries import LONG, Check, Prediction, SuggestionEntry, Verification
from frictionaudit.domain.values import Value

Text = Annotated[str, Field(min_length=1, max_length=LONG, pattern=r"\S")]


class FactBase(Value):
    """One thing that happened, and the person (by key) who did it. `version` is that of its format."""

    version: Literal[1] = 1
    by: str

    @property
    def subject(self) -> str:
        """What it is about: a finding, a suggestion or an action by its id; empty for the review as a whole."""
        return ""


class OfAFinding(FactBase):
    """Something about one finding."""

    finding: str

    @property
    def subject(self) -> str:
        return self.finding


class OfASuggestion(FactBase):
    """Something about one suggestion."""

    suggestion: str

    @property
    def subject(self) -> str:
        return self.suggestion


class StoryTold(FactBase):
    """Somebody who does the work, or went through it, told what happens at a step."""

    kind: Literal["story-told"] = "story-told"
    step: str
    text: Text

    @property
    def subject(self) -> str:
        return f"story at {self.step} by {self.by}: {self.text}"


class FindingAccepted(OfAFinding):
    """The finding is a problem that the review wants solved."""

    kind: Literal["finding-accepted"] = "finding-accepted"
    reason: str = Field(default="", max_length=LONG)


class FindingWaived(OfAFinding):
    """The finding may stay until the end of a day."""

    kind: Literal["finding-waived"] = "finding-waived"
    reason: Text
    until: date


class FindingDisputed(OfAFinding):
    """The finding is held to be wrong."""

    kind: Literal["finding-disputed"] = "finding-disputed"
    reason: Text


class FindingDeferred(OfAFinding):
    """The finding is looked at later."""

    kind: Literal["finding-deferred"] = "finding-deferred"
    reason: Text
    until: date | None = None


class AlternativeProposed(FactBase):
    """Another answer to one finding, with its effect measured as a whole."""

    kind: Literal["alternative-proposed"] = "alternative-proposed"
    alternative: SuggestionEntry

    @property
    def subject(self) -> str:
        return self.alternative.id


class SuggestionAccepted(OfASuggestion):
    """Its changes are made: they are the design's version `design_version`, appended in the same transaction."""

    kind: Literal["suggestion-accepted"] = "suggestion-accepted"
    reason: Text
    design_version: int
    prediction: Prediction
    check: Check
    rebased: bool = Field(default=False, description="whether the page had moved on, at other places")


class SuggestionRejected(OfASuggestion):
    """Its changes are not made."""

    kind: Literal["suggestion-rejected"] = "suggestion-rejected"
    reason: Text


class VoteCast(OfASuggestion):
    """One person's vote, which nobody is shown before all are revealed."""

    kind: Literal["vote-cast"] = "vote-cast"
    choice: Literal["yes", "no", "abstain"]

    @property
    def subject(self) -> str:
        return f"vote of {self.by} on {self.suggestion}"


class VotesRevealed(OfASuggestion):
    """All votes on a suggestion are shown, and no more can be cast."""

    kind: Literal["votes-revealed"] = "votes-revealed"


class ActionGiven(FactBase):
    """A person has something to do until the end of a day."""

    kind: Literal["action-given"] = "action-given"
    id: str
    text: Text
    to: str
    due: date
    item: str = Field(default="", description="the finding or suggestion that it is for")

    @property
    def subject(self) -> str:
        return self.id


class ActionDone(FactBase):
    """An action is done."""

    kind: Literal["action-done"] = "action-done"
    action: str
    note: str = Field(default="", max_length=LONG)

    @property
    def subject(self) -> str:
        return self.action


class Verified(FactBase):
    """Predicted effects are set beside measured ones, on a later version of the design."""

    kind: Literal["verified"] = "verified"
    design_version: int
    verifications: tuple[Verification, ...]
    care_before: tuple[tuple[str, str], ...] = ()
    care_after: tuple[tuple[str, str], ...] = ()


class Closed(FactBase):
    """The review is over; only actions can be reported done, and effects verified."""

    kind: Literal["closed"] = "closed"
    reason: str = Field(default="", max_length=LONG)


class Reopened(FactBase):
    """A closed review goes on."""

    kind: Literal["reopened"] = "reopened"
    reason: Text


AnyFact: TypeAlias = (
    StoryTold
    | FindingAccepted
    | FindingWaived
    | FindingDisputed
    | FindingDeferred
    | AlternativeProposed
    | SuggestionAccepted
    | SuggestionRejected
    | VoteCast
    | VotesRevealed
    | ActionGiven
    | ActionDone
    | Verified
    | Closed
    | Reopened
)
Fact: TypeAlias = Annotated[AnyFact, Field(discriminator="kind")]
"""One thing that happened in a review; the content of its events."""
DECISIONS = (
    FindingAccepted, FindingWaived, FindingDisputed, FindingDeferred, SuggestionAccepted, SuggestionRejected
)  # fmt: skip
"""The facts that settle a finding or a suggestion; the last one counts."""


@cache  # building it is slow, so it is built when first needed
def _fact() -> TypeAdapter[Fact]:
    return TypeAdapter(Fact)


def load(document: Mapping[str, Any]) -> Fact:
    """A fact from plain data."""
    return _fact().validate_python(dict(document))


def dump(fact: FactBase) -> dict[str, Any]:
    """A fact as plain data; `load` reads it back."""
    return fact.model_dump(mode="json", by_alias=True)


def touched(facts: Iterable[FactBase]) -> frozenset[str]:
    """What some facts are about. Two facts about different things commute, unless one closes or reopens the review."""
    return frozenset(fact.subject for fact in facts)

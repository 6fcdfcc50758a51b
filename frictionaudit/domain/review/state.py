"""The state of a review, derived from what it was opened on and what happened since, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal, TypeVar

from frictionaudit.domain.review.entries import FindingEntry, Opening, SuggestionEntry, Verification
from frictionaudit.domain.review.facts import (
    DECISIONS,
    ActionDone,
    ActionGiven,
    AlternativeProposed,
    Closed,
    Fact,
    FactBase,
    Reopened,
    StoryTold,
    SuggestionAccepted,
    Verified,
    VoteCast,
    VotesRevealed,
)
from frictionaudit.domain.values import Value

F = TypeVar("F", bound=FactBase)


class Entry(Value):
    """A fact with its number in the review (the opening is 1) and its time."""

    number: int
    at: datetime
    fact: Fact


class Action(Value):
    """What a person has to do, until when, and whether it is done."""

    id: str
    text: str
    to: str
    due: date
    item: str = ""
    done: bool = False
    note: str = ""


class ReviewState(Value):
    """One review as it stands. `version` is the number of the last fact; a command says up to which it has seen."""

    opening: Opening
    opened_at: datetime
    entries: tuple[Entry, ...] = ()

    @property
    def version(self) -> int:
        """The number of the last fact."""
        return len(self.entries) + 1

    @property
    def id(self) -> str:
        """The name of the review: the procedure's id and a number."""
        return self.opening.id

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        last: Literal[True, False] = False
        for entry in self.entries:
            if isinstance(entry.fact, Closed | Reopened):
                last = isinstance(entry.fact, Closed)
        return last

    @property
    def findings(self) -> Mapping[str, FindingEntry]:
        """The findings it was opened on, by id, the worst first."""
        return {finding.id: finding for finding in self.opening.findings}

    @property
    def suggestions(self) -> Mapping[str, SuggestionEntry]:
        """The suggestions it was opened on, and the alternatives that people proposed, by id."""
        proposed = sorted((fact.alternative for fact in self.all(AlternativeProposed)), key=_position)
        return {entry.id: entry for entry in (*self.opening.suggestions, *proposed)}

    @property
    def decisions(self) -> Mapping[str, Entry]:
        """The decision that counts, by finding or suggestion."""
        made = {entry.fact.subject: entry for entry in self.entries if isinstance(entry.fact, DECISIONS)}
        return {id: made[id] for id in sorted(made, key=_number)}

    @property
    def accepted(self) -> Mapping[str, SuggestionAccepted]:
        """The suggestions whose changes were made."""
        facts = {id: entry.fact for id, entry in self.decisions.items()}
        return {id: fact for id, fact in facts.items() if isinstance(fact, SuggestionAccepted)}

    @property
    def stories(self) -> tuple[StoryTold, ...]:
        """What people told, by step."""
        return tuple(sorted(self.all(StoryTold), key=lambda story: (story.step, story.text, story.by)))

    @property
    def actions(self) -> tuple[Action, ...]:
        """Who does what by when, the earliest first."""
        done = {fact.action: fact for fact in self.all(ActionDone)}
        actions = (
            Action(
                id=given.id,
                text=given.text,
                to=given.to,
                due=given.due,
                item=given.item,
                done=given.id in done,
                note=done[given.id].note if given.id in done else "",
            )
            for given in self.all(ActionGiven)
        )
        return tuple(sorted(actions, key=lambda action: (action.due, _number(action.id))))

    @property
    def verifications(self) -> Mapping[str, Verification]:
        """The last verification of each accepted suggestion."""
        last = {one.suggestion: one for fact in self.all(Verified) for one in fact.verifications}
        return {id: last[id] for id in sorted(last, key=_number)}

    def alternatives(self, finding: str) -> tuple[SuggestionEntry, ...]:
        """The answers that people proposed for one finding."""
        return tuple(entry for entry in self.suggestions.values() if entry.finding == finding)

    def votes(self, suggestion: str) -> Mapping[str, str]:
        """The last vote of each person, whether it may be shown or not."""
        return {vote.by: vote.choice for vote in self.all(VoteCast) if vote.suggestion == suggestion}

    def revealed(self, suggestion: str) -> bool:
        """Whether the votes on a suggestion may be shown."""
        return any(fact.suggestion == suggestion for fact in self.all(VotesRevealed))

    def next_id(self, letter: str) -> str:
        """The next free id of a kind: S for suggestions, A for actions."""
        known = self.suggestions if letter == "S" else {given.id: given for given in self.all(ActionGiven)}
        return f"{letter}{max((_number(id)[1] for id in known), default=0) + 1}"

    def all(self, kind: type[F]) -> Iterator[F]:
        """The facts of one kind, in their order."""
        return (entry.fact for entry in self.entries if isinstance(entry.fact, kind))


def _position(entry: SuggestionEntry) -> tuple[str, int]:
    return _number(entry.id)


def _number(id: str) -> tuple[str, int]:
    """Sort key of an id: S2 comes before S10."""
    digits = id.lstrip("FSAP")
    return id[: len(id) - len(digits)], int(digits) if digits.isdigit() else 0

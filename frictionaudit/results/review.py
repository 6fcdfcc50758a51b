"""What a review shows: its state, and what is still open from earlier reviews of the same procedure."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from frictionaudit.domain.review import Action, ReviewState, Verification
from frictionaudit.domain.values import Value


class StillOpen(Value):
    """An action or a check of an earlier review that is not done."""

    review: str
    kind: Literal["action", "check"]
    id: str
    text: str
    to: str = ""
    due: date


class Compared(Value):
    """Actual beside predicted from an earlier review."""

    review: str
    title: str
    verification: Verification


class Agenda(Value):
    """A review as it stands on a day: what is open from last time, what is decided, and what is left to decide."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    review: ReviewState
    today: date
    still_open: tuple[StillOpen, ...] = ()
    last_time: tuple[Compared, ...] = ()
    step_names: dict[str, str] = Field(default={}, description="the names of the steps by id")

    @property
    def due_actions(self) -> tuple[Action, ...]:
        """Actions of this review that are not done, the earliest first."""
        return tuple(action for action in self.review.actions if not action.done)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The findings that nobody has decided on, the worst first."""
        return tuple(id for id in self.review.findings if id not in self.review.decisions)

    def document(self) -> dict[str, Any]:
        """The agenda as plain data. Votes that are not revealed are only counted."""
        state = self.review
        return {
            "schema": 1,
            "id": state.id,
            "version": state.version,
            "procedure": state.opening.procedure,
            "title": state.opening.title,
            "design_version": state.opening.design_version,
            "owner": state.opening.owner,
            "people": list(state.opening.people),
            "trigger": state.opening.trigger,
            "held_on": state.opening.held_on.isoformat(),
            "closed": state.closed,
            "still_open": [entry.model_dump(mode="json") for entry in self.still_open],
            "last_time": [entry.model_dump(mode="json") for entry in self.last_time],
            "figures": [figure.model_dump(mode="json") for figure in state.opening.figures],
            "findings": [
                {**finding.model_dump(mode="json"), "decision": self._decision(finding.id)}
                for finding in state.findings.values()
            ],
            "suggestions": [
                {
                    **entry.model_dump(mode="json", by_alias=True),
                    "decision": self._decision(entry.id),
                    "votes": self.votes(entry.id),
                }
                for entry in state.suggestions.values()
            ],
            "stories": [story.model_dump(mode="json") for story in state.stories],
            "actions": [action.model_dump(mode="json") for action in state.actions],
            "verifications": [one.model_dump(mode="json") for one in state.verifications.values()],
        }

    def votes(self, suggestion: str) -> dict[str, Any]:
        """The votes on a suggestion: how many, and whose once they are revealed."""
        votes = self.review.votes(suggestion)
        revealed = self.review.revealed(suggestion)
        return {
            "cast": len(votes),
            "revealed": revealed,
            **({"votes": dict(sorted(votes.items()))} if revealed else {}),
        }

    def _decision(self, id: str) -> dict[str, Any] | None:
        entry = self.review.decisions.get(id)
        if entry is None:
            return None
        return {"at": entry.at.isoformat(), **entry.fact.model_dump(mode="json")}

"""Smaller things that people do in a review: tell a story, give an action, report it done, close, reopen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.review import ActionDone, ActionGiven, Closed, Reopened, ReviewState, StoryTold
from frictionaudit.domain.review.entries import LONG, SHORT
from frictionaudit.domain.review.facts import FactBase
from frictionaudit.errors import UsageError
from frictionaudit.store import Designs, EventStore, Reviews


@dataclass(frozen=True)
class Moment:
    """When something is said, and up to which version of the review its speaker has looked."""

    at: datetime
    today: date
    seen: int | None = None


@dataclass(frozen=True)
class Assignment:
    """What somebody does until the end of a day, and for which finding or suggestion, if for one."""

    text: str
    to: str
    due: date
    item: str = ""


def tell(store: EventStore, id: str, by: str, moment: Moment, step: str, text: str) -> ReviewState:
    """Record what somebody experiences at a step; UsageError where the procedure has no such step."""
    _refuse_long(text, LONG, "story")
    _refuse_long(by, SHORT, "name")

    def fact(state: ReviewState) -> StoryTold:
        procedure, _ = Designs(store).at(state.opening.procedure, state.opening.design_version)
        if step not in procedure.steps:
            hint = did_you_mean(step, procedure.steps)
            raise UsageError.of("no-such-item", f"'{procedure.id}' has no step '{step}'", hint=hint)
        return StoryTold(by=by, step=step, text=text)

    return _note(store, id, fact, moment)


def assign(store: EventStore, id: str, by: str, moment: Moment, given: Assignment) -> ReviewState:
    """Give an action to a person, until the end of a day; it is given the next free id."""
    _refuse_long(given.text, LONG, "action")
    _refuse_long(given.to, SHORT, "name")

    def fact(state: ReviewState) -> ActionGiven:
        return ActionGiven(by=by, id=state.next_id("A"), text=given.text, to=given.to, due=given.due, item=given.item)

    return _note(store, id, fact, moment)


def done(store: EventStore, id: str, by: str, moment: Moment, action: str, note: str = "") -> ReviewState:
    """Report an action done."""
    _refuse_long(note, LONG, "note", blank=True)
    return _note(store, id, lambda _: ActionDone(by=by, action=action, note=note), moment)


def close(store: EventStore, id: str, by: str, moment: Moment, reason: str = "") -> ReviewState:
    """Close a review; actions can still be reported done, and effects verified."""
    _refuse_long(reason, LONG, "reason", blank=True)
    return _note(store, id, lambda _: Closed(by=by, reason=reason), moment)


def reopen(store: EventStore, id: str, by: str, moment: Moment, reason: str) -> ReviewState:
    """Open a closed review again, with a reason."""
    _refuse_long(reason, LONG, "reason")
    return _note(store, id, lambda _: Reopened(by=by, reason=reason), moment)


def _note(store: EventStore, id: str, fact: Callable[[ReviewState], FactBase], moment: Moment) -> ReviewState:
    return Reviews(store).note(id, fact, moment.at, moment.today, moment.seen)


def _refuse_long(text: str, most: int, what: str, blank: bool = False) -> None:
    """UsageError where a text is too long, or blank though it may not be."""
    if not (blank or text.strip()):
        raise UsageError.of("missing-text", f"the {what} is blank", hint="write it in quotes")
    if len(text) > most:
        raise UsageError.of("too-long", f"the {what} has more than {most} characters", hint="shorten it")

"""What tell, assign, close and reopen share: somebody says something in a review, and it is told back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.domain.review import ReviewState
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.results.review import Agenda
from frictionaudit.store import EventStore, Reviews

Act = Callable[[EventStore, str, str, Moment], ReviewState]
"""What is done in a store, to the review with an id, by a person, at a moment."""


def noted(
    review: str, by: str | None, seen: int | None, form: str, store: Path, act: Act, told: Callable[[Agenda], str]
) -> None:
    """Do something in a review; tell it in a sentence, or the whole review as JSON."""
    author = author_or_git_user(by)
    with EventStore.open(store) as opened:
        moment = Moment(history.now(), today(), seen)
        state = act(opened, find(Reviews(opened), review).id, author, moment)
        shown = agenda(opened, state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
    else:
        show(told(shown))

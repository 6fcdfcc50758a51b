"""What tell, assign, close and reopen share: somebody says something in a review, and it is told back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.domain.review import ReviewState
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.results.review import Agenda
from frictionaudit.store import EventStore, Reviews

Act = Callable[[EventStore, str, str, Moment], ReviewState]
"""What is done in a store, to the review with an id, by a person, at a moment."""


@dataclass(frozen=True)
class Speaker:
    """A person who says something in a review, and the format in which they want to hear it back."""

    review: str
    by: str | None
    seen: int | None
    form: str
    store: Path

    def says(self, act: Act, told: Callable[[Agenda], str]) -> None:
        """Do something in the review; tell it in a sentence, or the whole review as JSON."""
        author = author_or_git_user(self.by)
        with EventStore.open(self.store) as opened:
            moment = Moment(history.now(), today(), self.seen)
            state = act(opened, find(Reviews(opened), self.review).id, author, moment)
            shown = agenda(opened, state, today())
        if self.form == "json":
            show_as(self.form, writer.as_json(shown))
        else:
            show(told(shown))


def with_speaker(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a speaker; together with its argument `review` it gets them as one."""

    @BY
    @SEEN
    @format_option()
    @STORE
    @wraps(command)
    def spoken(review: str, by: str | None, seen: int | None, form: str, store: Path, **others: Any) -> None:
        command(Speaker(review, by, seen, form, store), **others)

    return spoken

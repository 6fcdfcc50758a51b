"""`frictionaudit review tell`: the people at the front line speak first."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.review.note import tell
from frictionaudit.cli.reviewing.noted import noted
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.domain.review import StoryTold


@click.command()
@click.argument("review")
@click.argument("step")
@click.argument("text")
@BY
@SEEN
@format_option()
@STORE
def command(review: str, step: str, text: str, by: str | None, seen: int | None, form: str, store: Path) -> None:
    """Record what somebody experiences at a step.

    STEP is the id of a step of the procedure.

    \b
    Example:
      frictionaudit review tell return-a-product-1 find-parcel "we open ten cages for one parcel" --by "Ola Berg"
    """
    noted(
        review,
        by,
        seen,
        form,
        store,
        lambda opened, one, author, moment: tell(opened, one, author, moment, step, text),
        lambda shown: f"recorded what {[*shown.review.all(StoryTold)][-1].by} told about '{shown.step_names[step]}'",
    )

"""`frictionaudit review close`: the meeting is over."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.review.note import close
from frictionaudit.cli.reviewing.noted import noted
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.results.review import Agenda


@click.command()
@click.argument("review")
@click.option("--reason", default="", help="Reason, which is recorded.")
@BY
@SEEN
@format_option()
@STORE
def command(review: str, reason: str, by: str | None, seen: int | None, form: str, store: Path) -> None:
    """Close a review.

    Actions can still be reported done, and effects verified.

    \b
    Example:
      frictionaudit review close return-a-product-1
    """
    noted(
        review,
        by,
        seen,
        form,
        store,
        lambda opened, one, author, moment: close(opened, one, author, moment, reason),
        _closed,
    )


def _closed(shown: Agenda) -> str:
    left, found = len(shown.undecided), len(shown.review.findings)
    return f"closed review {shown.review.id}" + (f"; nobody decided on {left} of {found} findings" if left else "")

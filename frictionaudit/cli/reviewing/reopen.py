"""`frictionaudit review reopen`: a closed review goes on."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.review.note import reopen
from frictionaudit.cli.reviewing.noted import noted
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option


@click.command()
@click.argument("review")
@click.option("--reason", required=True, help="Reason, which is recorded.")
@BY
@SEEN
@format_option()
@STORE
def command(review: str, reason: str, by: str | None, seen: int | None, form: str, store: Path) -> None:
    """Open a closed review again.

    \b
    Example:
      frictionaudit review reopen return-a-product-1 --reason "the union asked"
    """
    noted(
        review,
        by,
        seen,
        form,
        store,
        lambda opened, one, author, moment: reopen(opened, one, author, moment, reason),
        lambda shown: f"reopened review {shown.review.id}",
    )

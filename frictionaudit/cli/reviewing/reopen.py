"""`frictionaudit review reopen`: a closed review goes on."""

from __future__ import annotations

import click

from frictionaudit.application.review.note import reopen
from frictionaudit.cli.reviewing.speaker import Speaker, with_speaker


@click.command()
@click.argument("review")
@click.option("--reason", required=True, help="Reason, which is recorded.")
@with_speaker
def command(speaker: Speaker, reason: str) -> None:
    """Open a closed review again.

    \b
    Example:
      frictionaudit review reopen return-a-product-1 --reason "the union asked"
    """
    speaker.says(
        lambda opened, one, author, moment: reopen(opened, one, author, moment, reason),
        lambda shown: f"reopened review {shown.review.id}",
    )

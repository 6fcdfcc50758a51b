"""`frictionaudit review close`: the meeting is over."""

from __future__ import annotations

import click

from frictionaudit.application.review.note import close
from frictionaudit.cli.reviewing.speaker import Speaker, with_speaker
from frictionaudit.results.review import Agenda


@click.command()
@click.argument("review")
@click.option("--reason", default="", help="Reason, which is recorded.")
@with_speaker
def command(speaker: Speaker, reason: str) -> None:
    """Close a review.

    Actions can still be reported done, and effects verified.

    \b
    Example:
      frictionaudit review close return-a-product-1
    """
    speaker.says(lambda opened, one, author, moment: close(opened, one, author, moment, reason), _closed)


def _closed(shown: Agenda) -> str:
    left, found = len(shown.undecided), len(shown.review.findings)
    return f"closed review {shown.review.id}" + (f"; nobody decided on {left} of {found} findings" if left else "")

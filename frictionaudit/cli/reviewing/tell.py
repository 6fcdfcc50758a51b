"""`frictionaudit review tell`: the people at the front line speak first."""

from __future__ import annotations

import click

from frictionaudit.application.review.note import tell
from frictionaudit.cli.reviewing.speaker import Speaker, with_speaker
from frictionaudit.domain.review import StoryTold


@click.command()
@click.argument("review")
@click.argument("step")
@click.argument("text")
@with_speaker
def command(speaker: Speaker, step: str, text: str) -> None:
    """Record what somebody experiences at a step.

    STEP is the id of a step of the procedure.

    \b
    Example:
      frictionaudit review tell return-a-product-1 find-parcel "we open ten cages for one parcel" --by "Ola Berg"
    """
    speaker.says(
        lambda opened, one, author, moment: tell(opened, one, author, moment, step, text),
        lambda shown: f"recorded what {[*shown.review.all(StoryTold)][-1].by} told about '{shown.step_names[step]}'",
    )

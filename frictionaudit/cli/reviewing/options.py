"""Arguments and options that the commands of a review share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from frictionaudit.application.review.lookup import day
from frictionaudit.cli.terminal.arguments import WholeNumber

REVIEW = click.argument("review", required=False)
BY = click.option(
    "--by",
    metavar="NAME",
    envvar="FRICTIONAUDIT_AUTHOR",
    help="The person who says so.  [default: $FRICTIONAUDIT_AUTHOR, else git's user.name]",
)
SEEN = click.option(
    "--seen",
    type=WholeNumber(min=1),
    metavar="VERSION",
    help="Version of the review that you looked at; a later decision of somebody else stays.",
)


class Day(click.ParamType[date]):
    """A day such as 2027-06-30."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return value if isinstance(value, date) else day(value)


DAY = Day()
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)

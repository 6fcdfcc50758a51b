"""`frictionaudit walk`: go through a procedure as its customer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.history import resolve
from frictionaudit.application.walk import walk
from frictionaudit.cli.terminal.arguments import STORE, WholeNumber, format_option, width
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports import walks
from frictionaudit.results.walk import Scene


@click.command()
@click.argument("page")
@click.option("--auto", is_flag=True, help="Leave every decision to chance, at the rates of the page.")
@click.option("--seed", metavar="N", type=WholeNumber(min=0), default=1, show_default=True, help="Random seed.")
@click.option("--group", metavar="ID", help="Walk as one of this customer group.")
@click.option("--story", is_flag=True, help="Print the end alone; decisions are left to chance.")
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@format_option()
@STORE
def command(
    page: str, auto: bool, seed: int, group: str | None, story: bool, as_json: bool, form: str, store: Path
) -> None:
    """Go through a procedure as its customer.

    The command shows each step: what is asked, how long it takes, and what you are told. Where the customer decides,
    you decide. Waits, breakdowns and the decisions of others are drawn at the rates of the page. At the end it tells
    the story, and what would have spared you. PAGE is a file, `-`, or the id of a recorded procedure.

    \b
    Example:
      frictionaudit walk processes/x-ray-appointment.yaml --auto --seed 40
    """
    procedure = resolve(page, store).procedure
    if as_json or form == "json":
        show_as("json", walks.as_json(walk(procedure, seed, _by_chance, group)))
    elif story:
        show(walks.story(walk(procedure, seed, _by_chance, group), width()).lstrip("\n"))
    elif auto:
        show(walks.text(walk(procedure, seed, _by_chance, group), width()))
    else:
        show("\n".join(walks.opening(procedure.title, width())))
        try:
            walked = walk(procedure, seed, _Keyboard().answer, group)
        except click.Abort:
            if sys.stdin is not None and sys.stdin.isatty():
                raise
            raise click.UsageError("stdin ended before the walk did: add --auto to walk without questions") from None
        show(walks.story(walked, width()))


def _by_chance(_: Scene) -> None:
    """Decide nothing."""


class _Keyboard:
    """Shows each step, and asks where the customer decides; Enter leads to the next step."""

    def __init__(self) -> None:
        self.met = 0

    def answer(self, scene: Scene) -> str | None:
        """The path that is chosen at the keyboard."""
        self.met += 1
        show("\n".join(walks.step(scene, self.met, width())))
        if not scene.yours:
            if scene.actor == "you":
                click.prompt("   Press Enter to go on", default="", show_default=False, prompt_suffix=" ")
            return None
        number = click.prompt("   Your choice", type=WholeNumber(1, len(scene.paths)))
        return scene.paths[number - 1].key

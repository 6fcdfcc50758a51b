"""`frictionaudit store`: check, copy and export the history, and take a name out of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application import stores
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import report, show, show_as, show_data
from frictionaudit.domain.quantities.format import count
from frictionaudit.exports import stores as writer


@click.group()
def command() -> None:
    """Check, move or export the history, and erase names from it.

    FRICTIONAUDIT_STORE_KEY holds the key by which a store is encrypted.

    \b
    Example:
      frictionaudit store check
    """


@command.command()
@click.option("--head", metavar="DIGEST", help="The head that an earlier check printed; it must still be there.")
@format_option()
@STORE
def check(head: str | None, form: str, store: Path) -> None:
    """Replay everything, and report events that were altered, removed or moved.

    \b
    Example:
      frictionaudit store check
    """
    done = stores.check(store, head)
    show_as(form, writer.as_json(done) if form == "json" else writer.text(done))
    sys.exit(3 if done.faults else 0)


@command.command()
@click.argument("target")
@STORE
def move(target: str, store: Path) -> None:
    """Copy the store into an empty folder or PostgreSQL database, and check the copy.

    TARGET is a folder, or an address such as postgresql://ada@db.example.org/designs. The original stays.

    \b
    Example:
      frictionaudit store move postgresql://ada@db.example.org/designs
    """
    number, place = stores.move(store, target)
    show(f"copied {count(number, 'event')} to {place} and checked the copy; the original stays")


@command.command()
@STORE
def export(store: Path) -> None:
    """Print all events as JSON lines. Nothing is encrypted in them.

    \b
    Example:
      frictionaudit store export > designs.jsonl
    """
    for line in stores.export(store):
        show_data(line, newline=True)


@command.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True))
@STORE
def import_(file: Path, store: Path) -> None:
    """Fill an empty store from JSON lines, and check it.

    \b
    Example:
      frictionaudit store import designs.jsonl
    """
    number = stores.import_file(store, file)
    show(f"imported {count(number, 'event')} and checked them")


@command.command()
@click.argument("name")
@STORE
def forget(name: str, store: Path) -> None:
    """Erase the name of a person; what they decided stays, without their name.

    \b
    Example:
      frictionaudit store forget "Ann Lee"
    """
    stores.forget(store, name)
    show(f"erased the name '{name}'; the events stay, and so does the chain over them")
    report("texts that people wrote are not searched: a reason or story can still mention the name")


@command.command()
def key() -> None:
    """Print a new key, by which a store is encrypted.

    \b
    Example:
      export FRICTIONAUDIT_STORE_KEY=$(frictionaudit store key)
    """
    show(stores.new_key())

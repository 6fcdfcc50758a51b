"""The one way to the terminal: nothing that a page says can give it orders, whatever the format."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from frictionaudit.errors import OutputError
from frictionaudit.exports.wording.sanitize import REPLACED, UNSAFE, json_escaped, without_orders

if TYPE_CHECKING:
    from rich.progress import TaskID

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class ClosedOutputError(Exception):
    """The reader of stdout, such as `head`, has read enough."""


def show(text: str, *, newline: bool = True, coloured: bool = False) -> None:
    """Print text for people on stdout; `coloured` text may hold the program's own colours."""
    _write(harmless(text, coloured), newline, True if coloured else None)


def show_data(text: str, *, newline: bool = False) -> None:
    """Print JSON on stdout, with unsafe characters as their escapes, so that nothing is lost."""
    _write(json_escaped(text), newline)


def show_as(form: str, text: str) -> None:
    """Print what a writer of this format made."""
    show_data(text.rstrip("\n"), newline=True) if form in ("json", "sarif") else show(text.rstrip("\n"))


def show_document(form: str, piece: str | bytes) -> None:
    """Print a piece of a document for programs: the same bytes on every machine, in UTF-8."""
    if isinstance(piece, bytes):
        _write(piece)
        return
    safe = json_escaped(piece) if form in ("json", "sarif") else piece  # the other formats make their texts harmless
    _write(safe.encode(errors="backslashreplace"))


def report(text: str) -> None:
    """Print a message on stderr; where that cannot be written either, nobody can be told."""
    with suppress(OSError):
        click.echo(harmless(text), err=True)


def _write(content: str | bytes, newline: bool = False, colour: bool | None = None) -> None:
    """Write to stdout; FrictionauditError where that fails, ClosedOutputError where nobody reads on."""
    try:
        click.echo(content, nl=newline, color=colour)
    except BrokenPipeError:
        raise ClosedOutputError from None
    except OSError as error:
        hint = "free some space, or write to another place"
        raise OutputError.of(
            "output-not-written", f"the output cannot be written: {error.strerror}", "stdout", hint
        ) from None


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None] | None]:
    """What to call with a title, the number done and the total, to show progress; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only long work on a terminal needs it
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def advance(title: str, done: int, total: int) -> None:
            if title not in tasks:
                tasks[title] = bar.add_task(harmless(title).replace("[", "\\["), total=total)
            bar.update(tasks[title], completed=done)

        yield advance


def harmless(text: str, coloured: bool = False) -> str:
    """The text without orders to a terminal or to GitHub Actions; `coloured` keeps the program's own colours."""
    if not coloured:
        return without_orders(UNSAFE.sub(REPLACED, text.replace("\t", " ")))
    pieces = _COLOUR.split(text)
    colours = [*_COLOUR.findall(text), ""]
    return "".join(harmless(piece) + colour for piece, colour in zip(pieces, colours, strict=True))

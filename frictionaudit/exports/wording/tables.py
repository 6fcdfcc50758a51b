"""Text in columns for a terminal, laid out by rich, without colours and borders."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from frictionaudit.exports.wording import sanitize

_BESIDE = 24
"""Columns that text needs beside its label; where there are fewer, it goes on below."""
_NEARLY_FULL = 90
"""Characters of a line that somebody has wrapped."""
_NO_BREAK = "\u00a0"
_AFTER_A_NUMBER = re.compile(r"(?<=\d) (?=[^\W\d_]|%)|(?<=\d h) (?=\d)")
"""The spaces in '3 contacts' and in '1 h 21 min'."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, whether it holds numbers, and whether it takes the width that is left."""

    heading: str
    numbers: bool = False
    wide: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], width: int, indent: int = 2) -> list[str]:
    """The rows below their headings, as lines of at most `width` characters; long text folds within its column."""
    from rich import box  # only commands that print a table need it
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    layout = Table(box=box.SIMPLE_HEAD, expand=False, pad_edge=False, show_edge=False, padding=(0, 1))
    for column in columns:
        layout.add_column(
            column.heading, justify="right" if column.numbers else "left", overflow="fold", no_wrap=not column.wide
        )
    for row in rows:
        layout.add_row(*(Text("\n".join(sanitize.text(line) for line in cell.split("\n"))) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=width - indent, color_system=None, force_terminal=False, legacy_windows=False)
    console.print(layout)
    return [f"{' ' * indent}{line}".rstrip() for line in out.getvalue().splitlines()]


def shortened(text: str, width: int) -> str:
    """The text on one line of a width, cut between words with an ellipsis where it is longer."""
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def unbroken(text: str) -> str:
    """The text with no break allowed between a number and its unit."""
    return _AFTER_A_NUMBER.sub(_NO_BREAK, text)


def folded(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """The text in lines of a width, made harmless first; a number stays with its unit."""
    from textwrap import wrap

    lines = wrap(
        unbroken(sanitize.text(text)), width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
    )
    return [line.replace(_NO_BREAK, " ") for line in lines] or [first.rstrip()]


def beside(label: str, text: str, width: int, below: int = 4) -> list[str]:
    """A label, padded to its column, with text beside it; on a narrow screen the text stands below the label.

    `label` holds its own indentation, and its lines below are indented by `below`.
    """
    indents = (" " * below, " " * below)
    if width - len(label) >= min(_BESIDE, len(text)):
        return folded(text, width, label, " " * len(label))
    return [*folded(label.strip(), width, label[: len(label) - len(label.lstrip())]), *folded(text, width, *indents)]


def fitted(text: str, width: int) -> str:
    """Text of several lines, each no longer than a width: longer ones are folded and keep their indentation.

    A paragraph that was wrapped at about a hundred columns is wrapped again. Short lines stay as they are.
    """
    lines: list[str] = []
    for paragraph in _paragraphs(text.split("\n")):
        first = paragraph[0]
        indent = first[: len(first) - len(first.lstrip())]
        longest = max(map(len, paragraph))
        lines += paragraph if longest <= width else folded(" ".join(map(str.strip, paragraph)), width, indent, indent)
    return "\n".join(lines)


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that belong together: one that is nearly full goes on in the next with the same indentation."""
    paragraph: list[str] = []
    for line in lines:
        last = paragraph[-1] if paragraph else ""
        same = len(line) - len(line.lstrip()) == len(last) - len(last.lstrip())
        if paragraph and not (len(last) >= _NEARLY_FULL and line and same):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def heading(title: str, source: str, width: int) -> list[str]:
    """A procedure's title with its source on the right, over a rule."""
    title, source = sanitize.text(title), sanitize.text(source)
    gap = width - len(title) - len(source)
    if gap >= 2:
        return [f"{title}{' ' * gap}{source}", "─" * width]
    return [*folded(title, width), *folded(source, width), "─" * width]

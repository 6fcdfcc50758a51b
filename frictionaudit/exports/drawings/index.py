"""The index of a folder of drawings: each picture with the flow in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from frictionaudit.exports.templates import environment


def write(entries: Sequence[tuple[str, str, str]], form: str) -> str:
    """One page: for each file its title, the picture where a browser can show it, and the flow in words."""
    shown = [(name, quote(name), title, _rows(words)) for name, title, words in entries]
    return environment().get_template("drawings.html").render(entries=shown, picture=form in ("svg", "png"))


def _rows(words: str) -> list[tuple[int, str]]:
    """The lines below the title with how far each is indented."""
    lines = [line for line in words.splitlines()[3:] if line.strip()]
    return [(min(9, (len(line) - len(line.lstrip())) // 2), line.strip()) for line in lines]

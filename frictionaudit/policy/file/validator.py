"""Validates the values of a settings file, and collects each fault with its line and column."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from frictionaudit.did_you_mean import nearest
from frictionaudit.errors import Problem
from frictionaudit.policy.file.known_names import KnownNames
from frictionaudit.policy.file.toml_positions import Place, Places, TomlPath

KINDS = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a table",
}


class Validator:
    """A settings file while it is read: the places of its parts, and the faults so far."""

    def __init__(self, file: str, places: Places, known: KnownNames, prefix: tuple[str, ...] = ()) -> None:
        self.file = file
        self.places = places
        self.known = known
        self.prefix = prefix
        self.problems: list[Problem] = []

    def place(self, path: TomlPath) -> Place:
        """Line and column of a key, or of the nearest part around it where the key is not in the file."""
        return self._nearest(self.places.keys, path)

    def _nearest(self, known: Mapping[TomlPath, Place], path: TomlPath) -> Place:
        whole = (*self.prefix, *path)
        return next((known[whole[:n]] for n in range(len(whole), 0, -1) if whole[:n] in known), (1, 1))

    def complain(self, slug: str, path: TomlPath, message: str, hint: str = "", at_value: bool = False) -> None:
        """Note a fault at a key, or at its value, and read on, so that all faults are reported at once."""
        line, column = self._nearest(self.places.values if at_value else self.places.keys, path)
        self.problems.append(Problem(slug, message, f"{self.file}:{line}:{column}", hint))

    def wrong(self, path: TomlPath, expected: str, hint: str = "") -> None:
        """Note that a value is not of the expected kind."""
        self.complain("wrong-setting", path, f"`{_named(path)}` is not {expected}", hint, at_value=True)

    def only(self, table: Mapping[str, Any], path: TomlPath, known: Collection[str]) -> None:
        """Note each unknown key of a table."""
        for key in table:
            if key not in known:
                hint = near(key, known) or f"known: {', '.join(known)}"
                where = f" in `{_named(path)}`" if path else ""
                self.complain("unknown-setting", (*path, key), f"there is no setting '{key}'{where}", hint)

    def is_table(self, value: Any, path: TomlPath) -> bool:
        """Whether a value is a table; noted where it is not."""
        if not isinstance(value, dict):
            self.wrong(path, "a table")
        return isinstance(value, dict)

    def text(self, table: Mapping[str, Any], path: TomlPath) -> str | None:
        """A text that is not blank; None where the key is missing, or wrong, which is noted."""
        value = table.get(str(path[-1]))
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.wrong(path, "a text" if not isinstance(value, str) else "a text with any words")
            return None
        if "\0" in value:
            self.wrong(path, "a text without the character NUL")
            return None
        return value

    def texts(self, table: Mapping[str, Any], path: TomlPath) -> tuple[tuple[str, TomlPath], ...]:
        """The texts of a list, each with its path."""
        value = table.get(str(path[-1]), [])
        if not isinstance(value, list):
            self.wrong(path, "a list of texts")
            return ()
        texts = []
        for n, item in enumerate(value):
            if isinstance(item, str) and item.strip() and "\0" not in item:
                texts.append((item, (*path, n)))
            else:
                self.wrong((*path, n), "a text")
        return tuple(texts)

    def choice(self, table: Mapping[str, Any], path: TomlPath, among: tuple[str, ...]) -> str | None:
        """One of several words."""
        value = table.get(str(path[-1]))
        if value is None or value in among:
            return value
        self.wrong(path, f"one of {', '.join(among)}", near(value, among) if isinstance(value, str) else "")
        return None

    def number(self, table: Mapping[str, Any], path: TomlPath, least: int, most: int) -> int | None:
        """A whole number within limits."""
        value = table.get(str(path[-1]))
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(path, f"a whole number from {least} to {most}")
            return None
        return value


def near(word: str, known: Collection[str]) -> str:
    """A hint with the nearest known name; empty where none is near."""
    candidates = nearest(word, known)
    return f"did you mean '{candidates[0]}'?" if candidates else ""


def _named(path: TomlPath) -> str:
    """A path as one would write it: rules.FA101.most, waivers 2."""
    text = ""
    for part in path:
        text += f" {part + 1}" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text

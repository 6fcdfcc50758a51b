"""Line and column of each key and value of a TOML file, which the standard reader does not report."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

TomlPath = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass
class Places:
    """Line and column, both counted from 1, of the keys and of the values of a file, by path."""

    keys: dict[TomlPath, Place] = field(default_factory=dict)
    values: dict[TomlPath, Place] = field(default_factory=dict)


def places(text: str) -> Places:
    """The places in a text that `tomllib` can parse; meaningless for any other text."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.run()
    return scanner.places


class _Scanner:
    """Scans the text once; since it is valid TOML, the scanner only needs to find where each part ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places = Places()
        self.lengths: dict[TomlPath, int] = {}  # how many tables each [[array of tables]] has so far
        self.starts = [0, *(n + 1 for n, letter in enumerate(text) if letter == "\n")]

    def run(self) -> None:
        table: TomlPath = ()
        self._blank("\n")
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._entry(table)
            self._blank("\n")

    def _place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def _blank(self, more: str = "") -> None:
        """Skip blanks, and line ends and comments where they are allowed."""
        while self.at < len(self.text):
            letter = self.text[self.at]
            if more and letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif letter in " \t" or letter in more:
                self.at += 1
            else:
                return

    def _header(self) -> TomlPath:
        start = self.at
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        whole: TomlPath = ()
        for name, _ in self._key():
            whole = (*whole, name)
            if whole in self.lengths:  # names the last of its tables so far
                whole = (*whole, self.lengths[whole] - 1)
        self.at += brackets
        if brackets == 2:
            bare = whole[:-1] if whole and isinstance(whole[-1], int) else whole
            self.lengths[bare] = self.lengths.get(bare, 0) + 1
            whole = (*bare, self.lengths[bare] - 1)
            self.places.keys.setdefault(bare, self._place(start))
        self._note(whole, start, start)
        return whole

    def _note(self, path: TomlPath, key: int, value: int) -> None:
        """Record the place of a part; an implied table has the place where it is first named."""
        for n in range(1, len(path)):
            self.places.keys.setdefault(path[:n], self._place(key))
            self.places.values.setdefault(path[:n], self._place(value))
        self.places.keys.setdefault(path, self._place(key))
        self.places.values.setdefault(path, self._place(value))

    def _key(self) -> list[tuple[str, int]]:
        """A key, which may be dotted: its names, each with its position."""
        names = []
        while True:
            self._blank()
            start = self.at
            if self.text[self.at] in "\"'":
                self._quoted()
                names.append((_unquoted(self.text[start : self.at]), start))
            else:
                while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "-_"):
                    self.at += 1
                names.append((self.text[start : self.at], start))
            self._blank()
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _entry(self, table: TomlPath) -> None:
        names = self._key()
        self.at += 1  # the equals sign
        self._blank()
        path = (*table, *(name for name, _ in names))
        self._note(path, names[0][1], self.at)
        self._value(path)

    def _value(self, path: TomlPath) -> None:
        self.places.values.setdefault(path, self._place(self.at))
        letter = self.text[self.at]
        if letter in "\"'":
            self._quoted()
        elif letter in "[{":
            self._collection(path, "]" if letter == "[" else "}")
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def _collection(self, path: TomlPath, end: str) -> None:
        self.at += 1
        number = 0
        self._blank("\n")
        while self.text[self.at] != end:
            if end == "}":
                self._entry(path)
            else:
                self._value((*path, number))
                number += 1
            self._blank("\n")
            if self.text[self.at] == ",":
                self.at += 1
                self._blank("\n")
        self.at += 1

    def _quoted(self) -> None:
        mark = self.text[self.at]
        if self.text.startswith(mark * 3, self.at):
            self.at += 3
            while not self.text.startswith(mark * 3, self.at):
                self.at += 2 if mark == '"' and self.text[self.at] == "\\" else 1
            self.at += 3
            while self.text.startswith(mark, self.at):  # up to two quotes may stand before the closing three
                self.at += 1
            return
        self.at += 1
        while self.text[self.at] != mark:
            self.at += 2 if mark == '"' and self.text[self.at] == "\\" else 1
        self.at += 1


def _unquoted(text: str) -> str:
    key: str = tomllib.loads(f"x = {text}")["x"]
    return key

"""Why a text is not YAML, in plain words: what the writer did, at which place, and what to type instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_KEY = re.compile(r"^\s*(?:- +)*[^\s:#\"'{\[][^:#\"'{\[]*:(?:\s|$)")
_NO_SPACE = re.compile(r"^([A-Za-z_][\w-]*):(?=[^\s/])(.+)$")
_COLON_IN_TEXT = re.compile(r"^\s*(?:- +)*([\w-]+): +([^\"'{\[|>&*!].*?:\s.*|[^\"'{\[|>&*!].*:)$")
_BAD_FIRST = "@`%*&!|>"
_CLOSING = {"{": "}", "[": "]"}


@dataclass(frozen=True)
class YamlFault:
    """One slip in the spelling of YAML; line and column count from 1."""

    line: int
    column: int
    message: str
    hint: str


def missing_space(text: str) -> tuple[str, str] | None:
    """What is wrong with 'kind:start' and how to write it; None for any other text."""
    match = _NO_SPACE.match(text)
    if match is None:
        return None
    return f"there is no space after the colon in '{text}'", f"write `{match[1]}: {match[2].strip()}`"


def diagnose(text: str, error: yaml.MarkedYAMLError) -> YamlFault:
    """The slip that most likely made the parser stop; it stops at the place it could not understand, or just after."""
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    words = f"{error.problem or ''} {error.context or ''}"
    fault = (
        _tab(lines, at)
        or _unclosed(lines, error, words)
        or _first_character(lines, at, column)
        or _colon(lines, at, words)
        or _after_the_end(lines, at, column)
        or _indentation(lines, at, column)
    )
    return fault or YamlFault(
        at + 1,
        column + 1,
        "this line is not valid YAML",
        "check the indentation, colons and quotes here and just above",
    )


def _tab(lines: list[str], at: int) -> YamlFault | None:
    for n in (at, at - 1):
        indent = _indent(lines[n]) if 0 <= n < len(lines) else ""
        if "\t" in indent:
            place = indent.index("\t") + 1
            return YamlFault(n + 1, place, "the line is indented with a tab", "indent with spaces, two for each level")
    return None


def _unclosed(lines: list[str], error: yaml.MarkedYAMLError, words: str) -> YamlFault | None:
    """A quote or bracket that is opened and never closed; the parser's context says where it was opened."""
    start = error.context_mark or error.problem_mark
    if start is not None and "flow node" in words:  # the parser names the place after the bracket
        for n in range(min(start.line, len(lines) - 1), -1, -1):
            inside = lines[n][: start.column] if n == start.line else lines[n]
            column = max(inside.rfind("{"), inside.rfind("["))
            if column >= 0:
                close = _CLOSING[inside[column]]
                return YamlFault(n + 1, column + 1, f"'{inside[column]}' is not closed", f"add '{close}' at the end")
    if start is None or start.line >= len(lines) or start.column >= len(lines[start.line]):
        return None
    opened = lines[start.line][start.column]
    if opened in "\"'" and "end of stream" in words:
        return YamlFault(
            start.line + 1, start.column + 1, "the quote is not closed", f"add {opened} at the end of the text"
        )
    if opened in _CLOSING and "flow" in words:
        close = _CLOSING[opened]
        stop = error.problem_mark
        if stop is None or stop.line != start.line:
            return YamlFault(start.line + 1, start.column + 1, f"'{opened}' is not closed", f"add '{close}' at the end")
        return YamlFault(
            stop.line + 1, stop.column + 1, f"expected ',' or '{close}' here",
            "put a comma between entries, and quotes around a text with special characters",
        )  # fmt: skip
    return None


def _first_character(lines: list[str], at: int, column: int) -> YamlFault | None:
    """A character that has a meaning of its own in YAML where a text begins."""
    line = lines[at]
    alias = re.search(r"(?:^|[\s,\[{])([*&])(?=\S)", line[: column + 1])
    if alias and alias[1] == "*":
        return YamlFault(at + 1, alias.start(1) + 1, "a text cannot begin with '*'", "put it in quotes")
    for place in (column, column - 1):
        if 0 <= place < len(line) and line[place] in _BAD_FIRST and (place == 0 or line[place - 1] in " ,[{:"):
            return YamlFault(at + 1, place + 1, f"a text cannot begin with '{line[place]}'", "put it in quotes")
    return None


def _colon(lines: list[str], at: int, words: str) -> YamlFault | None:
    """A colon too many in a text, or one that is missing, here or in the line that the parser took it for."""
    if "mapping values" not in words and "expected ':'" not in words:
        return None
    in_text = _COLON_IN_TEXT.match(lines[at])
    if in_text and "mapping values" in words:
        key, value = in_text[1], in_text[2].rstrip()
        column = lines[at].index(value, lines[at].index(f"{key}:") + len(key) + 1)
        column += re.search(r":(?:\s|$)", value).start()  # type: ignore[union-attr]
        quoted = f'"{value}"' if '"' not in value else f"'{value}'"
        return YamlFault(
            at + 1, column + 1, f"the text after `{key}:` contains a colon", f"put it in quotes: {key}: {quoted}"
        )
    for n in range(at, max(-1, at - 4), -1):
        bare = lines[n].strip().removeprefix("- ")
        if not bare or bare.startswith("#") or _KEY.match(lines[n]) or bare in ("---", "..."):
            continue
        column = len(lines[n]) - len(lines[n].lstrip()) + 1
        spaced = missing_space(bare)
        if spaced is not None:
            return YamlFault(n + 1, column, *spaced)
        hint = f"write `{bare}:`" if " " not in bare else "write `key: value`, with a space after the colon"
        return YamlFault(n + 1, column, f"'{bare[:60]}' has no colon", hint)
    return None


def _indentation(lines: list[str], at: int, column: int) -> YamlFault | None:
    """A line whose first word stands at a column at which nothing above it stands."""
    width = len(_indent(lines[at]))
    above = next((n for n in range(at - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), None)
    if above is None or (column > width and not _KEY.match(lines[at])):
        return None
    last = len(_indent(lines[above]))
    if width == last:
        return None
    used = {len(_indent(line)) for line in lines[:at] if line.strip()}
    nearest = last if width > last else min(used, key=lambda other: (abs(other - width), -other))
    hint = f"indent it by {nearest} space{'' if nearest == 1 else 's'}" if nearest else "begin it in the first column"
    message = "is indented more than the line above" if width > last else "does not line up with the lines above"
    return YamlFault(at + 1, width + 1, f"the line {message}", hint)


def _after_the_end(lines: list[str], at: int, column: int) -> YamlFault | None:
    """Something that follows a closed quote or bracket on the same line."""
    line = lines[at]
    if column < len(line) and line[column] in "}]":
        return YamlFault(at + 1, column + 1, f"there is one '{line[column]}' too many", "remove it")
    before = line[:column].rstrip()
    if before.endswith(("'", '"')):
        return YamlFault(
            at + 1, column + 1, "the text goes on after its closing quote",
            "put the whole text in double quotes" if before.endswith("'") else "put the whole text in single quotes",
        )  # fmt: skip
    return None


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]

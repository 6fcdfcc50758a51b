"""The syntax of Mermaid's flow charts: headers, shapes, links, and where a text ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.sources.flowcharts import ShapeKind

HEADER = re.compile(r"^\s*(flowchart|graph|swimlane-beta|swimlane|flowchart-elk)\b\s*(TB|TD|BT|LR|RL)?\s*;?\s*$")
OTHER = re.compile(r"^\s*([A-Za-z][\w-]*)")
IGNORED = re.compile(r"^(style|classDef|class|click|linkStyle|direction|accTitle|accDescr|title|phase)\b")
SUBGRAPH = re.compile(r"^subgraph(?:\s+(?P<rest>.*))?$")
TITLED = re.compile(r"^(?P<id>[^\s\[\]\"]+)\s*\[\s*(?P<text>.*?)\s*\]$")
ID = re.compile(r"[\w\u0080-\uffff](?:[\w.\u0080-\uffff]|-(?![-.])|/(?=\w))*")
DETAILS = re.compile(r"@\{(?P<inside>[^{}]*)\}")
DETAIL = re.compile(r"(\w+)\s*:\s*(\"[^\"]*\"|[^,\"]+)")
CLASS = re.compile(r":::[\w-]+")
EDGE_LOOK = re.compile(r"^(?P<id>[\w-]+)@\{[^{}]*\}$")
EDGE_ID = re.compile(r"[\w-]+@(?=[-=~<ox])")
LINK = re.compile(
    r"""(?P<open>[<ox](?=[-=.]))?(?:
      (?P<hidden>~{3,})
    | (?:-{2,}>|={2,}>|-\.+->|(?:-{2,}|={2,}|-\.+-)[xo](?=[\s|])|-{3,}(?!>)|={3,}(?!>)|-\.+-(?!>))
    | (?:--|==)\s*(?P<text>"[^"]*"|[^\s"|=>-][^|\n]*?)\s*(?:-{2,}|={2,})[>xo]?
    | -\.+\s*(?P<dotted>"[^"]*"|[^\s"|.>-][^|\n]*?)\s*\.+-[>xo]?
    )(?:\s*\|\s*(?P<label>"[^"]*"|[^|]*?)\s*\|)?""",
    re.VERBOSE,
)
SHAPES = (
    ("(((", ")))", ShapeKind.TERMINATOR),
    ("((", "))", ShapeKind.TERMINATOR),
    ("([", "])", ShapeKind.TERMINATOR),
    ("[[", "]]", ShapeKind.CALL),
    ("[(", ")]", ShapeKind.STORE),
    ("[/", "/]", ShapeKind.STEP),
    ("[/", "\\]", ShapeKind.STEP),
    ("[\\", "\\]", ShapeKind.STEP),
    ("[\\", "/]", ShapeKind.STEP),
    ("{{", "}}", ShapeKind.STEP),
    ("[", "]", ShapeKind.STEP),
    ("(", ")", ShapeKind.STEP),
    ("{", "}", ShapeKind.DECISION),
    (">", "]", ShapeKind.STEP),
)
NAMED = {
    ShapeKind.DECISION: "diam diamond decision question",
    ShapeKind.TERMINATOR: "stadium terminal pill circle circ sm-circ small-circle start fr-circ framed-circle stop "
    "dbl-circ double-circle",
    ShapeKind.FORK: "fork join",
    ShapeKind.TIMER: "delay half-rounded-rectangle",
    ShapeKind.STORE: "cyl cylinder database db das h-cyl horizontal-cylinder lin-cyl disk bow-rect stored-data",
    ShapeKind.DOCUMENT: "doc document docs documents st-doc stacked-document lin-doc lined-document tag-doc "
    "tagged-document flag paper-tape",
    ShapeKind.CALL: "subproc subprocess subroutine fr-rect framed-rectangle",
    ShapeKind.NOTE: "text brace brace-l brace-r braces comment",
}
SHAPE_NAMES = {name: kind for kind, names in NAMED.items() for name in names.split()}
LONGEST_LINE = 20_000
_MOST_LINES = 50
"""Lines of one quoted text."""
STATEMENT = "write nodes and arrows, such as check[Check the form] --> ok{Complete?}"


def whole_texts(lines: list[str]) -> list[str]:
    """The lines, with a quoted text over several lines on the first of them, and nothing on the rest."""
    joined: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        if _open_quote(lines[at]):
            ahead = range(at + 1, min(at + _MOST_LINES, len(lines)))
            end = next((n for n in ahead if _open_quote(lines[n])), at)
        joined += [
            " ".join([lines[at].rstrip(), *(line.strip() for line in lines[at + 1 : end + 1])]),
            *[""] * (end - at),
        ]
        at = end + 1
    return joined


def _open_quote(line: str) -> bool:
    return line.count('"') % 2 == 1 and not line.lstrip().startswith("%%")


def split(line: str) -> Iterator[str]:
    """The statements of a line: semicolons outside quotes and brackets end one."""
    depth, quoted, begin = 0, False, 0
    for n, c in enumerate(line):
        if c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c in "[({") - (c in "])}")
            if c == ";" and depth <= 0:
                yield line[begin:n]
                begin = n + 1
    yield line[begin:]


def closing(statement: str, at: int, closing: str) -> int | None:
    """Where a text ends; a quoted one at its quote."""
    begin = past_blanks(statement, at)
    if statement[begin : begin + 1] == '"':
        end = statement.find('"', begin + 1)
        end = past_blanks(statement, end + 1) if end >= 0 else len(statement)
        return end if statement.startswith(closing, end) else None
    end = statement.find(closing, at)
    return end if end >= 0 else None


def past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t":
        at += 1
    return at

"""The texts of a drawing in rows: names inside their boxes, facts below them, labels beside lines and small shapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from frictionaudit.analysis.layout.text_size import balanced, width, wrap
from frictionaudit.application.drawings.outline import Arrow, Shape
from frictionaudit.exports.drawings.shapes import LABEL_MARKS, MARK_SPACE, MARK_STEP
from frictionaudit.exports.wording import sanitize

NAME, FACT, LABEL = 13.0, 11.0, 11.0
"""Sizes of the type of names, facts and labels, in pixels."""
ROW, SMALL_ROW = 16.0, 14.0
"""Heights of their rows."""
HEAD, HEAD_LETTERS = 14.4, 60
"""Size of the bold type of a lane's name with room for a wider font, and letters for which a lane makes room."""
TASK_WIDTH, PADDING = 148.0, 8.0
LABEL_WIDTH = 124.0
NAME_ROWS, FACT_ROWS, LABEL_ROWS = 4, 4, 5
"""Rows after which a text is cut."""
WIDER = 1.13
"""How much wider the font of a reader can be than the one that texts are measured in: DejaVu beside Helvetica."""
_DOT = " · "
"""Between the parts of a text, each of which stays on a row of its own if it can."""
_UNIT = re.compile(r"(?<=\d) (?=%|min\b|h\b|s\b|days?\b|working\b|[A-Z]{3}\b|more\b)|(?<=\band) (?=\d+ more\b)")
_BOUND = "\ue000"
"""Stands for a blank at which no row may end."""


@dataclass(frozen=True)
class Texts:
    """The wrapped texts of one shape."""

    rows: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    label: tuple[str, ...] = ()


def shape_texts(shape: Shape, task_width: float = TASK_WIDTH) -> Texts:
    """The rows inside a box of that width, or the label of a shape too small for its name."""
    if shape.kind == "task":
        inner = task_width - (2 * PADDING if task_width >= TASK_WIDTH else 8)
        return Texts(_name(shape.name, inner, NAME), _facts(shape.facts, inner))
    name = shape.name if shape.named else ""
    return Texts(label=(*_name(name, LABEL_WIDTH, LABEL), *_facts(shape.facts[:1], LABEL_WIDTH)))


def label_rows(arrow: Arrow) -> tuple[str, ...]:
    """The rows of the text beside a flow."""
    return _parts(arrow.text, LABEL_WIDTH, LABEL, LABEL_ROWS)


def head_length(name: str) -> float:
    """Pixels that a lane's name takes in two rows; very long ones are cut."""
    words = sanitize.text(name)[:HEAD_LETTERS].split()
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words))]
    return min((max(width(row, size=HEAD) for row in rows) for rows in halves), default=0.0) + 2 * PADDING


def lane_rows(name: str, room: float) -> tuple[str, ...]:
    """A lane's name in one row, or in two where the lane has no room for it in one."""
    return balanced(sanitize.text(name), room - PADDING, HEAD, 2)


def area(rows: tuple[str, ...], marks: int = 0) -> tuple[float, float] | None:
    """Width and height of a label with its rows, and below them as many marks; None where it has neither."""
    if not rows and not marks:
        return None
    across = max((width(row, size=LABEL * WIDER) for row in rows), default=0.0) + 4
    down = len(rows) * SMALL_ROW + 2 + (MARK_SPACE if marks else 0.0)
    return max(across, min(marks, LABEL_MARKS) * MARK_STEP), down


def _name(name: str, most: float, size: float) -> tuple[str, ...]:
    return _rows(balanced, name, most, size, NAME_ROWS)


def _facts(facts: tuple[str, ...], most: float) -> tuple[str, ...]:
    return tuple(row for fact in facts for row in _parts(fact, most, FACT, FACT_ROWS))


def _parts(text: str, most: float, size: float, rows: int) -> tuple[str, ...]:
    """Rows that break between the parts of a text before they break inside one.

    Where there are too many rows the first part is cut: it says when, the others say how often and how long.
    """
    first, *others = text.split(_DOT)
    made: list[str] = []
    for room in range(rows, 0, -1):
        made = list(_rows(wrap, first, most, size, room))
        for part in others:
            joined = f"{made[-1]}{_DOT}{part}" if made else part
            if width(joined, size=size * WIDER) <= most:
                made[-1:] = [joined]
            else:
                made += _rows(wrap, part, most, size, rows)
        if len(made) <= rows:
            break
    return tuple(made[:rows])


def _rows(
    breaking: Callable[[str, float, float, int], tuple[str, ...]], text: str, most: float, size: float, rows: int
) -> tuple[str, ...]:
    """The rows of a text in a font wider than the measured one; numbers stay with their units."""
    bound = _UNIT.sub(_BOUND, sanitize.text(text))
    made = breaking(bound, most, size * WIDER, rows) if text else ()
    return tuple(row.replace(_BOUND, " ") for row in made)

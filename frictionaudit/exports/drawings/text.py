"""A drawing in words: the flow as a nested list with every branch, for people who read or hear it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.exports.drawings.titles import description, title
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.drawing import Box, Drawing, Line

_KINDS = {
    "start": "starts with",
    "end": "ends with",
    "exclusive": "decision",
    "parallel": "all of these",
    "inclusive": "one or more of these",
    "event-based": "whichever comes first",
    "complex": "some of these",
}
_SIGNS = {"added": "[added] ", "removed": "[removed] ", "moved": "[moved] ", "changed": "[changed] ", None: ""}


def write(drawing: Drawing) -> str:
    """A numbered line for each step; a branch is indented below its step, and leads on or says where it joins."""
    writing = _Writing(drawing)
    lines = [title(drawing), description(drawing), ""]
    for box in drawing.boxes:
        if box.id not in writing.told:
            if len(lines) > 3:
                lines.append("")
            lines += writing.chain(box.id)
    for row in drawing.key:
        if row is drawing.key[0]:
            lines.append("")
        lines.append(" ".join(filter(None, (row.sign, *row.rows))))
    return "\n".join(sanitize.text(line) for line in lines) + "\n"


class _Writing:
    """Which steps were told; each is told once, later mentions refer to its number."""

    def __init__(self, drawing: Drawing) -> None:
        self.boxes = {box.id: box for box in drawing.boxes}
        self.number = {box.id: n for n, box in enumerate(drawing.boxes, 1)}
        self.lanes = {lane.id: lane.name for lane in drawing.lanes}
        self.outgoing: dict[str, list[Line]] = {box.id: [] for box in drawing.boxes}
        for line in drawing.lines:
            self.outgoing[line.source].append(line)
        for lines in self.outgoing.values():
            lines.sort(key=lambda line: self.number[line.target])
        self.told: set[str] = set()

    def chain(self, first: str) -> Iterator[str]:
        """A step and all that follows; a stack, so that a long procedure does not run out of depth."""
        stack: list[tuple[str, int, Line | None]] = [(first, 0, None)]
        while stack:
            id, depth, line = stack.pop()
            before = self._branch(line)
            if id in self.told:
                yield f"{'  ' * depth}{before}go to {self.number[id]}, {self._name(self.boxes[id])}"
                continue
            self.told.add(id)
            yield f"{'  ' * depth}{before}{self._step(self.boxes[id])}"
            following = self.outgoing[id]
            deeper = depth + 1 if len(following) > 1 else depth
            stack += [(line.target, min(deeper, 30), line) for line in reversed(following)]

    def _step(self, box: Box) -> str:
        kind = f"{_KINDS[box.shape]}: " if box.shape in _KINDS else ""
        lane = self.lanes.get(box.lane, "")
        facts = "; ".join([*([lane] if lane else []), *box.facts])
        marks = f" {{findings {', '.join(str(mark.number) for mark in box.marks)}}}" if box.marks else ""
        shown = f"{_SIGNS[box.difference]}{kind}{self._name(box)}"
        return f"{self.number[box.id]}. {shown}{f' ({facts})' if facts else ''}{marks}"

    def _name(self, box: Box) -> str:
        return box.name or f"{box.shape} gateway"

    def _branch(self, line: Line | None) -> str:
        if line is None or (len(self.outgoing[line.source]) < 2 and not line.text and not line.difference):
            return ""
        sign = _SIGNS[line.difference]
        return f"- {sign}{line.text}: " if line.text else f"- {sign}"

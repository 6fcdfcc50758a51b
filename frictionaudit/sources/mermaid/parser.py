"""A flow chart of Mermaid, statement by statement; one that is not understood is refused with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.flowcharts import Arrow, Chart, Lane, Shape, ShapeKind
from frictionaudit.sources.flowcharts.text import plain_text
from frictionaudit.sources.mermaid import syntax


@dataclass
class Parsing:
    """A chart as its lines are read."""

    path: str
    chart: Chart = field(default_factory=Chart)
    lanes: list[str | None] = field(default_factory=list)
    """The lanes around the line, the innermost last; None for a group that is no lane."""
    passed: dict[str, list[int]] = field(default_factory=dict)
    loose: list[Skipped] = field(default_factory=list)
    swimlanes: bool = False
    shaped: set[str] = field(default_factory=set)
    """The nodes that are drawn with a shape of their own."""
    edges: set[str] = field(default_factory=set)
    """The ids of arrows."""

    def read(self, text: str) -> None:
        lines = list(self._statements(text))
        if not lines:
            self._refuse("the file holds no flow chart", 1, 1, "begin with a line such as: flowchart LR")
        number, _, head = lines[0]
        header = syntax.HEADER.match(head)
        if header is None:
            word = syntax.OTHER.match(head)
            what = f"'{word[1]}'" if word else "this"
            self._refuse(f"{what} is no flow chart", number, 1, "begin with flowchart, graph or swimlane-beta")
        self.swimlanes = head.strip().startswith("swimlane")
        self.chart.line = number
        for number, column, statement in lines[1:]:
            self._statement(statement, number, column)
        if self.lanes:
            self._refuse("a subgraph is not closed", number, 1, "add a line: end")
        self._leave_out_borders()

    def skipped(self) -> Iterator[Skipped]:
        """What was passed over, by its keyword."""
        for word, lines in self.passed.items():
            why = "how it looks does not change how the procedure runs; the first is here"
            if word == "~~~":
                why = "an invisible link leads nowhere; the first is here"
            yield Skipped(what=f"{len(lines)} × {word}", why=why, where=SourceSpan(self.path, lines[0]))
        yield from self.loose

    def _leave_out_borders(self) -> None:
        """Leave out arrows to a subgraph as a whole: they lead to no step."""
        chart = self.chart
        borders = {id_ for id_ in chart.shapes if id_ in chart.lanes and id_ not in self.shaped}
        for arrow in chart.arrows if borders else ():
            if border := next((end for end in (arrow.source, arrow.target) if end in borders), None):
                name = chart.lanes[border].name
                why = f"one end of it is the subgraph '{name}' as a whole; let it end at a node inside"
                what = f"arrow '{arrow.name}'" if arrow.name else f"an arrow at '{name}'"
                where = SourceSpan(self.path, arrow.line, arrow.column)
                self.loose.append(Skipped(what=what, why=why, where=where, not_understood=True))
        if borders:
            chart.arrows = [arrow for arrow in chart.arrows if not {arrow.source, arrow.target} & borders]
            chart.shapes = {id_: shape for id_, shape in chart.shapes.items() if id_ not in borders}

    def _refuse(self, message: str, line: int, column: int, hint: str = syntax.STATEMENT) -> None:
        raise InputError([Problem("not-a-drawing", message, f"{self.path}:{line}:{column}", hint)])

    def _statements(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The statements with line and column, without comments and front matter."""
        lines = text.splitlines()
        begin = 0
        if lines and lines[0].strip() == "---":
            begin = next((n for n, line in enumerate(lines) if n and line.strip() == "---"), len(lines) - 1) + 1
            for line in lines[:begin]:
                if line.startswith("title:"):
                    self.chart.name = line.partition(":")[2].strip().strip("\"'")
        inside = False
        for number, line in enumerate(syntax.whole_texts(lines[begin:]), begin + 1):
            if len(line) > syntax.LONGEST_LINE:
                message = f"the line has more than {syntax.LONGEST_LINE:,} characters"
                raise InputError.of("too-large", message, f"{self.path}:{number}:1", "write one statement a line")
            if inside or line.lstrip().startswith("%%{"):
                inside = "}%%" not in line
                continue
            line = line.partition("%%")[0] if "%%" in line and line.partition("%%")[0].count('"') % 2 == 0 else line
            at = 0
            for piece in syntax.split(line):
                if piece.strip():
                    yield number, at + len(piece) - len(piece.lstrip()) + 1, piece.strip()
                at += len(piece) + 1

    def _statement(self, statement: str, line: int, column: int) -> None:
        ignored = syntax.IGNORED.match(statement)
        if ignored:
            self.passed.setdefault(ignored[1], []).append(line)
        elif (look := syntax.EDGE_LOOK.match(statement)) and look["id"] in self.edges:
            self.passed.setdefault("look of an arrow", []).append(line)
        elif statement == "end":
            if not self.lanes:
                self._refuse("'end' closes nothing", line, column, "remove it, or open a subgraph before it")
            self.lanes.pop()
        elif opened := syntax.SUBGRAPH.match(statement):
            self._open(opened["rest"] or "", line, column)
        else:
            self._chain(statement, line, column)
        size = len(self.chart.shapes) + len(self.chart.arrows)
        if size > LIMITS.drawing_steps or len(self.chart.lanes) > LIMITS.drawing_pools:
            most = f"{LIMITS.drawing_steps:,} steps and flows, or {LIMITS.drawing_pools} lanes"
            message = f"the drawing has more than {most}"
            raise InputError.of("too-large", message, f"{self.path}:{line}:1", "split it into several drawings")

    def _open(self, rest: str, line: int, column: int) -> None:
        if len(self.lanes) > LIMITS.depth:
            message = f"subgraphs are nested more than {LIMITS.depth} levels deep"
            raise InputError.of("too-deep", message, f"{self.path}:{line}:{column}", "move the inner ones out")
        titled = syntax.TITLED.match(rest)
        name = plain_text(titled["text"] if titled else rest)
        id_ = titled["id"] if titled else rest.strip().strip('"') or f"lane-{line}"
        outer = next((lane for lane in reversed(self.lanes) if lane is not None), None)
        if id_ not in self.chart.lanes:
            self.chart.lanes[id_] = Lane(id_, name or id_, line, column, outer)
        self.lanes.append(id_)

    def _chain(self, statement: str, line: int, column: int) -> None:
        """Nodes joined by links: A & B -->|text| C."""
        at, ends = self._group(statement, 0, line, column)
        while at < len(statement):
            edge_id = syntax.EDGE_ID.match(statement, at)
            if edge_id:
                self.edges.add(edge_id[0][:-1])
                at = edge_id.end()
            link = syntax.LINK.match(statement, at)
            if link is None:
                found = statement[at : at + 20]
                self._refuse(f"expected an arrow, found '{found}'", line, column + at)
                return
            at = syntax.past_blanks(statement, link.end())
            at, targets = self._group(statement, at, line, column)
            if link["hidden"]:
                self.passed.setdefault("~~~", []).append(line)
            else:
                text = link["label"] or link["text"] or link["dotted"] or ""
                both = link["open"] == "<"
                for source in ends:
                    for target in targets:
                        name = plain_text(text)
                        self.chart.arrows.append(Arrow(source, target, name, line, column))
                        if both:
                            self.chart.arrows.append(Arrow(target, source, name, line, column))
                if len(self.chart.arrows) > LIMITS.drawing_steps:
                    message = f"the drawing has more than {LIMITS.drawing_steps:,} arrows"
                    raise InputError.of("too-large", message, f"{self.path}:{line}:1", "split it into several drawings")
            ends = targets

    def _group(self, statement: str, at: int, line: int, column: int) -> tuple[int, list[str]]:
        """Nodes joined by &."""
        ids: list[str] = []
        while True:
            at, id_ = self._node(statement, at, line, column)
            ids.append(id_)
            at = syntax.past_blanks(statement, at)
            if statement[at : at + 1] != "&":
                return at, list(dict.fromkeys(ids))
            at = syntax.past_blanks(statement, at + 1)

    def _node(self, statement: str, at: int, line: int, column: int) -> tuple[int, str]:
        match = syntax.ID.match(statement, at)
        if match is None:
            found = statement[at : at + 20]
            self._refuse(f"expected a node, found '{found}'" if found else "the arrow leads nowhere", line, column + at)
            raise AssertionError  # pragma: no cover
        id_, at = match[0], match.end()
        kind, name, shaped = ShapeKind.STEP, "", False
        details = syntax.DETAILS.match(statement, at)
        if details:
            given = {key: value.strip().strip('"') for key, value in syntax.DETAIL.findall(details["inside"])}
            kind = syntax.SHAPE_NAMES.get(given.get("shape", ""), ShapeKind.STEP)
            name, at = given.get("label", ""), details.end()
        else:
            at, kind, name, shaped = self._shape(statement, at, line, column)
        if details or shaped:
            self.shaped.add(id_)
        at = match_end.end() if (match_end := syntax.CLASS.match(statement, at)) else at
        self._put(id_, kind, plain_text(name), line, column + match.start())
        return at, id_

    def _shape(self, statement: str, at: int, line: int, column: int) -> tuple[int, ShapeKind, str, bool]:
        for opening, closing, kind in syntax.SHAPES:
            if not statement.startswith(opening, at):
                continue
            end = syntax.closing(statement, at + len(opening), closing)
            if end is not None:
                return end + len(closing), kind, statement[at + len(opening) : end], True
        if statement[at : at + 1] in ("[", "(", "{"):
            self._refuse(
                "the text of this node is not closed", line, column + at, "close the bracket, or quote the text"
            )
        return at, ShapeKind.STEP, "", False

    def _put(self, id_: str, kind: ShapeKind, name: str, line: int, column: int) -> None:
        """Add a node, or complete one that was named before."""
        lane = next((lane for lane in reversed(self.lanes) if lane is not None), None)
        known = self.chart.shapes.get(id_)
        if known is None:
            bare = "" if kind is ShapeKind.FORK else plain_text(id_)
            self.chart.shapes[id_] = Shape(id_, kind, name or bare, line, column, lane)
            return
        if name:
            known.name, known.kind = name, kind
        known.lane = known.lane or lane

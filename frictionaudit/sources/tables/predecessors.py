"""The flow of a table with a column for what comes before: 'Depends on', 'Predecessor', 'Preceding step'."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frictionaudit.domain.procedure import Flow, Skipped, Step, StepKind
from frictionaudit.sources.tables.flow_parts import END, START, Flows, TableRow
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Printed
from frictionaudit.sources.tables.wording import Ids, says_nothing

_BETWEEN = re.compile(r"\s*(?:[,;\n&+/]|\band\b|\bund\b)\s*")
_BEFORE = re.compile(
    r"^(?:(?:after|nach|completion of|end of)\s+)*(?:(?:steps?|tasks?|no\.?|nr\.?|rows?|schritte?)\s+(?=\w))?",
    re.IGNORECASE,
)
_FINISH_TO_START = re.compile(r"(?<=\d)\s?(?:FS|EA)$")
"""How project plans mark the ordinary case: one step ends, then the other starts."""
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|\bto\b|\bbis\b)\s*(\d{1,3})")
_MOST = 500
"""Rows up to which such a column is read."""
_Find = Callable[[str], str | None]


def flows_by_predecessors(flows: Flows, rows: Sequence[TableRow], printed: Printed, find: _Find) -> bool:
    """Connect the rows by the steps that each names as before it; False where no column does, or it cannot be read.

    Steps that wait for the same step are done side by side, and a step that waits for several begins after all of them.
    """
    columns = printed.header.of(Role.PREVIOUS)
    if not columns or not rows:
        return False
    why = _why_not(rows, printed)
    before = None if why else _acyclic(_before(flows, rows, printed, find))
    if before is None:
        why = why or "steps wait for each other in it, so the rows are taken to follow each other"
        place = printed.grid.span(printed.header.row, columns[0].number)
        flows.unread.append(Skipped(what=columns[0].name, why=why, where=place))
        return False
    _connect(flows, rows, _without_detours(before))
    if any(step.kind is StepKind.PARALLEL for step in flows.added.values()):
        flows.notes.append(f"{columns[0].name}: steps that wait for the same step are read as done side by side")
    return True


def _why_not(rows: Sequence[TableRow], printed: Printed) -> str:
    if Role.NEXT in printed.header.roles:
        return "another column says what comes next"
    if any(row.alternative or step.step.kind is not StepKind.TASK for row in rows for step in row.steps):
        return "the table has alternatives, so the rows are taken to follow each other"
    return "the table is too long for it" if len(rows) > _MOST else ""


def _before(flows: Flows, rows: Sequence[TableRow], printed: Printed, find: _Find) -> list[set[int]]:
    """The rows before each row. Where most cells are empty, an empty one means the row above, else none."""
    place = {row.first.id: n for n, row in enumerate(rows)}
    texts = [row.first.row.own(Role.PREVIOUS) for row in rows]
    blank = [not text.strip() for text in texts]
    in_order = 2 * sum(blank[1:]) > len(blank[1:])
    result: list[set[int]] = []
    for n, text in enumerate(texts):
        named = None if says_nothing(text) else _named(text, find, place)
        above = {n - 1} if n else set()
        if says_nothing(text):
            result.append(above if blank[n] and in_order else set())
            continue
        if named is None:
            entry = rows[n].first.row.entry(Role.PREVIOUS)
            why = "no step of the table has this number or name, so the row is taken to follow the one above"
            what = f"{rows[n].first.row.place(Role.PREVIOUS)}: '{' '.join(text.split())[:80]}'"
            where = printed.grid.span(entry.row, entry.column)
            flows.unread.append(Skipped(what=what, why=why, where=where))
        result.append((above if named is None else named) - {n})
    return result


def _named(text: str, find: _Find, place: dict[str, int]) -> set[int] | None:
    """The rows that a cell names, None where one of them is not in the table."""
    targets: list[str] = []
    whole = _bare(text)
    parts = [whole] if find(whole) in place else [_bare(part) for part in _BETWEEN.split(text) if part.strip()]
    for part in parts:
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2])) if match and part not in place else (0, 0)
        targets += map(str, range(first, min(last, first + _MOST) + 1)) if match else [part]
    rows = {place.get(find(target) or "") for target in targets}
    return {row for row in rows if row is not None} if rows and None not in rows else None


def _bare(text: str) -> str:
    return _FINISH_TO_START.sub("", _BEFORE.sub("", " ".join(text.split()).strip(" .:")))


def _acyclic(before: list[set[int]]) -> list[set[int]] | None:
    """The same, None where rows wait for each other in a circle."""
    return before if len(_sorted(before)) == len(before) else None


def _sorted(before: list[set[int]]) -> list[int]:
    """The rows in an order in which each stands after those before it; without rows that are in a circle."""
    after: list[list[int]] = [[] for _ in before]
    open_ = [len(rows) for rows in before]
    for n, rows in enumerate(before):
        for m in rows:
            after[m].append(n)
    order = [n for n, count in enumerate(open_) if not count]
    for n in order:  # grows while it is read
        for m in after[n]:
            open_[m] -= 1
            if not open_[m]:
                order.append(m)
    return order


def _without_detours(before: list[set[int]]) -> list[set[int]]:
    """The same without what follows from the rest: 3 waits for 2, and 2 for 1, so that 3 need not name 1."""
    all_before = [0] * len(before)
    for n in _sorted(before):
        for m in before[n]:
            all_before[n] |= all_before[m] | 1 << m
    return [{m for m in rows if not any(all_before[other] >> m & 1 for other in rows)} for rows in before]


def _connect(flows: Flows, rows: Sequence[TableRow], before: list[set[int]]) -> None:
    ids = Ids(START, END, *(step.id for row in rows for step in row.steps))

    def gateway(base: str, targets: Sequence[str]) -> str:
        id = ids.new(base)
        leaving = tuple(sorted((Flow(to=target) for target in targets), key=lambda flow: flow.key))
        flows.added[id] = Step(kind=StepKind.PARALLEL, next=leaving, implied=True)
        return id

    def begin(n: int) -> str:
        first = rows[n].first.id
        return gateway(f"{first}-join", [first]) if len(before[n]) > 1 else first

    begins = [begin(n) for n in range(len(rows))]
    after = [[begins[m] for m in range(len(rows)) if n in before[m]] for n in range(len(rows))]
    last = [n for n in range(len(rows)) if not after[n]]
    end = gateway("end-join", [END]) if len(last) > 1 else END
    for n, row in enumerate(rows):
        for step, following in zip(row.steps, row.steps[1:], strict=False):
            flows.next[step.id] = [Flow(to=following.id)]
        targets = after[n] or [end]
        to = gateway(f"{row.last.id}-split", targets) if len(targets) > 1 else targets[0]
        flows.next[row.last.id] = [Flow(to=to)]
    starts = [begins[n] for n in range(len(rows)) if not before[n]]
    flows.first = [gateway("start-split", starts)] if len(starts) > 1 else starts
    flows.ends = True

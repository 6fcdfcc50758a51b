"""Which step follows which: row after row, alternatives side by side, and branches where a column says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from frictionaudit.domain.procedure import Flow, Skipped, Step, StepKind
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.cells.next_steps import Branch, end_in, read_branch, read_branches
from frictionaudit.sources.tables.flow_parts import END, START, Flows, TableRow
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.predecessors import flows_by_predecessors
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.wording import Ids, normal, numbered, says_nothing

ALTERNATIVE = re.compile(r"^\s*(?:or|or else|alternatively|oder|alternativ)\b\s*[:,–-]\s*", re.IGNORECASE)
_COMPARED = 2_000
"""Names up to which a near one is looked for; in longer tables only the exact name counts."""
_MOST = 50
"""Branches of a step, at most."""
_ENDS = ("end", "ende", "stop", "done", "finish", "finished", "close", "end of process", "fertig")


def split_alternatives(row: PrintedRow) -> Iterator[tuple[PrintedRow, bool]]:
    """A row, or several where its cell has lines that begin with 'or:'; each with whether it is an alternative."""
    role = Role.STEP if row.own(Role.STEP) else Role.ACTION
    texts: list[tuple[list[str], bool]] = []
    for line in row.own(role).split("\n"):
        match = ALTERNATIVE.match(line)
        if match or not texts:
            texts.append(([line[match.end() :] if match else line], match is not None))
        else:
            texts[-1][0].append(line)
    for lines, alternative in texts:
        if len(texts) == 1 and not alternative:
            yield row, False
        elif any(line.strip() for line in lines):
            entry = row.entry(role)
            changed = {**row.entries, role: type(entry)("\n".join(lines), entry.row, entry.column, entry.own)}
            yield PrintedRow(row.row, changed), alternative


def flows_of(rows: Sequence[TableRow], printed: Printed) -> Flows:
    """Connect the rows: by what comes before each where a column says so, else by what comes next."""
    flows = Flows()
    names = _Names(rows)
    if not flows_by_predecessors(flows, rows, printed, names.find):
        _row_after_row(flows, rows, names, printed)
    flows.notes += names.notes
    return flows


def _row_after_row(flows: Flows, rows: Sequence[TableRow], names: _Names, printed: Printed) -> None:
    """Connect the rows. A row without a next step goes on to the next row; the last one to the end."""
    groups: list[list[TableRow]] = []
    for row in rows:
        if row.alternative and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    stops = any(_is_code(row) for row in rows)
    for group, after in zip(groups, [*groups[1:], []], strict=True):
        for row in group:
            for step, following in zip(row.steps, row.steps[1:], strict=False):
                flows.next[step.id] = [Flow(to=following.id)]
            if row.last.step.kind is StepKind.END:
                continue
            branches = _branches(row, names)
            if branches:
                flows.next[row.last.id] = _distinct(list(_resolved(row, branches, names, flows, printed)))
            elif after and not (stops and Role.NEXT in printed.header.roles):
                flows.next[row.last.id] = _distinct([Flow(to=following.first.id) for following in after])
            else:
                flows.next[row.last.id] = [Flow(to=names.end or END)]
                flows.ends = flows.ends or not names.end
    starts = [row.first.id for row in rows if row.first.step.kind is StepKind.START]
    flows.first = [] if starts else [row.first.id for row in groups[0]]
    targets = {flow.to for leaving in flows.next.values() for flow in leaving}
    flows.ends = flows.ends or (END in targets and END not in names.ids)
    alternatives = sum(len(group) > 1 for group in groups)
    if alternatives:
        flows.notes.append("rows that begin with 'or:' are alternatives; how many cases take each is unknown")


class _Names:
    """The steps by what a table may call them: number, id or name."""

    def __init__(self, rows: Sequence[TableRow]) -> None:
        self.ids = {step.id for row in rows for step in row.steps}
        self.of: dict[str, str] = {}
        for row in rows:
            entry = row.first
            printed = entry.row.own(entry.role)
            code = entry.row.own(Role.NUMBER)
            number = numbered(printed)[0] or numbered(code)[0]
            name = normal(entry.step.name or "")
            for key in (code.strip().casefold(), number, entry.id, name, normal(numbered(printed)[1])):
                if key:
                    self.of.setdefault(key, entry.id)
        self.rows: dict[str, str] = {}
        self.notes: list[str] = []
        if not any(key[0].isdigit() for key in self.of):
            self.rows = {str(n): row.first.id for n, row in enumerate(rows, 1)}
        explicit = [row.first.id for row in rows if row.first.step.kind is StepKind.END]
        self.ends = {normal(row.first.step.name or ""): row.first.id for row in rows if row.first.id in explicit}
        self.end = explicit[0] if len(explicit) == 1 else None

    def find(self, target: str) -> str | None:
        """The step that a text means; None where no step is near."""
        key = target.strip().casefold()
        bare = "" if end_in(target) else normal(target)
        for known in (key, key.strip(" .:"), bare, numbered(target)[0] if not numbered(target)[1] else ""):
            if known and known in self.of:
                return self.of[known]
        if end := end_in(target):
            return self.ends.get(normal(end))
        if normal(target) in _ENDS:
            return self.end or END
        if key in self.rows:
            self.notes = ["no column numbers the steps, so a number of a next step counts the rows"]
            return self.rows[key]
        if len(key) < 4 or len(self.of) > _COMPARED:
            return None
        beginning = {id for name, id in self.of.items() if name.startswith(normal(target))}
        if len(beginning) == 1:
            return beginning.pop()
        near = process.extractOne(
            normal(target), [name for name in self.of if len(name) > 3], scorer=fuzz.ratio, score_cutoff=85
        )
        return self.of[near[0]] if near else None


def _is_code(row: TableRow) -> bool:
    """Whether rows are named as in Visio's Data Visualizer, where an empty next step means that nothing follows."""
    return re.fullmatch(r"[A-Z]{1,3}-?\d+", row.first.row.own(Role.NUMBER).strip()) is not None


def _branches(row: TableRow, names: _Names) -> list[Branch]:
    text = row.last.row.own(Role.NEXT)
    if says_nothing(text):
        return []
    branches = list(read_branches(text, lambda target: names.find(target) is not None, _MOST))
    labels = [label.strip() for label in re.split(r"[,;\n]", row.last.row.own(Role.LABEL)) if label.strip()]
    if len(labels) == len(branches):
        for n, (branch, label) in enumerate(zip(branches, labels, strict=True)):
            read = read_branch(f"{label} → {branch.target}")
            branches[n] = replace(branch, share=read.share or branch.share, when=read.when or branch.when)
    return branches


def _resolved(
    row: TableRow, branches: Sequence[Branch], names: _Names, flows: Flows, printed: Printed
) -> Iterator[Flow]:
    for branch in branches:
        target = names.find(branch.target)
        if target is None and (end := end_in(branch.target)):
            target = names.ends[normal(end)] = _added(end, names, flows)
        elif target is None:
            entry = row.last.row.entry(Role.NEXT)
            target = names.of[normal(branch.target)] = _added(branch.target, names, flows)
            flows.unread.append(
                Skipped(
                    what=f"{row.last.row.place(Role.NEXT)}: '{branch.target[:80]}'",
                    why="no step of the table has this number or name, so the case is taken to end there",
                    where=printed.grid.span(entry.row or row.last.row.row, entry.column or 1),
                )
            )
        yield Flow(to=target, share=branch.stated, when=branch.when, at_most=branch.at_most)


def _added(name: str, names: _Names, flows: Flows) -> str:
    """A new end with this name."""
    id = Ids(*names.ids, START, END, *flows.added).new(slug(name), "end")
    flows.added[id] = Step(kind=StepKind.END, name=" ".join(name.split())[:120])
    names.ids.add(id)
    return id


def _distinct(flows: Sequence[Flow]) -> list[Flow]:
    """The flows, with ids where two lead to the same step."""
    counts: Counter[str] = Counter()
    result: list[Flow] = []
    for flow in flows:
        counts[flow.to] += 1
        number = counts[flow.to]
        result.append(flow if number == 1 else flow.model_copy(update={"id": f"{flow.to}-{number}"}))
    return sorted(result, key=lambda flow: flow.key)

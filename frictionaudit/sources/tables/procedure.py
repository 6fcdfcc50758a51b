"""Builds the procedure from a service table: parties, papers, steps in order, totals and the promise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from pydantic import ValidationError

from frictionaudit.domain.procedure import (
    Flow,
    PagePath,
    Party,
    Procedure,
    Reading,
    Side,
    Skipped,
    SourceSpan,
    Step,
)
from frictionaudit.domain.value_errors import in_words
from frictionaudit.errors import InputError
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.asked_forms import AskedForms, asked_forms
from frictionaudit.sources.tables.charter import (
    class_of,
    kind_of,
    laws_of,
    messages_of,
    notes_of,
    promise_of,
    summary_of,
)
from frictionaudit.sources.tables.consequences import told_beside
from frictionaudit.sources.tables.conventions import Convention, convention_of
from frictionaudit.sources.tables.dependent_rows import assume_always
from frictionaudit.sources.tables.flow_parts import END, START, Flows, TableRow
from frictionaudit.sources.tables.flows import flows_of, split_alternatives
from frictionaudit.sources.tables.handing_in import first_to_hand_in
from frictionaudit.sources.tables.head import title_above, volume_of
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.offices import TableOffice
from frictionaudit.sources.tables.people import People, people_of, roles_in
from frictionaudit.sources.tables.printed import Entry, Printed
from frictionaudit.sources.tables.requirements import Requirements, paper_key, requirements_of, row_papers
from frictionaudit.sources.tables.shifted import shifted_rows
from frictionaudit.sources.tables.steps import RowStep, steps_of
from frictionaudit.sources.tables.text_beside import Beside
from frictionaudit.sources.tables.total import published_of
from frictionaudit.sources.tables.unread_columns import unread_columns
from frictionaudit.sources.tables.wording import Ids, normal


def reading_of(
    printed: Printed,
    path: str,
    mapping: TableMapping,
    said: Beside,
    ignored: tuple[Skipped, ...] = (),
    with_sides: Callable[[Mapping[str, Side]], Reading] | None = None,
) -> Reading:
    """The procedure of a table with its spans, and notes on how it was read; `said` is what stands beside it."""
    grid, convention = printed.grid, convention_of(printed, mapping)
    misplaced, shifted = shifted_rows(printed)
    office = printed.fact("office") or mapping.owner or ""
    people = people_of(printed, office, mapping)
    rows, notes, unread, days = _rows(printed, people, convention, shifted)
    steps = [step for row in rows for step in row.steps]
    if not steps:
        raise InputError.of(
            "not-a-table",
            "there are no rows of steps below the heading",
            str(grid.span(printed.header.row)),
            "write one row for each step",
        )
    roles = frozenset(normal(role) for row in printed.rows for role in roles_in(row.says(Role.WHO)))
    pairs = [*printed.requirements, *(pair for row in printed.rows for pair in row_papers(row))]
    papers = requirements_of(pairs, TableOffice(office, roles), people.parties)
    filled = asked_forms(steps, papers.forms)
    asks = _asks(printed, steps, papers, filled, people)
    flows = flows_of(rows, printed)
    assume_always(rows, flows, printed)
    published, total_notes = published_of(printed, convention)
    title = mapping.title or (printed.title.text if printed.title else title_above(grid)) or _words(path)
    promise = convention.published and promise_of(
        published, printed, steps[0].id if len(steps) > 1 else START, steps[-1].id, convention.published
    )
    table = _connected(steps, asks, flows, messages_of(printed))
    table, unsaid = told_beside(table, said.on_not_acting)
    values = {
        "id": mapping.id or slug(PurePath(path).stem, 12) or "table",
        "title": title,
        "kind": mapping.kind or kind_of(title),
        "owner": mapping.owner or office or None,
        "under": laws_of(printed),
        "complexity": class_of(printed),
        "summary": summary_of(printed),
        "volume": mapping.volume or volume_of(printed.facts) or said.volume,
        "calendar": mapping.calendar or convention.calendar,
        "published": published,
        "service_table": Role.TELLS not in printed.header.roles,
        "parties": {**_taking_part(people, steps), **papers.parties},
        "documents": papers.documents,
        "forms": {**papers.forms, **filled.forms},
        "promises": [promise] if promise else [],
        "steps": table,
    }
    try:
        procedure = Procedure.model_validate(values)
    except ValidationError as error:
        raise InputError.of("wrong-value", in_words(error), path, "check the table against what it describes") from None
    layout = "a Citizen's Charter" if printed.charter else "a service table"
    guessed = tuple(side for side in people.guessed if side.party in procedure.parties)
    reading_notes = [
        f"read as {layout} with its steps from row {printed.header.row}",
        *grid.notes,
        *(f"{column.name} read as {column.role}" for column in printed.header.known),
        *printed.notes,
        *said.notes,
        *([convention.day_note] if days or (published and published.time and published.time.high.days) else []),
        *notes_of(printed),
        *people.notes,
        *papers.notes,
        *flows.notes,
        *notes,
        *total_notes,
    ]
    lost, unread_others = unread_columns(printed)
    open_cells = (*grid.skipped, *unread_others, *misplaced, *unread, *flows.unread)
    not_understood = (cell.model_copy(update={"not_understood": True}) for cell in open_cells)
    skipped = (*lost, *ignored, *printed.skipped, *said.skipped, *unsaid, *not_understood)
    spans = _spans(printed, steps, papers)
    return Reading(procedure, spans, skipped, tuple(reading_notes), guessed, with_sides if guessed else None)


def _taking_part(people: People, steps: list[RowStep]) -> dict[str, Party]:
    busy = {row_step.step.by for row_step in steps}
    return {id: party for id, party in people.parties.items() if id in busy}


def _words(path: str) -> str:
    words = PurePath(path).stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _rows(
    printed: Printed, people: People, convention: Convention, shifted: list[int]
) -> tuple[list[TableRow], list[str], list[Skipped], bool]:
    """The rows with their steps; notes on them, what was not understood, and whether a plain 'day' was read."""
    rows: list[TableRow] = []
    notes: list[str] = []
    unread: list[Skipped] = []
    days = False
    ids, moved = Ids(START, END), set(shifted)
    for printed_row in printed.rows:
        row = printed_row
        if row.row in moved:
            row = type(row)(row.row, {k: v for k, v in row.entries.items() if k not in (Role.FEE, Role.TIME)})
        for one, alternative in split_alternatives(row):
            read = steps_of(one, printed, people, convention)
            own = tuple(_with_id(step, ids) for step in read.steps)
            rows += [TableRow(own, alternative)] if own else []
            notes += read.notes
            unread += read.unread
            days = days or read.plain_days
    return rows, list(dict.fromkeys(notes)), list(dict.fromkeys(unread)), days


def _with_id(step: RowStep, ids: Ids) -> RowStep:
    keeps = step.id in (START, END) and step.step.kind.value == step.id
    id = step.id if keeps else ids.new(step.id, f"row-{step.row.row}")
    return RowStep(step.row, step.role, id, step.step)


def _connected(
    steps: list[RowStep], asks: dict[str, tuple[str, ...]], flows: Flows, tells: dict[str, str | bool]
) -> dict[str, Step]:
    """The steps with their flows, and the start and the end that the table does not print."""
    table: dict[str, Step] = {}
    if flows.first:
        start = Step.model_validate({"kind": "start", "name": "Start", "tells": tells})
        first = tuple(sorted((Flow(to=id) for id in flows.first), key=lambda flow: flow.key))
        table[START] = start.model_copy(update={"next": first})
    for row_step in steps:
        flow = tuple(flows.next.get(row_step.id, ()))
        table[row_step.id] = row_step.step.model_copy(update={"next": flow, "asks": asks.get(row_step.id, ())})
    table |= flows.added
    if flows.ends:
        table[END] = Step.model_validate({"kind": "end", "name": "End", "outcome": "favourable"})
    return table


def _asks(
    printed: Printed, steps: list[RowStep], papers: Requirements, filled: AskedForms, people: People
) -> dict[str, tuple[str, ...]]:
    """Where papers are asked: those of the checklist where the client first hands something in, others in their row."""
    asks: dict[str, tuple[str, ...]] = dict(filled.of_step)
    checklist = tuple(
        papers.id_of[paper_key(entry)] for entry, _ in printed.requirements if paper_key(entry) in papers.id_of
    )
    first = first_to_hand_in(steps, people.customers)
    if first and checklist:
        asks[first] = tuple(dict.fromkeys([*asks.get(first, ()), *checklist]))
    step_of_row: dict[int, str] = {}
    for step in steps:
        step_of_row.setdefault(step.row.row, step.id)
    for row in printed.rows:
        ids = [papers.id_of[paper_key(entry)] for entry, _ in row_papers(row) if paper_key(entry) in papers.id_of]
        here = step_of_row.get(row.row)
        if ids and here:
            asks[here] = tuple(dict.fromkeys([*asks.get(here, ()), *ids]))
    return asks


def _spans(printed: Printed, steps: list[RowStep], papers: Requirements) -> dict[PagePath, SourceSpan]:
    grid, header = printed.grid, printed.header

    def at(entry: Entry | None, row: int) -> SourceSpan:
        return grid.span(entry.row or row, entry.column or 1) if entry else grid.span(row)

    spans: dict[PagePath, SourceSpan] = {(): grid.span(1), ("steps",): grid.span(header.row)}
    if printed.title:
        spans[("title",)] = at(printed.title, 1)
    if "office" in printed.facts:
        spans[("owner",)] = at(printed.facts["office"], 1)
    for row_step in steps:
        row = row_step.row
        spans[("steps", row_step.id)] = at(row.entries.get(row_step.role), row.row)
        for key, role in (
            *(("processing", Role.TIME), ("effort", Role.TIME), ("effort", Role.EFFORT)),
            *(("wait", Role.WAIT), ("wait", Role.LEAD_TIME), ("fees", Role.FEE)),
        ):
            if role in row.entries and getattr(row_step.step, key) is not None:
                spans[("steps", row_step.id, key)] = at(row.entry(role), row.row)
    for id, entry in papers.places.items():
        spans[("forms" if id in papers.forms else "documents", id)] = at(entry, entry.row)
    if printed.total:
        spans[("published",)] = grid.span(printed.total.row)
        if len(steps) > 1:
            spans[("promises", f"{steps[0].id}>{steps[-1].id}")] = at(printed.total.entry(Role.TIME), printed.total.row)
    return spans

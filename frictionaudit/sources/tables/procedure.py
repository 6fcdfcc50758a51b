"""Builds the procedure from a service table: parties, papers, steps in order, totals and the promise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePath

from pydantic import ValidationError

from frictionaudit.domain.procedure import PagePath, Party, Procedure, Reading, Skipped, SourceSpan, Step
from frictionaudit.domain.value_errors import in_words
from frictionaudit.errors import InputError
from frictionaudit.sources.tables.charter import (
    class_of,
    kind_of,
    laws_of,
    messages_of,
    notes_of,
    promise_of,
    summary_of,
)
from frictionaudit.sources.tables.columns import Role
from frictionaudit.sources.tables.conventions import Convention, convention_of
from frictionaudit.sources.tables.handing_in import first_to_hand_in
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.offices import TableOffice
from frictionaudit.sources.tables.people import CUSTOMER, People, people_of, roles_in
from frictionaudit.sources.tables.printed import Entry, Printed
from frictionaudit.sources.tables.requirements import Requirements, paper_key, requirements_of, row_papers
from frictionaudit.sources.tables.shifted import shifted_rows
from frictionaudit.sources.tables.steps import RowStep, steps_of
from frictionaudit.sources.tables.total import published_of
from frictionaudit.sources.tables.wording import normal, slug, unique

START, END = "start", "end"


def reading_of(printed: Printed, path: str, mapping: TableMapping, ignored: tuple[Skipped, ...] = ()) -> Reading:
    """The procedure of a table with its spans, and notes on how it was read."""
    grid, convention = printed.grid, convention_of(printed, mapping)
    misplaced, shifted = shifted_rows(printed)
    office = printed.fact("office") or mapping.owner or ""
    people = people_of(printed, office)
    steps, notes, days = _steps(printed, people, convention, shifted)
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
    asks = _asks(printed, steps, papers)
    published, total_notes = published_of(printed, convention)
    title = mapping.title or (printed.title.text if printed.title else grid.name) or _words(path)
    promise = convention.published and promise_of(
        published, printed, steps[0].id if len(steps) > 1 else START, steps[-1].id, convention.published
    )
    values = {
        "id": mapping.id or slug(PurePath(path).stem, 12) or "table",
        "title": title,
        "kind": mapping.kind or kind_of(title),
        "owner": mapping.owner or office or None,
        "under": laws_of(printed),
        "complexity": class_of(printed),
        "summary": summary_of(printed),
        "calendar": convention.calendar,
        "published": published,
        "parties": {**_taking_part(people, steps), **papers.parties},
        "documents": papers.documents,
        "forms": papers.forms,
        "promises": [promise] if promise else [],
        "steps": _sequence(steps, asks, messages_of(printed)),
    }
    try:
        procedure = Procedure.model_validate(values)
    except ValidationError as error:
        raise InputError.of("wrong-value", in_words(error), path, "check the table against what it describes") from None
    layout = "a Citizen's Charter" if printed.charter else "a service table"
    reading_notes = [
        f"read as {layout} with its steps from row {printed.header.row}",
        *grid.notes,
        *(f"{column.name} read as {column.role}" for column in printed.header.known),
        *printed.notes,
        *([convention.day_note] if days or (published and published.time and published.time.high.days) else []),
        *notes_of(printed),
        *people.notes,
        *papers.notes,
        *notes,
        *total_notes,
    ]
    skipped = (*ignored, *grid.skipped, *printed.skipped, *_unread(printed), *misplaced)
    return Reading(procedure, _spans(printed, steps, papers), skipped, tuple(reading_notes))


def _taking_part(people: People, steps: list[RowStep]) -> dict[str, Party]:
    busy = {CUSTOMER, *(row_step.step.by for row_step in steps)}
    return {id: party for id, party in people.parties.items() if id in busy}


def _words(path: str) -> str:
    words = PurePath(path).stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _steps(
    printed: Printed, people: People, convention: Convention, shifted: list[int]
) -> tuple[list[RowStep], list[str], bool]:
    steps: list[RowStep] = []
    notes: list[str] = []
    days = False
    for row in printed.rows:
        if row.row in shifted:
            row = type(row)(row.row, {k: v for k, v in row.entries.items() if k not in (Role.FEE, Role.TIME)})
        read = steps_of(row, printed, people, convention)
        for row_step in read.steps:
            id = unique(row_step.id, {START, END, *(step.id for step in steps)}, f"row-{row.row}")
            steps.append(RowStep(row_step.row, row_step.role, id, row_step.step))
        notes += read.notes
        days = days or read.plain_days
    return steps, notes, days


def _sequence(steps: list[RowStep], asks: dict[str, tuple[str, ...]], tells: dict[str, str]) -> dict[str, Step]:
    """The steps one after the other, between a start and an end that the table does not print."""
    ids = [START, *(step.id for step in steps), END]
    following = dict(pairwise(ids))
    table = {START: Step.model_validate({"kind": "start", "name": "Start", "tells": tells, "next": following[START]})}
    for row_step in steps:
        flow = Step.model_validate({"next": following[row_step.id]}).next
        table[row_step.id] = row_step.step.model_copy(update={"next": flow, "asks": asks.get(row_step.id, ())})
    table[END] = Step.model_validate({"kind": "end", "name": "End", "outcome": "favourable"})
    return table


def _asks(printed: Printed, steps: list[RowStep], papers: Requirements) -> dict[str, tuple[str, ...]]:
    """Where papers are asked: those of the checklist where the client first hands something in, others in their row."""
    asks: dict[str, tuple[str, ...]] = {}
    checklist = tuple(
        papers.id_of[paper_key(entry)] for entry, _ in printed.requirements if paper_key(entry) in papers.id_of
    )
    first = first_to_hand_in(steps)
    if first and checklist:
        asks[first] = checklist
    for row in printed.rows:
        ids = [papers.id_of[paper_key(entry)] for entry, _ in row_papers(row) if paper_key(entry) in papers.id_of]
        here = next((step.id for step in steps if step.row.row == row.row), None)
        if ids and here:
            asks[here] = tuple(dict.fromkeys([*asks.get(here, ()), *ids]))
    return asks


def _unread(printed: Printed) -> list[Skipped]:
    return [
        Skipped(
            what=column.name,
            why="the heading is not known; a mapping file can say what the column holds",
            where=printed.grid.span(printed.header.row, column.number),
        )
        for column in printed.header.columns
        if column.heading and column.role is None
    ]


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
        for key, role in (("processing", Role.TIME), ("effort", Role.TIME), ("wait", Role.WAIT), ("fees", Role.FEE)):
            if role in row.entries and getattr(row_step.step, key) is not None:
                spans[("steps", row_step.id, key)] = at(row.entry(role), row.row)
    for id, entry in papers.places.items():
        spans[("forms" if id in papers.forms else "documents", id)] = at(entry, entry.row)
    if printed.total:
        spans[("published",)] = grid.span(printed.total.row)
        if len(steps) > 1:
            spans[("promises", f"{steps[0].id}>{steps[-1].id}")] = at(printed.total.entry(Role.TIME), printed.total.row)
    return spans

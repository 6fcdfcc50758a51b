"""Builds the procedure from lines: people, steps in order, branches and arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.procedure import (
    Effort,
    Flow,
    Form,
    PagePath,
    Party,
    Procedure,
    Reading,
    Side,
    SourceSpan,
    Step,
    StepKind,
)
from frictionaudit.domain.procedure.forms import Document
from frictionaudit.domain.value_errors import explain
from frictionaudit.errors import InputError, Problem
from frictionaudit.slugs import slug
from frictionaudit.sources.lines.details import EXPECTED, DetailError, Details, read_details
from frictionaudit.sources.lines.draft import Draft
from frictionaudit.sources.lines.grammar import KINDS, Line, Said, Script
from frictionaudit.sources.lines.people import people_of
from frictionaudit.sources.lines.targets import END, Targets
from frictionaudit.sources.lines.waits import wait_of
from frictionaudit.sources.tables.timing import likely_part
from frictionaudit.sources.tables.wording import Ids, normal


def reading_of(script: Script, path: str, settled: Mapping[str, Side] | None = None) -> Reading:
    """The procedure of a script; InputError names every line that does not fit, and what was expected."""
    draft = Draft(path, spans={(): SourceSpan(path, 1, 1)})
    lines = list(_all(script.steps))
    _name(draft, lines)
    for line in lines:
        try:
            draft.details[line.line] = read_details(line.details.text) if line.details else Details()
        except DetailError as error:
            assert line.details is not None
            draft.complain(line.details, str(error), EXPECTED)
            draft.details[line.line] = Details()
    parties, guessed = people_of(draft, script, lines, settled or {})
    Targets(draft, lines).connect(script.steps, None)
    values = {**_facts(draft, script, path), "parties": parties, **_papers(draft, lines)}
    values["steps"] = dict(_steps(draft, lines, parties))
    if draft.problems:
        raise InputError(sorted(draft.problems, key=lambda problem: int(problem.where.rsplit(":", 2)[1])))
    try:
        procedure = Procedure.model_validate(values)
    except ValidationError as error:
        raise InputError([_problem(draft, details) for details in error.errors(include_url=False)]) from None
    unnamed = ("the last step goes on to an end that the file does not name",) if draft.ends else ()
    notes = (*draft.notes, *unnamed)

    def with_sides(sides: Mapping[str, Side]) -> Reading:
        return reading_of(script, path, {**(settled or {}), **sides})

    return Reading(procedure, draft.spans, (), notes, guessed, with_sides if guessed else None)


def _all(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        for branch in line.branches:
            yield from _all(branch.steps)


def _name(draft: Draft, lines: Sequence[Line]) -> None:
    """Give each step its id: the one in square brackets, else one made of its name."""
    seen: dict[str, int] = {}
    for line in lines:
        if line.id is not None and seen.setdefault(line.id, line.line) != line.line:
            message = f"'{line.id}' is defined twice (first on line {seen[line.id]})"
            draft.complain(Said("", line.line, line.column), message, "give one of them another id")
    free = Ids(*seen)
    for line in lines:
        draft.ids[line.line] = line.id or free.new(slug(line.name or line.who), "step")
        draft.spans[("steps", draft.ids[line.line])] = SourceSpan(draft.path, line.line, line.column)


def _steps(draft: Draft, lines: Sequence[Line], parties: Mapping[str, Party]) -> Iterator[tuple[str, Step]]:
    if not any(line.who.casefold() == StepKind.START for line in lines):
        first = draft.ids[lines[0].line]
        yield Ids(*draft.ids.values()).new("start"), Step(kind=StepKind.START, next=(Flow(to=first),))
    for line in lines:
        id, details = draft.ids[line.line], draft.details[line.line]
        kind = StepKind(line.who.casefold()) if line.who.casefold() in KINDS else StepKind.TASK
        by = draft.parties.get(normal(line.who)) if kind is StepKind.TASK and line.who != "?" else None
        channels = details.channels
        asks = (*details.forms, *details.documents)
        step = Step.model_validate(
            {
                "kind": kind,
                "name": line.name or None,
                "by": by,
                "channel": channels[0] if channels else None,
                "also": channels[1:],
                "asks": asks,
                "fees": details.fees,
                "tells": details.tells,
                "outcome": details.outcome,
            }
        )
        side = parties[by].side if by is not None and by in parties else None
        if details.effort is not None:
            part = likely_part(step) if side is Side.CUSTOMER else "work"
            effort = {name or part: time for name, time in details.effort.items()}
            step = step.model_copy(update={"effort": Effort.model_validate(effort)})
        left_out = [note for note in details.notes if not note.endswith(" is approximate")]  # 'about' says so itself
        draft.notes += [f"line {line.line}: {note}" for note in left_out]
        step = step.model_copy(update={"wait": wait_of(draft, line, step, parties)})
        flows = _distinct(draft.flows.get(id, ()))
        yield id, step.model_copy(update={"next": flows})
    if draft.ends:
        yield END, Step(kind=StepKind.END)


def _distinct(flows: Sequence[Flow]) -> tuple[Flow, ...]:
    """The flows in order, with ids where two lead to the same step."""
    free = Ids()
    named = [(flow, free.new(flow.to)) for flow in flows]
    return tuple(
        sorted(
            (flow if key == flow.to else flow.model_copy(update={"id": key}) for flow, key in named),
            key=lambda flow: flow.key,
        )
    )


def _papers(draft: Draft, lines: Sequence[Line]) -> dict[str, Any]:
    """Forms and documents. A form that several steps ask for has its questions in one of them."""
    forms: dict[str, Form] = {}
    documents: dict[str, Document] = {}
    for line in lines:
        details = draft.details[line.line]
        for id, form in details.forms.items():
            known = forms.get(id)
            forms[id] = form if known is None or known.fields is None else known
            _place(draft, line, ("forms", id), known is None or forms[id] is form)
        for id, document in details.documents.items():
            _place(draft, line, ("documents", id), id not in documents)
            documents.setdefault(id, document)
    return {"forms": forms, "documents": documents}


def _place(draft: Draft, line: Line, path: PagePath, first: bool) -> None:
    """Remember the brackets in which a form or a document is described."""
    if first and line.details is not None:
        draft.spans[path] = SourceSpan(draft.path, line.details.line, line.details.column)


def _facts(draft: Draft, script: Script, path: str) -> dict[str, Any]:
    facts = {key: said.text for key, said in script.facts.items()}
    for key, said in script.facts.items():
        draft.spans[(key,)] = SourceSpan(draft.path, said.line, said.column)
    calendar = {key: facts.pop(key) for key in ("hours", "country") if key in facts}
    stem = PurePath(path).stem
    values: dict[str, Any] = {"id": slug(stem, 12) or "steps", "title": stem.replace("-", " ").capitalize(), **facts}
    return values | ({"calendar": calendar} if calendar else {})


def _problem(draft: Draft, details: Any) -> Problem:
    message, hint = explain(details)
    loc = tuple(part for part in details["loc"] if part != "[key]")
    inner = (loc[-1],) if loc[:1] == ("calendar",) else loc
    places = (draft.spans.get(inner[:end]) for end in range(len(inner), 0, -1))
    where = next((str(span) for span in places if span), f"{draft.path}:1:1")
    return Problem("wrong-value", f"{'.'.join(map(str, loc))}: {message}", where, hint)

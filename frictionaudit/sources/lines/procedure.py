"""Builds the procedure from lines: people, steps in order, branches and arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import (
    Effort,
    Flow,
    Form,
    GuessedSide,
    PagePath,
    Party,
    Procedure,
    Reading,
    Side,
    SourceSpan,
    Step,
    StepKind,
    Wait,
)
from frictionaudit.domain.procedure.forms import Document
from frictionaudit.domain.quantities import Rate
from frictionaudit.domain.value_errors import explain
from frictionaudit.errors import InputError, Problem
from frictionaudit.slugs import slug
from frictionaudit.sources.lines.details import EXPECTED, DetailError, Details, read_details
from frictionaudit.sources.lines.grammar import KINDS, BranchLine, Line, Said, Script
from frictionaudit.sources.tables.cells.next_steps import read_branch
from frictionaudit.sources.tables.sides import sides_of
from frictionaudit.sources.tables.timing import likely_part
from frictionaudit.sources.tables.wording import Ids, normal

END = "end"


@dataclass
class _Draft:
    """The procedure as far as it is built, and the problems found on the way."""

    path: str
    ids: dict[int, str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    details: dict[int, Details] = field(default_factory=dict)
    flows: dict[str, list[Flow]] = field(default_factory=dict)
    spans: dict[PagePath, SourceSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ends: bool = False

    def complain(self, said: Said, message: str, hint: str) -> None:
        self.problems.append(Problem("not-a-step", message, f"{self.path}:{said.line}:{said.column}", hint))


def reading_of(script: Script, path: str, settled: Mapping[str, Side] | None = None) -> Reading:
    """The procedure of a script; InputError names every line that does not fit, and what was expected."""
    draft = _Draft(path)
    lines = list(_all(script.steps))
    _name(draft, lines)
    parties, guessed = _people(draft, script, lines, settled or {})
    for line in lines:
        try:
            draft.details[line.line] = read_details(line.details.text) if line.details else Details()
        except DetailError as error:
            assert line.details is not None
            draft.complain(line.details, str(error), EXPECTED)
            draft.details[line.line] = Details()
    _Targets(draft, lines).connect(script.steps, None)
    values = {**_facts(draft, script, path), "parties": parties, **_papers(draft, lines)}
    values["steps"] = dict(_steps(draft, lines, parties))
    if draft.problems:
        raise InputError(sorted(draft.problems, key=lambda problem: int(problem.where.rsplit(":", 2)[1])))
    try:
        procedure = Procedure.model_validate(values)
    except ValidationError as error:
        raise InputError([_problem(draft, details) for details in error.errors(include_url=False)]) from None
    notes = ("the last step goes on to an end that the file does not name",) if draft.ends else ()

    def with_sides(sides: Mapping[str, Side]) -> Reading:
        return reading_of(script, path, {**(settled or {}), **sides})

    return Reading(procedure, draft.spans, (), notes, guessed, with_sides if guessed else None)


def _all(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        for branch in line.branches:
            yield from _all(branch.steps)


def _name(draft: _Draft, lines: Sequence[Line]) -> None:
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


def _people(
    draft: _Draft, script: Script, lines: Sequence[Line], settled: Mapping[str, Side]
) -> tuple[dict[str, Party], tuple[GuessedSide, ...]]:
    """The parties: those that the file describes, and those that its steps name."""
    parties: dict[str, Party] = {}
    free = Ids()
    for name, (given, body) in script.people.items():
        id = free.new(given or slug(name), "party")
        draft.parties |= {normal(name): id, normal(id): id}
        party = _party(draft, name, id, body)
        if party is not None:
            parties[id] = party
            draft.spans[("parties", id)] = SourceSpan(draft.path, body.line, body.column)
    named: dict[str, str] = {}
    for line in lines:
        if line.who.casefold() not in KINDS and line.who != "?" and normal(line.who) not in draft.parties:
            named.setdefault(normal(line.who), line.who)
    contacts = {normal(line.who): line.details.text for line in lines if line.details}
    known = {id: party.side for id, party in parties.items()}
    sides = sides_of([*parties, *named.values()], contacts, {normal(id): side for id, side in known.items()})
    guessed: list[GuessedSide] = []
    for key, name in named.items():
        id = draft.parties[key] = free.new(slug(name), "party")
        side = settled.get(id, sides[key].side)
        parties[id] = Party(side=side, name=None if id == name else name)
        if id not in settled:
            guessed.append(GuessedSide(party=id, name=name, side=side, known=sides[key].known))
    return parties, tuple(guessed)


def _party(draft: _Draft, name: str, id: str, body: Said) -> Party | None:
    side, *rest = (part.strip() for part in body.text.split(","))
    values: dict[str, Any] = {"side": side.casefold(), "name": None if name == id else name}
    for part in rest:
        if part.casefold().startswith("unit "):
            values["unit"] = part[5:].strip()
        else:
            values["cost"] = part
    try:
        if "cost" in values:
            values["cost"] = Rate.model_validate(values["cost"])
        return Party.model_validate(values)
    except ValidationError:
        hint = f"write for example '{name} = frontstage, unit Contact centre, 28 GBP/h'"
        message = f"'{body.text[:60]}' does not say on which side '{name}' is: {', '.join(Side)}"
        draft.complain(body, message, hint)
        return None


class _Targets:
    """Connects the lines: one after the other, along their branches, or where an arrow points."""

    def __init__(self, draft: _Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        self.of: dict[str, str] = {}
        for line in lines:
            self.of.setdefault(draft.ids[line.line].casefold(), draft.ids[line.line])
        for line in lines:
            self.of.setdefault(normal(line.name), draft.ids[line.line])
        ends = [draft.ids[line.line] for line in lines if line.who.casefold() == StepKind.END]
        if len(ends) == 1:
            self.of.setdefault(END, ends[0])

    def connect(self, lines: Sequence[Line], after: str | None) -> None:
        """Give each step its flows; `after` is the step that follows the last of these."""
        ids = self.draft.ids
        for line, following in zip(lines, [*(ids[line.line] for line in lines[1:]), after], strict=True):
            id = ids[line.line]
            if line.who.casefold() == StepKind.END:
                if line.jump or line.branches:
                    self.draft.complain(Said("", line.line, line.column), "an end goes on", "remove the arrow")
                continue
            if line.branches:
                self.draft.flows[id] = [self._branch(branch, following) for branch in line.branches]
                if line.jump:
                    self.draft.complain(line.jump, "the step has both branches and an arrow", "remove one of the two")
            else:
                self.draft.flows[id] = [Flow(to=self._target(line.jump) if line.jump else self._end(following))]

    def _branch(self, branch: BranchLine, following: str | None) -> Flow:
        head = branch.head.text.strip()
        word = head.partition(" ")[0].rstrip(",").casefold()
        bare = head[len(word) :].strip(" ,") if word in ("or", "and", "if") else head
        read = read_branch(f"{bare or '100 %'} → x")
        if "%" in head and read.share is None:
            self.draft.complain(branch.head, f"'{head}' is not a share of cases", "write for example '80 %:'")
        if branch.steps:
            self.connect(branch.steps, following)
            target = self.draft.ids[branch.steps[0].line]
        else:
            target = self._target(branch.jump) if branch.jump else self._end(following)
        share = read.stated if "%" in head else None
        return Flow(to=target, share=share, when=read.when, at_most=read.at_most)

    def _target(self, jump: Said | None) -> str:
        assert jump is not None
        text = jump.text.strip()
        for key in (text.casefold(), normal(text)):
            if key in self.of:
                return self.of[key]
        if normal(text) == END:
            return self._end(None)
        near = did_you_mean(text, list(self.of))
        self.draft.complain(jump, f"there is no step '{text[:60]}'", near)
        return END

    def _end(self, following: str | None) -> str:
        if following is None:
            self.draft.ends = self.draft.ends or END not in self.of
            return self.of.get(END, END)
        return following


def _steps(draft: _Draft, lines: Sequence[Line], parties: Mapping[str, Party]) -> Iterator[tuple[str, Step]]:
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
        if details.wait is not None:
            turn = "third" if side is Side.THIRD else "queue"
            wait = {name or turn: time for name, time in details.wait.items()}
            step = step.model_copy(update={"wait": Wait.model_validate(wait)})
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


def _papers(draft: _Draft, lines: Sequence[Line]) -> dict[str, Any]:
    """Forms and documents. A form that several steps ask for has its questions in one of them."""
    forms: dict[str, Form] = {}
    documents: dict[str, Document] = {}
    for line in lines:
        details = draft.details[line.line]
        for id, form in details.forms.items():
            known = forms.get(id)
            forms[id] = form if known is None or known.fields is None else known
        documents |= {id: document for id, document in details.documents.items() if id not in documents}
    return {"forms": forms, "documents": documents}


def _facts(draft: _Draft, script: Script, path: str) -> dict[str, Any]:
    facts = {key: said.text for key, said in script.facts.items()}
    for key, said in script.facts.items():
        draft.spans[(key,)] = SourceSpan(draft.path, said.line, said.column)
    calendar = {key: facts.pop(key) for key in ("hours", "country") if key in facts}
    stem = PurePath(path).stem
    values: dict[str, Any] = {"id": slug(stem, 12) or "steps", "title": stem.replace("-", " ").capitalize(), **facts}
    return values | ({"calendar": calendar} if calendar else {})


def _problem(draft: _Draft, details: Any) -> Problem:
    message, hint = explain(details)
    loc = tuple(part for part in details["loc"] if part != "[key]")
    inner = (loc[-1],) if loc[:1] == ("calendar",) else loc
    places = (draft.spans.get(inner[:end]) for end in range(len(inner), 0, -1))
    where = next((str(span) for span in places if span), f"{draft.path}:1:1")
    return Problem("wrong-value", f"{'.'.join(map(str, loc))}: {message}", where, hint)

"""A procedure as a step table: one row a step, the people and the facts about the whole on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.domain.procedure import Channel, Flow, Procedure, Side, Step, StepKind, Tells
from frictionaudit.exports.steps import cells

COLUMNS = {
    "ID": "A short name without blanks, or a number. 'Next' refers to it.",
    "Step": "What is done: a verb and an object, such as 'Check the form'.",
    "Kind": "Empty for an ordinary step; start, end, or a gateway. An end can say how it feels: 'end: favourable'.",
    "Who": "Who does it, as on the sheet 'People'.",
    "Channel": "Where it happens, such as phone or web. Several: 'phone or web', the usual one first.",
    "Minutes": "Time that somebody spends on it. A number is minutes. A customer's time can say on what: "
    "'queue 12m, counter 6m'. A range: 5m..20m. Nothing is unknown; 'none' is no time.",
    "Wait": "How long a case waits before the step: '2 working days', or with whose turn it is: "
    "'customer 3 days', 'third 4h'. Nothing is unknown; 'none' is no wait.",
    "Next": "Empty for the next row. Else an ID or a name; several, one a line, with shares: '80 % → approve'. "
    "Conditions and limits: '20 %, at most 2 times, papers missing → ask-again'. 'end' ends the case.",
    "Form": "The form that is filled in here.",
    "Questions": "The questions of the form, with semicolons between them: 'Name; Address; Photo (optional)'. "
    "(known) marks what you hold already, (prefilled) what is shown filled in.",
    "Documents": "Papers that the customer hands in: 'Lease (copy)'.",
    "Fee": "What the customer pays: '5 GBP', or 'none'.",
    "Customer learns": f"What the customer is told, with semicolons between: {', '.join(Tells.model_fields)}.",
    "Note": "Anything else.",
}
"""The columns of the table, and what to write in each."""
PEOPLE = ("Who", "Side", "Department", "Cost per hour", "ID")
_INTRODUCTION = (
    "One row is one step. Overwrite the example on the sheet 'Steps', then run: frictionaudit audit THIS-FILE",
    "Say who is who on the sheet 'People': customer, frontstage (yours, customers meet them), backstage (yours, behind "
    "the scenes) or third (a third party).",
    "A cell that is left empty is unknown, never zero.",
)


@dataclass(frozen=True)
class Sheet:
    """Rows of texts. `choices` are the values to choose from, by the letter of a column."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()
    widths: tuple[int, ...] = ()


def sheets(procedure: Procedure) -> tuple[Sheet, ...]:
    """The sheets of a step table."""
    return (_steps(procedure), _people(procedure), _facts(procedure), _explanations())


def _steps(procedure: Procedure) -> Sheet:
    order = procedure.in_reading_order()
    names = cells.names_of(procedure.parties)
    shown: set[str] = set()
    rows = [tuple(COLUMNS)]
    for id, after in zip(order, [*order[1:], None], strict=True):
        rows.append(tuple(_row(procedure, id, after, names, shown)))
    kinds = ("start", *(f"end: {outcome}" for outcome in ("favourable", "neutral", "adverse", "abandoned")))
    column = list(COLUMNS).index
    choices = (
        (column("Kind"), (*kinds, *(kind for kind in StepKind if kind.gateway))),
        (column("Channel"), tuple(Channel)),
    )
    return Sheet("Steps", tuple(rows), choices, (18, 34, 14, 18, 12, 26, 22, 34, 24, 40, 24, 12, 28, 24))


def _row(procedure: Procedure, id: str, after: str | None, names: dict[str, str], shown: set[str]) -> Iterator[str]:
    step = procedure.steps[id]
    side = procedure.side(id)
    forms = list(cells.forms_of(procedure, step))
    yield id
    yield step.name or ""
    yield cells.kind(step)
    yield names.get(step.by or "", "")
    yield cells.channels(step)
    yield cells.minutes(step, side)
    yield cells.waits(step, side)
    yield "\n".join(_next(step, after))
    yield "\n".join(cells.named(form, known.name) for form, known in forms)
    yield cells.questions(forms[0][1]) if len(forms) == 1 and forms[0][0] not in shown else ""
    yield "\n".join(cells.documents_of(procedure, step))
    yield cells.fees(step)
    yield cells.tells(step.tells)
    yield step.note or ""
    shown.update(form for form, _ in forms)


def _next(step: Step, after: str | None) -> Iterator[str]:
    if len(step.next) == 1 and step.next[0] == Flow(to=step.next[0].to) and step.next[0].to == after:
        return
    for flow in cells.branches(step):
        said = [cells.percent(flow.share)] if flow.share else []
        said += [f"at most {flow.at_most} times"] if flow.at_most else []
        said += [flow.when] if flow.when else []
        yield f"{', '.join(said)} → {flow.to}" if said else flow.to


def _people(procedure: Procedure) -> Sheet:
    names = cells.names_of(procedure.parties)
    rows = [PEOPLE]
    for id, party in procedure.parties.items():
        cost = str(party.cost.short()) if party.cost else ""
        rows.append((names[id], str(party.side), party.unit or "", cost, id))
    return Sheet("People", tuple(rows), ((1, tuple(Side)),), (26, 14, 22, 16, 18))


def _facts(procedure: Procedure) -> Sheet:
    facts = {
        "Title": procedure.title,
        "ID": procedure.id,
        "Kind": procedure.kind,
        "Owner": procedure.owner,
        "Volume": str(procedure.volume.short()) if procedure.volume else None,
        "Opening hours": procedure.calendar.hours,
        "Country": procedure.calendar.country,
    }
    return Sheet("Procedure", tuple((label, str(value or "")) for label, value in facts.items()), (), (18, 50))


def _explanations() -> Sheet:
    rows = [*((line,) for line in _INTRODUCTION), (), ("Column on 'Steps'", "What to write in it"), *COLUMNS.items()]
    return Sheet("Explanations", tuple(rows), (), (22, 110))

"""The parts of a charter, in order: title, facts, checklist, steps with times and fees, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.domain.procedure import Document, Effort, Form, Procedure, Side, Step, StepKind
from frictionaudit.domain.procedure.names import receives
from frictionaudit.exports.charter import amounts
from frictionaudit.slugs import slug

CHECKLIST = ("CHECKLIST OF REQUIREMENTS", "WHERE TO SECURE")
HEADINGS = ("CLIENT STEPS", "AGENCY ACTIONS", "FEES TO BE PAID", "PROCESSING TIME", "PERSON RESPONSIBLE")
_ALSO = re.compile(r"(?:^|\. )also responsible: (.*)$", re.DOTALL)
_ATTENDS = "Attends to the client"
_SUMMARY = re.compile(r"(Who may avail|Type of transaction|Classification): ")


@dataclass(frozen=True)
class Charter:
    """A charter as texts; `missing` names what the law asks for and the procedure does not say."""

    title: str
    facts: tuple[tuple[str, str], ...]
    checklist: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    missing: tuple[str, ...]

    def lines(self) -> Iterator[tuple[str, ...]]:
        """All rows of the table, from the title on."""
        yield (self.title,)
        for label, said in self.facts:
            yield (f"{label}:", said)
        if self.checklist:
            yield CHECKLIST
            yield from self.checklist
        yield HEADINGS
        yield from self.rows
        if self.total:
            yield self.total


def charter(procedure: Procedure) -> Charter:
    """The charter of a procedure. Steps that only route are left out; the others stand in reading order."""
    rows = tuple(_rows(procedure))
    facts = tuple((label, said) for label, said in _facts(procedure).items() if said)
    checklist = tuple(_checklist(procedure))
    return Charter(procedure.title, facts, checklist, rows, _total(procedure), tuple(_missing(procedure, dict(facts))))


def _facts(procedure: Procedure) -> dict[str, str]:
    pieces = _SUMMARY.split(procedure.summary or "")
    printed = {name: said.rstrip("; ") for name, said in zip(pieces[1::2], pieces[2::2], strict=True)}
    starts = [procedure.steps[id].tells for id in procedure.starts]
    told = {what: next((text for tells in starts if isinstance(text := getattr(tells, what), str)), "")
            for what in ("eligibility", "redress")}  # fmt: skip
    appeals = "; ".join(", ".join(filter(None, (one.what, one.to, one.how))) for one in procedure.guidance.appeals)
    anywhere = next((text for step in procedure.steps.values() if isinstance(text := step.tells.redress, str)), "")
    return {
        "Office or Division": procedure.owner or "",
        "Classification": printed.get("Classification") or (procedure.complexity or "").title(),
        "Type of Transaction": printed.get("Type of transaction", ""),
        "Who may avail": printed.get("Who may avail") or procedure.guidance.who or told["eligibility"],
        "How to file a complaint": told["redress"] or appeals or anywhere,
    }


def _checklist(procedure: Procedure) -> Iterator[tuple[str, str]]:
    told = next((text for id in procedure.starts if isinstance(text := procedure.steps[id].tells.documents, str)), "")
    printed = told.split("; ")
    asked = dict.fromkeys(id for step in procedure.in_reading_order() for id in procedure.steps[step].asks)
    for id in asked:
        paper = procedure.documents.get(id) or procedure.forms.get(id)
        name = paper.name or id if paper else id
        if isinstance(paper, Document):
            yield _as_printed(name, printed) or f"{name}{_proof(name, paper)}", paper.where or ""
        elif isinstance(paper, Form):
            yield (name if re.search(r"\bforms?\b", name.casefold()) else f"{name} (form)"), ""


def _as_printed(name: str, printed: list[str]) -> str | None:
    """The entry of a printed checklist that names a paper, with all that stands in brackets behind it."""
    return next((entry for entry in printed if entry == name or entry.startswith(f"{name} (")), None)


def _proof(name: str, paper: Document) -> str:
    """The proof in brackets, unless the name says it."""
    words = {"copy": "photocopy"}.get(paper.proof or "", paper.proof)
    return f" ({words})" if words and words not in name.casefold() else ""


def _rows(procedure: Procedure) -> Iterator[tuple[str, ...]]:
    order = [id for id in procedure.in_reading_order() if _printed(procedure.steps[id])]
    n, by_staff_alone = 0, False
    while n < len(order):
        id, following = order[n], order[n + 1] if n + 1 < len(order) else None
        client, agency = (id, None) if procedure.side(id) is Side.CUSTOMER else (None, id)
        if following and client and _share_a_row(procedure, id, following):
            agency = following
        elif following and agency and by_staff_alone and _hand_out(procedure, id, following):
            client = following
        yield _row(procedure, client, agency)
        by_staff_alone = client is None
        n += 2 if client and agency else 1


def _printed(step: Step) -> bool:
    return not step.kind.gateway and step.kind not in (StepKind.START, StepKind.END) and not step.implied


def _share_a_row(procedure: Procedure, client: str, agency: str) -> bool:
    """Whether the office serves the client in this step, so that both stand in one row."""
    mine, ours = procedure.steps[client], procedure.steps[agency]
    if procedure.side(agency) is not Side.FRONTSTAGE or [flow.to for flow in mine.next] != [agency]:
        return False
    times_together = (mine.effort is None) == (ours.effort is None) or ours.processing is None
    return ours.fees is None and times_together


def _hand_out(procedure: Procedure, agency: str, client: str) -> bool:
    """Whether the client receives what the office hands out directly before, after work behind the counter."""
    mine, ours = procedure.steps[client], procedure.steps[agency]
    if procedure.side(client) is not Side.CUSTOMER or procedure.side(agency) is not Side.FRONTSTAGE:
        return False
    handed = receives(mine.name or "") and [flow.to for flow in ours.next] == [client] and ours.fees is None
    beside = ours.effort is not None and ours.effort.counter is not None and mine.effort == Effort()
    untimed = ours.effort is None and mine.effort is None
    return handed and mine.wait is None and (beside or untimed)


def _row(procedure: Procedure, client: str | None, agency: str | None) -> tuple[str, ...]:
    mine = procedure.steps[client] if client else None
    ours = procedure.steps[agency] if agency else None
    first = mine or ours
    return (
        _text(client, mine, whole=True) if client and mine else "",
        _text(agency, ours, whole=False) if agency and ours else "",
        amounts.fees(first.fees) if first else "",
        (amounts.time_of(ours) if ours else "") or (amounts.later(mine) if mine else ""),
        _who(procedure, ours) if ours else "",
    )


def _text(id: str, step: Step, whole: bool) -> str:
    """The cell of a step: its number where its id has one, and its actions one a line."""
    name = step.name or id
    said = _ALSO.sub("", step.note or "")
    parts = said.split("; ") if "; " in said else [name]
    number = _number(id, name if whole else parts[0])
    if name == _ATTENDS:
        return ""
    if re.fullmatch(r"Step \S+", name) and number:
        return f"{number}."
    first = f"{number}. {parts[0]}" if number else f"• {parts[0]}" if len(parts) > 1 else parts[0]
    return "\n".join([first, *(f"• {part}" for part in parts[1:])])


def _number(id: str, name: str) -> str:
    """The number that stands in front of a step's id: '1-1-verifies-papers' is 1.1."""
    groups = id.split("-")
    for n in range(1, 4):
        number = ".".join(groups[:n])
        made = slug(f"{number} {name}")
        if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*[a-z]?", number) and re.fullmatch(rf"{re.escape(made)}(?:-\d+)?", id):
            return number
    return ""


def _who(procedure: Procedure, step: Step) -> str:
    """The person responsible, and the others who are, one a line; '' where only the office is known."""
    party = procedure.parties.get(step.by or "")
    name = (party.name or step.by or "") if party else ""
    also = _ALSO.search(step.note or "")
    names = [] if name == procedure.owner else [name]
    return "\n".join(filter(None, [*names, *(also[1].split(", ") if also else [])]))


def _total(procedure: Procedure) -> tuple[str, ...]:
    published = procedure.published
    if published is None:
        promise = next(iter(procedure.promises), None)
        return ("TOTAL", "", "", amounts.duration(promise.within), "") if promise else ()
    printed = (published.printed or "TOTAL").split(" | ")
    fees, time = amounts.money(published.fees) if published.fees else "", ""
    rest = printed[1:]
    if published.time is not None and rest:
        time = rest.pop()
    elif published.time is not None and ":" not in printed[0]:
        time = amounts.duration(published.time)
    return (printed[0], "", rest[0] if rest else fees if not published.printed else "", time, "")


def _missing(procedure: Procedure, facts: dict[str, str]) -> Iterator[str]:
    """What RA 11032, section 6, asks for and the procedure does not say."""
    tasks = {id: step for id, step in procedure.steps.items() if _printed(step)}
    ours = {id: s for id, s in tasks.items() if s.kind is StepKind.TASK and procedure.side(id) is not Side.CUSTOMER}
    unnamed = [procedure.label(id) for id, step in ours.items() if not _who(procedure, step)]
    untimed = [procedure.label(id) for id, step in ours.items() if not amounts.time_of(step)]
    own = [step for id, step in tasks.items() if procedure.side(id) is Side.CUSTOMER]
    if not any(step.asks for step in tasks.values()) and not any(
        step.tells.documents for step in procedure.steps.values()
    ):
        yield "the checklist of requirements (or that there are none)"
    if unnamed:
        yield f"the person responsible at {_some(unnamed)}"
    if untimed:
        yield f"the time of {_some(untimed)}"
    if procedure.published is None and not procedure.promises:
        yield "the longest time for the whole service"
    if all(step.fees is None for step in own):
        yield "the fees (or that there are none)"
    if "How to file a complaint" not in facts:
        yield "how to file a complaint"


def _some(names: list[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown

"""A procedure as lines of text: who does what, with branches below the step that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from frictionaudit.domain.procedure import Flow, Party, Procedure, Step, StepKind
from frictionaudit.domain.quantities.calendar import Calendar
from frictionaudit.exports.steps import cells
from frictionaudit.exports.wording import sanitize

_UNSAFE = re.compile(r"[;,:()\[\]\n]")
_ARROW = re.compile(r"-+>|→")
_SEVERAL = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


def write(procedure: Procedure) -> str:
    """The text of a `.steps` file: facts, people, then the steps in reading order."""
    names = {id: name if _is_name(name) else id for id, name in cells.names_of(procedure.parties).items()}
    lines = [f"{key}: {_line(value)}" for key, value in _facts(procedure)]
    if procedure.parties:
        lines += ["", *(_party(id, party, names[id]) for id, party in procedure.parties.items())]
    lines.append("")
    order = procedure.in_reading_order()
    shown: set[str] = set()
    for id, after in zip(order, [*order[1:], None], strict=True):
        lines += _step(procedure, id, after, names, shown)
    return "\n".join(lines) + "\n"


def _facts(procedure: Procedure) -> Iterator[tuple[str, str]]:
    yield "title", procedure.title
    yield "id", procedure.id
    if procedure.kind != "other":
        yield "kind", procedure.kind
    if procedure.owner:
        yield "owner", procedure.owner
    if procedure.volume:
        yield "volume", str(procedure.volume.short())
    if procedure.calendar.hours != Calendar().hours:
        yield "hours", procedure.calendar.hours
    if procedure.calendar.country:
        yield "country", procedure.calendar.country


def _is_name(name: str) -> bool:
    reserved = (*StepKind, "?", "title", "id", "kind", "owner", "volume", "hours", "country")
    return not re.search(r"[:=\[\]()%#]|-+>|→", name) and name.casefold() not in reserved and name == name.strip()


def _party(id: str, party: Party, name: str) -> str:
    said = [str(party.side)]
    unit = _line(party.unit or "")
    said += [f"unit {unit}"] if unit and "," not in unit else []
    said += [str(party.cost.short())] if party.cost else []
    return f"{cells.named(id, name)} = {', '.join(said)}"


def _step(procedure: Procedure, id: str, after: str | None, names: Mapping[str, str], shown: set[str]) -> Iterator[str]:
    step = procedure.steps[id]
    who = names.get(step.by or "", "?") if step.kind in (StepKind.TASK, StepKind.EVENT) else str(step.kind)
    name = _ARROW.sub("–", _line(step.name or ""))
    details = "; ".join(_details(procedure, id, shown))
    bracket = f" ({details})" if details or name.endswith(")") else ""
    line = f"{who}: {name}{bracket} [{id}]".replace(":  ", ": ")
    only = step.next[0] if len(step.next) == 1 else None
    if only is not None and only == Flow(to=only.to):
        yield line if only.to == after else f"{line} -> {only.to}"
        return
    yield line
    for flow in cells.branches(step):
        yield f"  {_branch(step, flow)}: -> {flow.to}"


def _branch(step: Step, flow: Flow) -> str:
    start = cells.percent(flow.share) if flow.share else "and" if step.kind in _SEVERAL else "or"
    said = [start]
    said += [f"at most {flow.at_most} times"] if flow.at_most else []
    said += [re.sub(r"[:%]", "", _ARROW.sub("", _line(flow.when)))] if flow.when else []
    return ", ".join(said)


def _details(procedure: Procedure, id: str, shown: set[str]) -> Iterator[str]:
    step, side = procedure.steps[id], procedure.side(id)
    first = [cells.channels(step), cells.minutes(step, side).replace("none", "effort none")]
    if re.match(r"(?:about )?(?:\d|P\d)", first[1]):
        first[1] = f"work {first[1]}"
    wait = cells.waits(step, side)
    first += [f"wait {piece}" for piece in wait.split(", ")] if wait else []
    if any(first):
        yield ", ".join(filter(None, first))
    if step.outcome:
        yield step.outcome
    for form, known in cells.forms_of(procedure, step):
        asked = ", ".join(_questions(cells.questions(known))) if form not in shown else ""
        shown.add(form)
        yield f"form {cells.named(form, _safe(known.name))}" + (f": {asked}" if asked else "")
    documents = [
        f"{cells.named(document, _safe(procedure.documents[document].name))}"
        + (f" ({procedure.documents[document].proof})" if procedure.documents[document].proof else "")
        for document in step.asks
        if document in procedure.documents
    ]
    if documents:
        yield f"asks {', '.join(documents)}"
    if step.fees is not None and cells.fees(step):
        yield f"fee {cells.fees(step)}"
    if step.tells:
        told = [piece.partition(": ") for piece in cells.tells(step.tells).split("; ")]
        yield "tells " + ", ".join(f"{key}{colon}{text}" if _safe(text) else key for key, colon, text in told)


def _questions(text: str) -> Iterator[str]:
    """Questions whose labels are free of the marks that part them; others by their data item alone."""
    for piece in text.split("; "):
        match = re.fullmatch(r"(?P<label>.*) \[(?P<data>[^\[\]]+)\](?P<flags>(?: \([a-z, ]+\))?)", piece, re.DOTALL)
        if match and not _safe(match["label"]):
            yield f"{match['data']}{match['flags']}"
        else:
            yield _line(piece)


def _safe(text: str | None) -> str | None:
    return None if text is None or not text.strip() or _UNSAFE.search(text) else _line(text)


def _line(text: str) -> str:
    """A text on one line; brackets that do not match would begin something else."""
    line = " ".join(sanitize.text(text).split())
    return line if line.count("(") == line.count(")") else re.sub(r"[()]", "", line)

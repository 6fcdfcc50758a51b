"""The messages, papers and forms of a procedure, written into the steps that have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frictionaudit.sources.bpmn.conversion import Conversion, ConvertedProcess
from frictionaudit.sources.bpmn.data_objects import Paper
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.form_variables import fill_in_known
from frictionaudit.sources.bpmn.forms import forms
from frictionaudit.sources.bpmn.ids import Ids


def put_messages(result: ConvertedProcess, conversion: Conversion) -> None:
    parties = result.page["parties"]
    for message in conversion.exchanged:
        other = message.other
        if message.step is None or message.step not in result.page["steps"]:
            about = f"message '{message.name}'" if message.name else "a message"
            direction = "to" if message.sent else "from"
            whom = f"'{parties[other]['name']}'" if parties.get(other, {}).get("name") else "an unnamed pool"
            result.notes.append(f"{about} {direction} {whom} ends at the border of the pool, so no step has it")
            continue
        step = result.page["steps"][message.step]
        listed = step.setdefault("sends_to" if message.sent else "receives_from", [])
        if message.again:
            if not listed:
                del step["receives_from"]
        elif other not in listed:
            listed.append(other)
        if message.name:
            about = f"{'sends' if message.sent else 'receives'} '{message.name}'"
            step["note"] = f"{step['note']}; {about}" if "note" in step else about


def put_papers(result: ConvertedProcess, drawing: Drawing, listed: list[Paper], side: dict[str, str]) -> None:
    steps = result.page["steps"]
    ids = Ids()

    def customer(step: str) -> bool:
        return side.get(steps[step].get("by", "")) == "customer"

    for paper in listed:
        name = paper.name or drawing.called(paper.element)
        touched = list(dict.fromkeys((*paper.written, *paper.read)))
        if not touched:
            drawing.skip(
                f"{paper.element.name} {drawing.called(paper.element)}", "no step reads or writes it", paper.element
            )
            continue
        if paper.store:
            for step in touched:
                steps[step].setdefault("systems", []).append(name)
            continue
        id = ids.give(paper.id)
        table = "forms" if paper.form else "documents"
        result.page.setdefault(table, {})[id] = {"name": paper.name} if paper.name else {}
        result.spans[table, id] = drawing.span(paper.element)
        handed_in = [step for step in paper.written if customer(step)]
        handed_out = [step for step in paper.written if not customer(step) and any(map(customer, paper.read))]
        for step in handed_in:
            steps[step].setdefault("asks", []).append(id)
        for step in handed_out if not paper.form else ():
            steps[step].setdefault("gives", []).append(id)
        for step in touched:
            if step not in handed_in and (step not in handed_out or paper.form):
                about = f"{'writes' if step in paper.written else 'reads'} '{name}'"
                steps[step]["note"] = f"{steps[step]['note']}; {about}" if "note" in steps[step] else about


def put_forms(result: ConvertedProcess, conversion: Conversion, steps: Mapping[int, str]) -> None:
    """The forms that the fields of a tool describe, asked at their steps."""
    drawing = conversion.drawing
    ids = Ids()
    for id_ in result.page.get("forms", {}):
        ids.take(id_)
    fields_at: dict[str, list[dict[str, Any]]] = {}
    for form in forms(drawing, conversion.graph.processes):
        at = steps.get(id(form.element))
        step = result.page["steps"].get(at) if at is not None else None
        if (
            at is None
            or step is None
            or step["kind"] in ("exclusive", "parallel", "inclusive", "complex", "event-based")
        ):
            continue
        id_ = ids.give(f"{at}-form")
        page = {"name": form.name} if form.name else {}
        result.page.setdefault("forms", {})[id_] = {**page, **({} if form.fields is None else {"fields": form.fields})}
        result.spans["forms", id_] = drawing.span(form.element)
        step.setdefault("asks", []).append(id_)
        fields_at.setdefault(at, []).extend(form.fields or ())
    if shown := fill_in_known(conversion.graph, fields_at):
        which = "1 field of a form has" if shown == 1 else f"{shown} fields of forms have"
        result.notes.append(f"{which} the id of a field of an earlier form, so it is read as shown filled in")

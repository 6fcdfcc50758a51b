"""Changes in words: each as a sentence that a process owner would say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from frictionaudit.domain.changes import (
    Change,
    FieldAdded,
    FieldAmended,
    FieldRemoved,
    FieldsReordered,
    FlowAdded,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    GroupAmended,
    ProcedureAmended,
    PromiseAdded,
    PromiseAmended,
    PromiseRemoved,
    StepAdded,
    apply,
)
from frictionaudit.domain.changes.base import Added, Amended, Removed, page_form, page_name
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities.listing import listed, sentence
from frictionaudit.domain.values import Value
from frictionaudit.errors import ChangeError
from frictionaudit.exports.wording.attributes import describe_attribute
from frictionaudit.exports.wording.nested_attributes import NESTED, former
from frictionaudit.exports.wording.part_names import PartNames
from frictionaudit.exports.wording.vocabulary import in_words, share_in_words

OPENINGS = {
    "parties": ("Adds the party", "Removes the party"),
    "documents": ("Adds the document", "Removes the document"),
    "places": ("Adds the place", "Removes the place"),
    "forms": ("Adds the form", "Removes the form"),
    "groups": ("Adds the customer group", "Removes the customer group"),
    "steps": ("Adds the step", "Removes the step"),
}


def describe(changes: Iterable[Change], before: Procedure) -> list[str]:
    """One sentence or more for each change, in order, with the names of parts and the values before.

    Of nested parts (effort, wait, messages) only what differs is described; an amendment that changes nothing is left
    out.
    """
    changes = list(changes)
    names = PartNames(
        before, {tuple(change.place): change.part for change in changes if isinstance(change, Added)}, before
    )
    sentences: list[str] = []
    for change in changes:
        sentences += [sentence(said) for said in _sentences(change, names)]
        try:
            names.now = apply(names.now, change, check=False)
        except ChangeError:
            continue  # a proposal is described whether or not it fits
    return sentences


def _sentences(change: Any, names: PartNames) -> Iterator[str]:
    if isinstance(change, Amended):
        yield from _amended(change, names)
    elif change.place[0] == "steps" and len(change.place) == 4:
        yield _of_a_flow(change, names)
    elif change.place[0] == "forms" and len(change.place) > 2:
        yield _of_a_question(change, names)
    elif isinstance(change, PromiseAdded):
        page = page_form(change.promise)
        yield f"adds the promise {names.span(change.promise.key)}: {in_words(page['within'])}"
    elif isinstance(change, PromiseRemoved):
        yield f"removes the promise {names.span(change.id)}"
    else:
        yield _of_a_part(change, names)
        if isinstance(change, StepAdded):
            yield from _said_at(change, names)


def _of_a_question(change: FieldAdded | FieldRemoved | FieldsReordered, names: PartNames) -> str:
    match change:
        case FieldAdded(form=form, field=field):
            return f"adds the question '{field.label or field.data}' to {names.form(form)}"
        case FieldRemoved(form=form, data=data):
            return f"removes {names.question(form, data)} from {names.form(form)}"
        case FieldsReordered(form=form, order=order):
            asked = [names.question(form, data).removeprefix("the question ") for data in order]
            return f"{names.form(form)} now asks its questions in this order: {listed(asked, shown=None)}"


def _of_a_flow(change: FlowAdded | FlowRemoved | FlowRerouted, names: PartNames) -> str:
    step = names.step(change.step)
    match change:
        case FlowAdded(flow=flow):
            share = page_form(flow).get("share")
            size, evidence = share_in_words(share)
            cases = f", in {size} of cases{evidence}" if share is not None else ""
            when = f" when {flow.when}" if flow.when else ""
            return f"adds a route from {step} to {names.step(flow.to)}{when}{cases}"
        case FlowRemoved(flow=key):
            return f"removes the route from {step} to {names.flow(change.step, key)}"
        case FlowRerouted(flow=key, to=to):
            return f"cases that went from {step} to {names.flow(change.step, key)} now go to {names.step(to)}"


def _of_a_part(change: Any, names: PartNames) -> str:
    table, id = change.place
    sentence = f"{OPENINGS[table][1 if isinstance(change, Removed) else 0]} {names.of(table, id)}"
    if not isinstance(change, StepAdded):
        return sentence
    by = f", done by {names.of('parties', change.step.by)}" if change.step.by else ""
    targets = listed([names.step(flow.to) for flow in change.step.next], shown=None)
    return sentence + by + (f", followed by {targets}" if targets else "")


def _said_at(change: StepAdded, names: PartNames) -> Iterator[str]:
    """What a new step tells people: whoever judges the change has to read it."""
    for said in NESTED["tells"](None, page_form(change.step).get("tells"), names):
        yield f"{names.of('steps', change.id)} {said.removeprefix('now ')}"


def _amended(change: Any, names: PartNames) -> Iterator[str]:
    part = names.part(change.place)
    attribute = change.attribute
    new = json.loads(json.dumps(change.value))
    old, default = (page_form(part).get(attribute), _default(part, attribute)) if part is not None else (None, None)
    if old == new:
        return
    old, new = (default if value is None else value for value in (old, new))
    if isinstance(change, PromiseAmended) and attribute in ("from", "to", "within"):
        yield _promise(change, old, new, names)
        return
    if isinstance(change, GroupAmended) and attribute == "effort":
        attribute = "factors"
    yield from describe_attribute(_subject(change, names), attribute, old, new, names)


def _promise(change: PromiseAmended, old: Any, new: Any, names: PartNames) -> str:
    span = names.span(change.id)
    if change.attribute == "within":
        return f"the promise {span} is now {in_words(new)}{former(old)}"
    return f"the promise {span} now runs {change.attribute} {names.step(new)}"


def _subject(change: Any, names: PartNames) -> str:
    match change:
        case ProcedureAmended():
            return ""
        case FieldAmended(form=form, data=data):
            return f"{names.question(form, data)} in {names.form(form)}"
        case FlowAmended(step=step, flow=key):
            return f"the route from {names.step(step)} to {names.flow(step, key)}"
        case PromiseAmended(id=key):
            return f"the promise {names.span(key)}"
        case GroupAmended(id=id):
            return f"the customer group {names.of('groups', id)}"
    return names.of(*change.place)


def _default(part: Value, attribute: str) -> Any:
    """The default of an attribute that a page leaves out; None where it is not worth mentioning."""
    for name, spec in type(part).model_fields.items():
        if page_name(type(part), name) == attribute and not spec.is_required():
            default = spec.get_default(call_default_factory=True, validated_data={})
            return default if isinstance(default, str | int) else None
    return None

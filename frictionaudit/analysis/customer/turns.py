"""A step as a customer sees it: who acts, how long it takes, what is asked, what it costs, and what people are told."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, Form, Procedure, Side, Step, StepKind, Tells
from frictionaudit.domain.quantities import Duration
from frictionaudit.results.customer_page import Actor, Needed, Told, Turn, Wait

_TURN_OF_WAIT = {"queue": "we", "batch": "we", "customer": "you", "third": "third"}


def turn(procedure: Procedure, id: str) -> Turn:
    """The step, without its branches."""
    step = procedure.steps[id]
    party = procedure.parties.get(step.by or "")
    return Turn(
        id=id,
        name=_name(procedure, id),
        actor=actor(procedure, id),
        party=(party.name or step.by) if party else None,
        channels=tuple(dict.fromkeys(str(way) for way in (step.channel, *step.also) if way and way != "internal")),
        own_time=own_time(procedure, id),
        waits=tuple(_waits(step)),
        needs=tuple(needs(procedure, id)),
        gives=tuple(_document_name(procedure, paper) for paper in step.gives),
        fees=step.fees,
        tells=told(step.tells),
        options=step.options,
        deadline=step.wait.deadline if step.wait else None,
        otherwise=step.wait.otherwise if step.wait else None,
        outcome=step.outcome,
    )


def _name(procedure: Procedure, id: str) -> str:
    """The step's name; '' for a gateway, a start or an end that has none, or one that only repeats what it is."""
    step = procedure.steps[id]
    if step.kind.gateway or step.kind in (StepKind.START, StepKind.END):
        name = step.name or ""
        return "" if name.casefold() == str(step.kind) else name
    return procedure.label(id)


def actor(procedure: Procedure, id: str) -> Actor:
    """The party that acts, as the customer sees it. A step without a party counts as the organisation's."""
    step = procedure.steps[id]
    if step.kind is StepKind.END:
        return "end"
    if step.kind is not StepKind.TASK:
        return "event"
    side = procedure.side(id)
    return "you" if side is Side.CUSTOMER else "third" if side is Side.THIRD else "we"


def own_time(procedure: Procedure, id: str) -> Duration | None:
    """The customer's time for one visit, all parts added; None where none is stated or the parts cannot be added."""
    effort = procedure.steps[id].effort
    total: Duration | None = None
    for part in EFFORT_PARTS if effort else ():
        duration = effort.part(part) if effort else None
        if duration is None or procedure.bearer(id, part) is not Bearer.CUSTOMER:
            continue
        try:
            total = duration if total is None else total.plus(duration)
        except ValueError:  # quantiles, or clock and working time together
            return None
    return total


def _waits(step: Step) -> Iterator[Wait]:
    if step.wait is None:
        return
    for key, whose in _TURN_OF_WAIT.items():
        time: Duration | None = getattr(step.wait, key)
        if time is not None or key in step.wait.missing:
            yield Wait(turn=whose, time=time)


def told(tells: Tells) -> tuple[Told, ...]:
    """What people are told, in the order in which they ask; `true` has no text."""
    values = ((name, getattr(tells, name)) for name in Tells.model_fields)
    return tuple(Told(what=name, text=value if isinstance(value, str) else "") for name, value in values if value)


def needs(procedure: Procedure, id: str) -> Iterator[Needed]:
    """The documents and forms that a step asks for."""
    for asked in procedure.steps[id].asks:
        name = procedure.label(id)
        if asked in procedure.forms:
            yield _form(procedure.forms[asked], asked, name)
        elif asked in procedure.documents:
            paper = procedure.documents[asked]
            yield Needed(
                kind="document",
                name=paper.name or asked,
                proof=paper.proof,
                where=paper.where,
                held=paper.known,
                step=name,
            )


def _form(form: Form, id: str, step: str) -> Needed:
    fields = [field for field in form.fields or () if not field.prefilled]
    labels = {field.data: field.label or field.data.replace("-", " ") for field in fields}
    return Needed(
        kind="form",
        name=form.name or id,
        questions=tuple(labels.values()),
        optional=tuple(labels[field.data] for field in fields if not field.required),
        signature=form.signature,
        step=step,
    )


def _document_name(procedure: Procedure, id: str) -> str:
    paper = procedure.documents.get(id)
    return (paper.name if paper else None) or id

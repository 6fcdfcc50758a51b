"""The parts of a step as a cell or a line says them; what they cannot say is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from frictionaudit.domain.procedure import Document, Flow, Form, Party, Procedure, Side, Step, StepKind, Tells
from frictionaudit.domain.quantities import Assumed, Quantity, Share
from frictionaudit.slugs import slug

_TURNS = ("queue", "batch", "customer", "third")


def branches(step: Step) -> Sequence[Flow]:
    """The flows of a step, likelier ones first."""
    return sorted(step.next, key=lambda flow: (-flow.share.value if flow.share else 0.0, flow.key))


def percent(share: Share) -> str:
    """A share as a percentage, to the last digit."""
    number = Decimal(repr(share.value)) * 100
    return f"{_about(share)}{number.normalize():f} %"


def _about(quantity: Quantity) -> str:
    """The word that keeps an assumed number from being taken for a stated one."""
    return "about " if isinstance(quantity.evidence, Assumed) else ""


def minutes(step: Step, side: Side | None) -> str:
    """The effort by part: '4m' where it is work alone, 'queue 12m, counter 6m', 'none', '' where it is unknown."""
    if step.effort is None:
        return ""
    parts = {name: step.effort.part(name) for name in step.effort.model_dump(by_alias=True, exclude_none=True)}
    times = {name: f"{_about(time)}{time.short()}" for name, time in parts.items() if time is not None}
    if not times:
        return "none"
    if list(times) == ["work"] and side is not Side.CUSTOMER:
        return times["work"]
    return ", ".join(f"{name} {time}" for name, time in times.items())


def waits(step: Step, side: Side | None) -> str:
    """The wait by turn: 'third 4h', 'none', '' where it is unknown; '2 working days' before our own step is ours."""
    if step.wait is None:
        return ""
    known = {turn: time for turn in _TURNS if (time := getattr(step.wait, turn)) is not None}
    times = {turn: f"{_about(time)}{time.short()}" for turn, time in known.items()}
    if not times:
        return "none"
    if list(times) == ["queue"] and side not in (Side.THIRD, Side.CUSTOMER):
        return times["queue"]
    return ", ".join(f"{turn} {time}" for turn, time in times.items())


def channels(step: Step) -> str:
    """The channels, the usual one first."""
    return " or ".join(str(channel) for channel in (step.channel, *step.also) if channel is not None)


def kind(step: Step) -> str:
    """The kind of a step, '' for a task; an end with its outcome."""
    if step.kind is StepKind.TASK:
        return ""
    return f"{step.kind}: {step.outcome}" if step.outcome else str(step.kind)


def named(id: str, name: str | None, words: int = 6) -> str:
    """A name, with the id behind it where it is not made of the name's first words."""
    if name is None or name == id:
        return id
    return name if slug(name, words) == id else f"{name} [{id}]"


def forms_of(procedure: Procedure, step: Step) -> Iterator[tuple[str, Form]]:
    """The forms that a step asks for."""
    return ((id, procedure.forms[id]) for id in step.asks if id in procedure.forms)


def documents_of(procedure: Procedure, step: Step) -> Iterator[str]:
    """The documents that a step asks for, with the proof they have to be."""
    for id in step.asks:
        if id in procedure.documents:
            document: Document = procedure.documents[id]
            proof = f" ({document.proof})" if document.proof else ""
            yield f"{named(id, document.name)}{proof}"


def questions(form: Form) -> str:
    """The questions of a form: 'Name [name]; photo (optional)'; 'none' where it has none."""
    if form.fields is None:
        return ""
    listed = []
    for field in form.fields:
        set_flags = {"known": field.known, "prefilled": field.prefilled, "sensitive": field.sensitive}
        flags = [name for name, is_set in set_flags.items() if is_set] + ([] if field.required else ["optional"])
        marks = f" ({', '.join(flags)})" if flags else ""
        listed.append(f"{named(field.data, field.label, 12)}{marks}")
    return "; ".join(listed) or "none"


def tells(told: Tells) -> str:
    """What the customer learns: 'result; contact: the desk'."""
    values: Mapping[str, bool | str] = {name: getattr(told, name) for name in Tells.model_fields}
    return "; ".join(name if value is True else f"{name}: {value}" for name, value in values.items() if value)


def fees(step: Step) -> str:
    """The fee: an amount, 'none', '' where it is unknown."""
    if step.fees is None:
        return ""
    amounts = [fee.amount.short() for fee in step.fees if fee.amount is not None]
    return "none" if not step.fees else amounts[0] if len(amounts) == 1 else ""


def names_of(parties: Mapping[str, Party]) -> dict[str, str]:
    """How each party is called; by its id where its name is not its own."""
    names = [party.name for party in parties.values()]
    return {
        id: party.name if party.name and names.count(party.name) == 1 and "\n" not in party.name else id
        for id, party in parties.items()
    }

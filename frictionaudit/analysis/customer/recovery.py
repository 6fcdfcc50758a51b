"""What can go wrong, what is done then, and where people can turn when the ending is bad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.customer.turns import told
from frictionaudit.domain.procedure import Procedure, StepKind
from frictionaudit.results.customer_page import Redress, Told, Trouble, Turn

_BAD = ("adverse", "abandoned")


def troubles(procedure: Procedure) -> Iterator[Trouble]:
    """Disruptions of the steps, in reading order."""
    for id in procedure.in_reading_order():
        for failure in procedure.steps[id].failures:
            yield Trouble(
                step=procedure.label(id),
                what=failure.what,
                tells=told(failure.tells),
                options=failure.options,
                recovered_by=procedure.label(failure.recovered_by) if failure.recovered_by else None,
                takes=failure.takes,
            )


def redress(procedure: Procedure) -> Iterator[Redress]:
    """Bad endings, with what people are told and may do then."""
    for id in procedure.in_reading_order():
        step = procedure.steps[id]
        if step.kind is StepKind.END and step.outcome in _BAD:
            yield Redress(end=procedure.label(id), tells=told(step.tells), options=step.options)


def everything_told(procedure: Procedure, what: str) -> tuple[Told, ...]:
    """What people are told of one kind in any step, each text once."""
    texts = (getattr(procedure.steps[id].tells, what) for id in procedure.in_reading_order())
    found = [text if isinstance(text, str) else "" for text in texts if text]
    return tuple(Told(what=what, text=text) for text in dict.fromkeys(found))


def fullest(contacts: Iterable[str]) -> tuple[str, ...]:
    """Contacts without those whose parts, between commas, another one has as well."""
    parts = {contact: frozenset(part.strip() for part in contact.split(",")) for contact in contacts}
    return tuple(contact for contact, own in parts.items() if not any(own < other for other in parts.values()))


def after_sending(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """What follows on the likeliest course once the main form is sent, until it is the customer's turn.

    The main form is the one with the most questions, of several the first; without a form the first paper counts.
    """
    path = list(turns)
    sent = [n for n, turn in enumerate(path) if turn.actor == "you" and any(need.kind == "form" for need in turn.needs)]
    sent = sent or [n for n, turn in enumerate(path) if turn.actor == "you" and turn.needs][:1]
    if not sent:
        return ()
    main = max(sent, key=lambda n: sum(len(need.questions) for need in path[n].needs))
    rest = path[main + 1 :]
    until = next((n for n, turn in enumerate(rest) if turn.actor == "you"), len(rest))
    return tuple(turn for turn in rest[:until] if turn.name)

"""What customers read: the summary, documents, questions of forms, and what steps tell them and let them choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.domain.procedure import PagePath, Procedure, Side, Tells


@dataclass(frozen=True)
class CustomerText:
    """What customers read in one place. `name` is what the place is called; a step has its id there."""

    place: PagePath
    name: str
    texts: tuple[str, ...]


def customer_texts(procedure: Procedure) -> Iterator[CustomerText]:
    """The texts by the place where customers read them, places without text left out.

    What a drawing says of a whole process is written for those who draw and build it, so it does not count.
    """
    if procedure.summary and not procedure.drawn:
        yield CustomerText(("summary",), "The summary", (procedure.summary,))
    for id, document in procedure.documents.items():
        if document.text:
            yield CustomerText(("documents", id), f"'{document.name or id}'", (document.text,))
    for id, form in procedure.forms.items():
        if _filled_in_by_staff(procedure, id):
            continue
        labels = tuple(field.label for field in form.fields or () if field.label)
        if labels:
            yield CustomerText(("forms", id), f"The form '{form.name or id}'", labels)
    for id, step in procedure.steps.items():
        texts = [*_told_in_words(step.tells), *step.options]
        for disruption in step.failures:
            texts += [*_told_in_words(disruption.tells), *disruption.options]
        if texts:
            yield CustomerText(("steps", id), id, tuple(texts))


def _filled_in_by_staff(procedure: Procedure, form: str) -> bool:
    """Whether customers never see a form: only steps of our back office or of a third party ask for it.

    A form of the front line counts as read by customers, unless the page has no customer at all.
    """
    asking = [id for id, step in procedure.steps.items() if form in step.asks]
    read_at = {Side.CUSTOMER, Side.FRONTSTAGE, None} if _has_customer(procedure) else {Side.CUSTOMER}
    return bool(asking) and not any(procedure.side(id) in read_at for id in asking)


def _has_customer(procedure: Procedure) -> bool:
    return not procedure.drawn or any(party.side is Side.CUSTOMER for party in procedure.parties.values())


def _told_in_words(tells: Tells) -> list[str]:
    """The entries of `tells` that are texts of their own."""
    values = [getattr(tells, key) for key in type(tells).model_fields]
    return [value for value in values if isinstance(value, str)]

"""How titles and trade-offs name steps, questions, documents, parties and shares."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Field, Procedure
from frictionaudit.domain.quantities.listing import listed

BY_CHANNEL = {
    Channel.WEB: "on the web",
    Channel.APP: "in the app",
    Channel.EMAIL: "by e-mail",
    Channel.CHAT: "by chat",
    Channel.PHONE: "by phone",
    Channel.POST: "by post",
    Channel.COUNTER: "at the counter",
    Channel.HOME: "at home",
    Channel.ONSITE: "on site",
}
"""How something is done in a channel."""


def step_name(subject: Subject, step: str) -> str:
    """The name of a step in quotes."""
    return f"'{subject.procedure.label(step)}'"


def step_names(subject: Subject, steps: Iterable[str]) -> str:
    """The names of steps, in the order given."""
    return enumeration([step_name(subject, step) for step in steps], most=4)


def party_name(procedure: Procedure, party: str) -> str:
    """The name of a party in quotes."""
    return procedure.party_label(party)


def form_name(procedure: Procedure, form: str) -> str:
    """The name of a form in quotes."""
    return f"'{procedure.forms[form].name or in_words(form)}'"


def document_name(procedure: Procedure, document: str) -> str:
    """The name of a document in quotes."""
    return f"'{procedure.documents[document].name or in_words(document)}'"


def document_names(procedure: Procedure, documents: Iterable[str]) -> str:
    return enumeration([document_name(procedure, document) for document in documents])


def question_name(field: Field) -> str:
    """What a question asks for: the account number. A label that says more than the data item is quoted as printed.

    Capitals of a label stay where they are more than its first letter: the NHS number, the GP.
    """
    words = in_words(field.data)
    if not field.label or field.label.lower() != words.lower():
        return f"'{field.label}'" if field.label else f"the {words}"
    first, *_ = field.label.split()
    return f"the {field.label}" if first[1:] != first[1:].lower() else f"the {field.label[0].lower()}{field.label[1:]}"


def question_names(fields: Iterable[Field]) -> str:
    return enumeration([question_name(field) for field in fields])


def in_words(key: str) -> str:
    """The key of a part as words: account-number is account number."""
    return key.replace("-", " ").replace("_", " ")


def enumeration(names: Iterable[str], most: int = 5) -> str:
    """Names as a sentence lists them: a, b and c. Of more than `most`, one fewer and how many more."""
    names = list(names)
    return listed(names, most if len(names) <= most else most - 1)

"""What a sentence calls a question, a document or a form: by its label or name, not by its id."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Procedure

_SENTENCE = re.compile(
    r"(who|whose|what|when|where|which|why|how|do|does|did|is|are|was|have|has|could|can|may|will|would|should|"
    r"enter|give|state|say|tell|describe|please|in|if|and|so)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(the|your|my|our|their) ", re.IGNORECASE)


def printed(data: str, label: str | None = None) -> str:
    """A question as printed; without a label, its data item in words: `order number`."""
    return label or data.replace("-", " ")


def question_name(data: str, label: str | None = None) -> str:
    """A noun for what a question asks: `order number`; where there is none, the printed question in quotes.

    A label that is a whole sentence ('Enter your account number', 'Which lot?') gives way to the data item in words,
    unless that is a sentence itself (`what-went-wrong`) or a code (`q7`).
    """
    if label and not _is_sentence(label):
        return _lower_first(_OWNER.sub("", label, count=1))
    words = data.replace("-", " ")
    noun = not _SENTENCE.match(words) and re.fullmatch(r"[a-z]{3,}( [a-z]+)*", words)
    return words if noun else f"'{label or data}'"


def _is_sentence(label: str) -> bool:
    return label.endswith("?") or _SENTENCE.match(label) is not None


def asks_for(data: str, label: str | None = None, as_printed: bool = True) -> str:
    """The verb of a step with its question as object: `asks for the order number`, `asks 'What went wrong?'`.

    A printed question is quoted. Without `as_printed`, its data item is named, as others may word the question
    otherwise.
    """
    if as_printed and label and _is_sentence(label):
        return f"asks '{label}'"
    name = question_name(data, label)
    return f"asks {name}" if name.startswith("'") else f"asks for the {name}"


def thing_name(procedure: Procedure, item: str) -> str:
    """The name of a document or form; otherwise the item in words."""
    thing = procedure.documents.get(item) or procedure.forms.get(item)
    return (thing.name if thing else None) or item.replace("-", " ")


def _lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is an acronym."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]

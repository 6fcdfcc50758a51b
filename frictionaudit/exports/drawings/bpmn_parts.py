"""What BPMN elements of ours have in common: a name, what BPMN has no place for, and what other tools have said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from frictionaudit.domain.procedure.originals import Original
from frictionaudit.exports import page
from frictionaudit.exports.wording import sanitize

NONE = Original("")
"""Stands for the element of a step that no imported file has."""
_LONGEST = 500
"""Characters of a name that BPMN's readers of ours take from its element."""


def name(text: str | None) -> str:
    """The attribute with a name; absent where there is none."""
    return f" name={quoteattr(sanitize.text(text))}" if text else ""


def unsaid(body: dict[str, Any], text: str | None, key: str = "name") -> dict[str, Any]:
    """The keys, with the name where its attribute would be read otherwise: split into words, folded or cut."""
    plain = not text or (" " in text and text == " ".join(text.split()) == sanitize.text(text))
    return body if plain and len(text or "") <= _LONGEST else {key: text, **body}


def extension(says: Mapping[str, Any], indent: int, original: Original = NONE) -> Iterator[str]:
    if not says and not original.extensions:
        return
    space = " " * indent
    yield f"{space}<extensionElements>"
    if says:
        yield f"{space}  <friction:says>"
        yield escape(page.part(says))
        yield f"{space}  </friction:says>"
    yield from (f"{space}  {other}" for other in original.extensions)
    yield f"{space}</extensionElements>"


def foreign(original: Original) -> str:
    """The attributes of other tools, each with its namespace."""
    shown = []
    for n, (key, value) in enumerate(original.attributes):
        uri, _, local = key.removeprefix("{").partition("}")
        shown.append(f" xmlns:f{n}={quoteattr(uri)} f{n}:{local}={quoteattr(value)}")
    return "".join(shown)

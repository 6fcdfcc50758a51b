"""One changed attribute of one part in words: the value now, and the value before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.domain.procedure import OFFER_WORDS
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.exports.wording.nested_attributes import NESTED, former
from frictionaudit.exports.wording.part_names import PartNames
from frictionaudit.exports.wording.vocabulary import (
    CHANNELS,
    LISTS,
    NAMING,
    VALUES,
    YES_NO,
    are,
    called,
    in_words,
    share_in_words,
)

PARTS = ("by", "issued_by", "case_owner", "at")
"""Attributes that name another part."""


def describe_attribute(subject: str, attribute: str, old: Any, new: Any, names: PartNames) -> Iterator[str]:
    """Sentences about one attribute that changed; of nested values only the parts that differ.

    `old` and `new` are in page form, None where the page says nothing. The subject is empty for the procedure itself.
    """
    whole = subject or "the procedure"
    if attribute in YES_NO:
        yield f"{whole} {YES_NO[attribute][0 if new else 1]}"
    elif attribute in LISTS:
        yield from (f"{whole} {text}" for text in _list(attribute, old, new, names))
    elif attribute in NESTED:
        yield from (f"{whole} {text}" for text in NESTED[attribute](old, new, names))
    elif attribute in ("name", "title", "label"):
        called_so = f"'{new}'"
        gets = f"now has the {attribute}" if whole == called_so else "is now called"  # without one, its id is shown
        yield f"{whole} {gets} {called_so}" if new else f"{whole} no longer has a {attribute}"
    elif new in VALUES.get(attribute, ()):
        yield f"{whole} {VALUES[attribute][new]}{former(old)}"
    elif attribute == "fields":
        yield f"the page {'no longer says' if new is None else 'now says'} what {whole} asks"
    elif attribute == "share" and new is not None and subject.startswith("the route "):
        size, evidence = share_in_words(new)
        yield f"{size} of cases now go {subject.removeprefix('the route ')}{former(old, attribute)}{evidence}"
    elif _is_table(old) and _is_table(new) and (old or new):
        yield from _entries(subject, attribute, old or {}, new or {})
    else:
        if attribute in PARTS:
            old, new = (value and names.thing(value) for value in (old, new))
        yield from _value(subject, attribute, old, new)


def _entries(subject: str, attribute: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about the entries of a table that differ."""
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key), new.get(key)
        if was != now and now and attribute == "guidance":
            says = "says" if called(key).startswith("what ") else "gives the"
            yield f"the guidance now {says} {called(key)}: {in_words(now)}{former(was)}"
        elif was != now:
            yield from _value(f"the {_attribute_of(subject, attribute)}", key, was, now)


def _is_table(value: Any) -> bool:
    return value is None or (isinstance(value, Mapping) and "value" not in value)


def _value(subject: str, attribute: str, old: Any, new: Any) -> Iterator[str]:
    if attribute == "by" and new:
        yield f"{subject} is now done by {new}{former(old)}"
    elif new is None or new == []:
        yield f"the page no longer gives the {_attribute_of(subject, attribute)}{former(old, attribute)}"
    else:
        value = f"{in_words(new, attribute)}{former(old, attribute)}"
        yield f"the {_attribute_of(subject, attribute)} {are(attribute)} now {value}"


def _attribute_of(subject: str, attribute: str) -> str:
    """An attribute with what it belongs to: effort of 'Check the form'; an attribute of the procedure stands alone."""
    if not subject:
        return "published totals" if attribute == "published" else called(attribute)
    return f"{called(attribute)} of {subject}"


def _list(attribute: str, before: Iterable[Any] | None, after: Iterable[Any] | None, names: PartNames) -> Iterator[str]:
    old, new = list(before or ()), list(after or ())

    def name(thing: Any) -> str:
        words = OFFER_WORDS if attribute == "offers" else CHANNELS
        return names.thing(thing) if attribute in NAMING else str(words.get(thing, thing))

    if not old and not new:  # from not known to none, or back
        yield LISTS[attribute][0 if after is not None else 1].format("nothing")
    for thing in new:
        if thing not in old:
            yield LISTS[attribute][0].format(name(thing))
    for thing in old:
        if thing not in new:
            yield LISTS[attribute][1].format(name(thing))
    if old != new and sorted(old) == sorted(new):
        things = listed(map(name, new), shown=None)
        yield f"now has its {called(attribute)} in this order: {things}"

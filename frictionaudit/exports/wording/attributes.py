"""One changed attribute of one part in words: the value now, and the value before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.exports.wording.part_names import PartNames
from frictionaudit.exports.wording.vocabulary import EFFORT, LISTS, TELLS, WAIT, YES_NO, called, in_words

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
        yield f"{whole} is now called '{new}'" if new else f"{whole} no longer has a {attribute}"
    elif attribute == "fields":
        yield f"the page {'no longer says' if new is None else 'now says'} what {whole} asks"
    elif attribute == "share" and new is not None and subject.startswith("the route "):
        yield f"{in_words(new, attribute)} of cases now go {subject.removeprefix('the route ')}{former(old, attribute)}"
    elif _is_table(old) and _is_table(new) and (old or new):
        yield from _entries(f"the {_attribute_of(subject, attribute)}", old or {}, new or {})
    else:
        if attribute in PARTS:
            old, new = (value and names.thing(value) for value in (old, new))
        yield from _value(subject, attribute, old, new)


def _entries(subject: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about the entries of a table that differ."""
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield from _value(subject, key, old.get(key), new.get(key))


def _is_table(value: Any) -> bool:
    return value is None or (isinstance(value, Mapping) and "value" not in value)


def _value(subject: str, attribute: str, old: Any, new: Any) -> Iterator[str]:
    if attribute == "by" and new:
        yield f"{subject} is now done by {new}{former(old)}"
    elif new is None or new == []:
        yield f"the page no longer gives the {_attribute_of(subject, attribute)}{former(old, attribute)}"
    else:
        value = f"{in_words(new, attribute)}{former(old, attribute)}"
        yield f"the {_attribute_of(subject, attribute)} is now {value}"


def _attribute_of(subject: str, attribute: str) -> str:
    """An attribute with what it belongs to: effort of 'Check the form'; an attribute of the procedure stands alone."""
    if not subject:
        return "published totals" if attribute == "published" else called(attribute)
    return f"{called(attribute)} of {subject}"


def former(old: Any, attribute: str = "") -> str:
    """The value before, in brackets; empty where there was none."""
    return "" if old is None or old == [] else f" (was {in_words(old, attribute)})"


def _list(attribute: str, before: Iterable[Any] | None, after: Iterable[Any] | None, names: PartNames) -> Iterator[str]:
    old, new = list(before or ()), list(after or ())
    if not old and not new:  # from not known to none, or back
        yield LISTS[attribute][0 if after is not None else 1].format("nothing")
    for thing in new:
        if thing not in old:
            yield LISTS[attribute][0].format(names.thing(thing))
    for thing in old:
        if thing not in new:
            yield LISTS[attribute][1].format(names.thing(thing))
    if old != new and sorted(old) == sorted(new):
        things = listed(map(names.thing, new), shown=None)
        yield f"now has its {called(attribute)} in this order: {things}"


def _time(value: Any) -> str:
    """A duration of a page in words: 4 min, 1 h 30 min, 5 min to 20 min."""
    return re.sub(r"(?<=\d)(?=[hs]\b)", " ", re.sub(r"(?<=\d)m\b", " min", in_words(value))).replace("..", " to ")


def _former_time(old: Any) -> str:
    return "" if old is None else f" (was {_time(old)})"


def _unknown_turns(parts: Mapping[str, str], before: Any, after: Any) -> Iterator[str]:
    if before != after:
        turns = [parts[turn] for turn in after or () if turn in parts]
        yield f"now waits an unknown time {' and '.join(turns)}" if turns else "no wait of unknown length is left"


def _times(parts: Mapping[str, str], verb: str) -> Callable[[Any, Any, PartNames], Iterator[str]]:
    def describe(old: Any, new: Any, names: PartNames) -> Iterator[str]:
        before, after = old or {}, new or {}
        if new is None:
            yield f"now {verb} a time that is unknown"
            return
        if not after and not before:
            yield f"now {verb} no time"
        for part, words in parts.items():
            if part in after and after[part] != before.get(part):
                yield f"now {verb} {_time(after[part])} {words}{_former_time(before.get(part))}"
            elif part in before and part not in after:
                yield f"no longer {verb} {_time(before[part])} {words}"
        yield from _unknown_turns(parts, before.get("unknown"), after.get("unknown"))
        for key in ("deadline", "reminder", "otherwise"):  # of a wait for the customer
            if before.get(key) != after.get(key):
                yield f"now waits with the {called(key)} {in_words(after.get(key, 'none'))}{former(before.get(key))}"
        if after.get("because") != before.get("because"):
            reasons = _because(before.get("because"), after.get("because"), names)
            yield from (f"{text}, for its wait" for text in reasons)

    return describe


def _tells(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for part, words in TELLS.items():
        now, previous = after.get(part, False), before.get(part, False)
        if now and now != previous:
            how = f": {now}" if isinstance(now, str) else ""
            yield f"now says {words}{how}{former(previous) if isinstance(previous, str) else ''}"
        elif previous and not now:
            yield f"no longer says {words}"


def _because(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    previous = f" (was {_grounds(old)})" if old else ""
    yield f"is now justified by {_grounds(new)}{previous}" if new else f"is no longer justified{previous}"


def _grounds(because: Any) -> str:
    grounds = because if isinstance(because, list) else [because]
    return listed([_ground(ground) for ground in grounds], shown=None)


def _ground(ground: Mapping[str, Any]) -> str:
    covers = f" for {listed(ground['covers'], shown=None)}" if ground.get("covers") else ""
    return f"{ground['purpose']}{covers}{', ' + ground['basis'] if ground.get('basis') else ''}"


def _fees(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    previous = "" if old is None else f" (was {_sum(old)})"
    yield f"now costs {'an unknown amount' if new is None else _sum(new)}{previous}"


def _sum(fees: Iterable[Mapping[str, Any]]) -> str:
    return listed([_fee(fee) for fee in fees], shown=None) or "nothing"


def _fee(fee: Mapping[str, Any]) -> str:
    amount = in_words(fee["amount"]) if "amount" in fee else "an unstated amount"
    name = f" for {fee['name']}" if "name" in fee else ""
    return f"{amount}{name}{' to a third party' if fee.get('to') == 'third' else ''}"


def _shares(old: Any, new: Any, names: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for route in sorted({**before, **after}):
        step, _, flow = route.partition(">")
        words = f"from {names.step(step)} to {names.flow(step, flow)}"
        if route in after and after[route] != before.get(route):
            yield f"now goes {words} in {in_words(after[route], 'share')} of cases{former(before.get(route), 'share')}"
        elif route not in after:
            yield f"now goes {words} as often as everyone else{former(before[route], 'share')}"


def _factors(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for part in [*EFFORT, "all"]:
        words = EFFORT.get(part, "of everything else")
        if part in after and after[part] != before.get(part):
            yield f"now has {after[part]:g} times the effort {words}{former(before.get(part))}"
        elif part in before and part not in after:
            yield f"now has the usual effort {words}{former(before[part])}"


def _translations(old: Any, new: Any, names: PartNames) -> Iterator[str]:
    from babel import Locale  # slow to load, and seldom needed

    before, after = old or {}, new or {}
    for code in dict.fromkeys([*before, *after]):
        was, now = before.get(code, {}), after.get(code, {})
        language = Locale.parse(code, sep="-").get_display_name("en")
        differ = sum(was.get(text) != now.get(text) for text in {**was, **now})
        if code in before and code not in after:
            yield f"no longer has texts in {language}"
        elif differ or code not in before:
            yield f"now has {count(differ, 'other text' if was else 'text')} in {language}"


NESTED: Mapping[str, Callable[[Any, Any, PartNames], Iterator[str]]] = {
    "effort": _times(EFFORT, "takes"),
    "wait": _times(WAIT, "waits"),
    "tells": _tells,
    "because": _because,
    "fees": _fees,
    "flows": _shares,
    "factors": _factors,
    "translations": _translations,
}

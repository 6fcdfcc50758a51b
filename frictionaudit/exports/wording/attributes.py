"""What is different about one attribute of one part, in words: what is said now, and what was said before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.exports.wording.part_names import PartNames
from frictionaudit.exports.wording.vocabulary import EFFORT, LISTS, TELLS, WAIT, YES_NO, called, listed, said

PARTS = ("by", "issued_by", "case_owner")
"""Attributes that name another part."""


def differing(subject: str, attribute: str, old: Any, new: Any, names: PartNames) -> Iterator[str]:
    """Sentences about one attribute; of nested values only the parts that differ are told.

    `old` and `new` are in page form, None for not said. The subject is empty for the procedure itself.
    """
    whole = subject or "the procedure"
    if attribute in YES_NO:
        yield f"{whole} {YES_NO[attribute][0 if new else 1]}"
    elif attribute in LISTS:
        yield from (f"{whole} {told}" for told in _list(attribute, old, new, names))
    elif attribute in ("name", "title", "label"):
        yield f"{whole} is now called '{new}'" if new else f"{whole} no longer has a {attribute}"
    elif attribute == "fields":
        yield f"it is {'no longer' if new is None else 'now'} known what {whole} asks"
    elif attribute in NESTED:
        yield from (f"{whole} {told}" for told in NESTED[attribute](old, new, names))
    elif _table(old) and _table(new) and (old or new):
        of = f"the {_called(subject, attribute)}{_of(subject)}"
        for key in [*(old or {}), *(key for key in new or {} if key not in (old or {}))]:
            if (old or {}).get(key) != (new or {}).get(key):
                yield from _value(of, key, (old or {}).get(key), (new or {}).get(key))
    else:
        if attribute in PARTS:
            old, new = (value and names.thing(value) for value in (old, new))
        yield from _value(subject, attribute, old, new)


def _table(value: Any) -> bool:
    return value is None or (isinstance(value, Mapping) and "value" not in value)


def _value(subject: str, attribute: str, old: Any, new: Any) -> Iterator[str]:
    if attribute == "by" and new:
        yield f"{subject} is now done by {new}{was(old)}"
    elif new is None or new == []:
        yield f"no longer says the {_called(subject, attribute)}{_of(subject)}{was(old, attribute)}"
    else:
        yield f"the {_called(subject, attribute)}{_of(subject)} is now {said(new, attribute)}{was(old, attribute)}"


def _called(subject: str, attribute: str) -> str:
    return "published totals" if attribute == "published" and not subject else called(attribute)


def _of(subject: str) -> str:
    return f" of {subject}" if subject else ""


def was(old: Any, attribute: str = "") -> str:
    """What was said before, in brackets; nothing where nothing was said."""
    return "" if old is None or old == [] else f" (was {said(old, attribute)})"


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
        yield f"now says its {attribute} in this order: {listed([names.thing(thing) for thing in new])}"


def _times(parts: Mapping[str, str], verb: str) -> Callable[[Any, Any, PartNames], Iterator[str]]:
    def told(old: Any, new: Any, _: PartNames) -> Iterator[str]:
        before, after = old or {}, new or {}
        if new is None:
            yield f"now {verb} an unknown time"
            return
        if not after and not before:
            yield f"now {verb} no time"
        for part, words in parts.items():
            if part in after and after[part] != before.get(part):
                yield f"now {verb} {said(after[part])} {words}{was(before.get(part))}"
            elif part in before and part not in after:
                yield f"no longer {verb} time {words}{was(before[part])}"
        for key in ("deadline", "reminder", "otherwise"):  # of a wait for the customer
            if before.get(key) != after.get(key):
                yield f"now waits with {called(key)} {said(after.get(key, 'none'))}{was(before.get(key))}"
        if after.get("because") != before.get("because"):
            yield from (f"{told}, for its waiting" for told in _because(before.get("because"), after.get("because"), _))

    return told


def _tells(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for part, words in TELLS.items():
        now, then = after.get(part, False), before.get(part, False)
        if now and now != then:
            how = f": {now}" if isinstance(now, str) else ""
            yield f"now tells {words}{how}{was(then) if isinstance(then, str) else ''}"
        elif then and not now:
            yield f"no longer tells {words}"


def _because(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    then = f" (was {_grounds(old)})" if old else ""
    yield f"is now justified by {_grounds(new)}{then}" if new else f"is no longer justified{then}"


def _grounds(because: Any) -> str:
    grounds = because if isinstance(because, list) else [because]
    return listed([_ground(ground) for ground in grounds])


def _ground(ground: Mapping[str, Any]) -> str:
    covers = f" for {listed(ground['covers'])}" if ground.get("covers") else ""
    return f"{ground['purpose']}{covers}{', ' + ground['basis'] if ground.get('basis') else ''}"


def _fees(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    then = "" if old is None else f" (was {_sum(old)})"
    yield f"now costs {'an unknown amount' if new is None else _sum(new)}{then}"


def _sum(fees: Iterable[Mapping[str, Any]]) -> str:
    return listed([_fee(fee) for fee in fees]) or "nothing"


def _fee(fee: Mapping[str, Any]) -> str:
    amount = said(fee["amount"]) if "amount" in fee else "an unstated amount"
    name = f" for {fee['name']}" if "name" in fee else ""
    return f"{amount}{name}{' to a third party' if fee.get('to') == 'third' else ''}"


def _shares(old: Any, new: Any, names: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for way in sorted({**before, **after}):
        step, _, flow = way.partition(">")
        words = f"from {names.step(step)} to {names.flow(step, flow)}"
        if way in after and after[way] != before.get(way):
            yield f"now goes {words} in {said(after[way], 'share')} of cases{was(before.get(way), 'share')}"
        elif way not in after:
            yield f"now goes {words} as often as everybody{was(before[way], 'share')}"


def _factors(old: Any, new: Any, _: PartNames) -> Iterator[str]:
    before, after = old or {}, new or {}
    for part in [*EFFORT, "all"]:
        words = EFFORT.get(part, "of everything else")
        if part in after and after[part] != before.get(part):
            yield f"now has {after[part]:g} times the effort {words}{was(before.get(part))}"
        elif part in before and part not in after:
            yield f"now has the usual effort {words}{was(before[part])}"


NESTED: Mapping[str, Callable[[Any, Any, PartNames], Iterator[str]]] = {
    "effort": _times(EFFORT, "takes"),
    "wait": _times(WAIT, "waits"),
    "tells": _tells,
    "because": _because,
    "fees": _fees,
    "flows": _shares,
    "factors": _factors,
}

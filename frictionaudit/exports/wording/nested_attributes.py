"""Changed attributes that have parts in words: effort, waits, messages, fees, what can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.exports.wording.part_names import PartNames
from frictionaudit.exports.wording.vocabulary import EFFORT, TELLS, WAIT, in_words


def former(old: Any, attribute: str = "") -> str:
    """The value before, in brackets; empty where there was none."""
    return "" if old is None or old == [] else f" (was {in_words(old, attribute)})"


def _time(value: Any) -> str:
    """A duration of a page in words: 4 min, 1 h 30 min, 5 min to 20 min; no more than one decimal."""
    value = {**value, "value": _rounded(value["value"])} if isinstance(value, Mapping) else _rounded(value)
    return re.sub(r"(?<=\d)(?=[hs]\b)", " ", re.sub(r"(?<=\d)m\b", " min", in_words(value))).replace("..", " to ")


def _rounded(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return re.sub(r"\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), text)


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
        yield from _waiting_for_customer(before, after)
        if after.get("because") != before.get("because"):
            reasons = _because(before.get("because"), after.get("because"), names)
            yield from (f"{text}, for its wait" for text in reasons)

    return describe


def _waiting_for_customer(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """The deadline of a wait for the customer, the reminder, and what happens without an answer."""
    if before.get("deadline") != after.get("deadline"):
        deadline = after.get("deadline")
        yield f"now gives people {_time(deadline)} to answer" if deadline else "no longer has a deadline for the answer"
    if before.get("reminder") != (reminder := after.get("reminder")):
        when = f" {reminder}" if isinstance(reminder, str) else ""
        yield f"now reminds people{when}" if reminder else "no longer reminds people"
    if before.get("otherwise") != (otherwise := after.get("otherwise")):
        yield (
            f"now says what happens without an answer: {otherwise}"
            if otherwise
            else ("no longer says what happens without an answer")
        )


def _disruptions(old: Any, new: Any, names: PartNames) -> Iterator[str]:
    if not old and not new:
        yield f"now says that {'nothing can go wrong' if new is not None else 'it is unknown what can go wrong'}"
    before, after = ({one["what"]: one for one in side or ()} for side in (old, new))
    for what in dict.fromkeys([*before, *after]):
        was, now = before.get(what, {}), after.get(what, {})
        if not (was and now):
            yield f"{'now names' if now else 'no longer names'} what can go wrong: {what}"
        for key, (given, taken) in _GOES_WRONG.items() if now else ():
            if now.get(key) != was.get(key):
                says = given.format(_of_a_disruption(key, now[key], names)) if now.get(key) else taken
                yield f"{says}: {what}"
        if now:
            for text in _tells(was.get("tells"), now.get("tells"), names):
                yield f"{text.removesuffix(f': {what}')}, when it goes wrong: {what}"  # the reason is what went wrong


_GOES_WRONG = {
    "recovered_by": ("now has {} for when it goes wrong", "no longer has a step for when it goes wrong"),
    "share": ("now goes wrong in {} of cases", "no longer says how often it goes wrong"),
    "takes": ("now takes {} longer when it goes wrong", "no longer says how long it takes when it goes wrong"),
    "options": ("now offers {} when it goes wrong", "no longer offers anything when it goes wrong"),
}


def _of_a_disruption(key: str, value: Any, names: PartNames) -> str:
    if key == "recovered_by":
        return names.step(value)
    return _time(value) if key == "takes" else in_words(value, key)


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
            yield f"no longer has its own share of cases that go {words}{former(before[route], 'share')}"


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
    "disruptions": _disruptions,
}

"""The words for attributes of a procedure: what each is called, and how its values read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from frictionaudit.domain.quantities.listing import listed

YES_NO: Mapping[str, tuple[str, str]] = {
    "known": ("is now known to the organisation", "is no longer known to the organisation"),
    "required": ("must now be answered", "may now be left empty"),
    "prefilled": ("is now pre-filled", "is no longer pre-filled"),
    "sensitive": ("now counts as sensitive", "no longer counts as sensitive"),
    "urgent": ("now takes priority", "no longer takes priority"),
    "outside": ("now acts for us as a contractor", "no longer acts for us as a contractor"),
    "outdoors": ("now has its queue in the open air", "no longer has its queue in the open air"),
    "stops": ("now stops all other branches", "no longer stops other branches"),
    "service_table": ("is now marked as read from a service table", "is no longer marked as read from a service table"),
    "implied": ("is now marked as added by the reader", "is no longer marked as added by the reader"),
    "signature": ("must now be signed by hand", "no longer needs a signature by hand"),
}
"""The words for an attribute that becomes true, and for one that no longer is."""

_CARE = {"no-exploitation": "no advantage taken"}


def care_point(name: str) -> str:
    """What a point of care is called in a list: on time, asks once."""
    return _CARE.get(name, name.replace("-", " "))


LISTS: Mapping[str, tuple[str, str]] = {
    "asks": ("now asks for {}", "no longer asks for {}"),
    "gives": ("now hands out {}", "no longer hands out {}"),
    "also": ("can now also be done {}", "can no longer be done {}"),
    "sends_to": ("now sends a message to {}", "no longer sends a message to {}"),
    "receives_from": ("now waits for a message from {}", "no longer waits for a message from {}"),
    "options": ("now offers the choice '{}'", "no longer offers the choice '{}'"),
    "systems": ("now uses the system {}", "no longer uses the system {}"),
    "used_by": ("is now read in {}", "is no longer read in {}"),
    "needs": ("now needs {}", "no longer needs {}"),
    "makes": ("now produces {}", "no longer produces {}"),
    "accountable": ("now has {} accountable for it", "no longer has {} accountable for it"),
    "waiting_comforts": ("now has, for people who wait: {}", "no longer has, for people who wait: {}"),
    "offers": ("now offers {}", "no longer offers {}"),
    "requires": ("now requires {}", "no longer requires {}"),
    "without": ("are now without {}", "are no longer without {}"),
    "honours": ("now follows the customer's preferred {}", "no longer follows the customer's preferred {}"),
    "shows": ("now shows {}", "no longer shows {}"),
    "languages": ("is now available in {}", "is no longer available in {}"),
    "under": ("now falls under {}", "no longer falls under {}"),
}
"""The words for an entry of a list that is new, and for one that is gone."""

NAMING = frozenset({"asks", "gives", "needs", "makes", "used_by", "accountable", "sends_to", "receives_from"})
"""Lists whose entries are ids of other parts; those of all others are words."""

CHANNELS: Mapping[str, str] = {
    "web": "on the web",
    "app": "in the app",
    "email": "by e-mail",
    "chat": "by chat",
    "phone": "by phone",
    "post": "by post",
    "counter": "at the counter",
    "home": "at home",
    "onsite": "on site",
    "internal": "internally",
}
"""How a step is done in a channel."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "submission": {
        "final": "can no longer be checked before it is sent",
        "checked": "now shows people their answers before they send them",
        "undoable": "can now be taken back after it is sent",
    },
    "proof": {
        "original": "now has to be the original",
        "copy": "may now be a copy",
        "certified": "now has to be a certified copy",
        "notarised": "now has to be notarised",
        "digital": "may now be a file",
    },
}
"""The words for an attribute with one of a few values."""

EFFORT: Mapping[str, str] = {
    "understand": "of understanding",
    "gather": "of gathering",
    "fill": "of filling in forms",
    "travel": "of travel",
    "queue": "of queueing",
    "counter": "at the counter",
    "attend": "kept free for a visit",
    "pay": "of paying",
    "chase": "of asking where it stands",
    "return": "of sending back",
    "work": "of work",
    "search": "of searching",
}

WAIT: Mapping[str, str] = {
    "queue": "in our queue",
    "batch": "for the next batch",
    "customer": "for the customer",
    "third": "for a third party",
}

TELLS: Mapping[str, str] = {
    "result": "the result",
    "eligibility": "who is eligible",
    "documents": "which documents are needed",
    "cost": "what it costs",
    "time": "how long it takes",
    "next": "what happens next",
    "reason": "the reason",
    "options": "which options people have",
    "redress": "how to object",
    "contact": "whom to contact",
    "reference": "the reference",
    "delay": "of a delay",
    "feedback": "how to say how it went",
}

CALLED: Mapping[str, str] = {
    "by": "party",
    "bau_share": "share that people would do anyway",
    "case_owner": "owner of a case",
    "case_value": "value of a case",
    "cost": "cost of an hour",
    "authority": "limit of authority",
    "capacity": "number of people available",
    "issued_by": "issuer",
    "fees": "sum of fees",
    "steps": "number of steps",
    "where": "place",
    "proof": "form of proof",
    "processing": "published time",
    "prompts": "number of phone menus",
    "signatures": "number of our signatures",
    "at": "place",
    "preference": "preference that it asks for",
    "free": "hours in which they can come",
    "times_out": "time until an entry is lost",
    "when": "condition",
    "otherwise": "what happens after the deadline",
    "at_most": "limit on repeats",
    "serves_first": "who is served first",
    "discretion": "exceptions that it may grant",
    "kept": "share of cases in which it was kept",
    "customers": "number of different customers a year",
    "worth": "value of a case in money",
    "call_back": "promised call-back",
    "disruptions": "what can go wrong",
    "reviews": "decision under review",
    "submission": "chance to correct what was sent in",
    "handover": "hand-over",
    "within": "time promised",
    "published": "place of publication",
    "leaves": "procedure it leaves",
    "drawn": "count of elements in the drawing",
    "data": "data item",
    "share": "share of cases",
    "if_late": "what happens if we are late",
    "if_silent": "what to do if nobody answers",
    "not_for": "people who may not use it",
    "who": "people who may use it",
    "keep": "records to keep",
    "start": "address to start at",
    "reviewed": "date of the last review",
    "report": "place to report errors",
    "status": "way to see where a case stands",
}
"""Names of attributes whose keys would not be understood."""


_AFTER_NOUN = re.compile(r" (?:of|to|that|in|who|on|for|under|where|happens)\b")


def called(attribute: str) -> str:
    """What an attribute is called in a sentence."""
    return CALLED.get(attribute, attribute.replace("_", " "))


def are(attribute: str) -> str:
    """`are` where what an attribute is called is a plural, otherwise `is`."""
    noun = _AFTER_NOUN.split(called(attribute))[0]
    return "are" if noun == "people" or (noun.endswith("s") and not noun.endswith(("ss", "us", "is"))) else "is"


def share_in_words(value: Any) -> tuple[str, str]:
    """A share of cases in page form, and its evidence in brackets, which is empty where it is just stated."""
    if isinstance(value, Mapping) and "value" in value:
        return in_words(value["value"], "share"), f" ({_evidence(value)})"
    return in_words(value, "share"), ""


_LEADS = ("what", "who", "name")
"""Keys whose value says what the other values are about."""


def in_words(value: Any, attribute: str = "") -> str:
    """A value in page form in words; quantities with their evidence."""
    if isinstance(value, Mapping) and "value" in value:
        return f"{in_words(value['value'], attribute)} ({_evidence(value)})"
    if isinstance(value, Mapping) and (lead := next((key for key in _LEADS if value.get(key)), "")):
        rest = [
            f"{key.replace('_', ' ')} {in_words(inner, key)}" for key, inner in value.items() if key != lead and inner
        ]
        return in_words(value[lead], lead) + (f" ({listed(rest, shown=None)})" if rest else "")
    if isinstance(value, Mapping):
        return (
            listed(
                (f"{called(key)} {in_words(inner, key)}" for key, inner in value.items() if inner is not None),
                shown=None,
            )
            or "nothing"
        )
    if isinstance(value, list | tuple):
        return listed((in_words(item).removesuffix(".") for item in value), shown=None) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int) and attribute in ("share", "bau_share"):
        return f"{value * 100:.3g} %"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _evidence(value: Mapping[str, Any]) -> str:
    measured = value.get("measured")
    if measured:
        return f"measured on {measured['n']} cases, {measured['source']}, {measured['period']}"
    return f"assumed: {value.get('assumed')}"

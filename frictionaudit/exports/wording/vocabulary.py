"""How the attributes of a procedure are spoken of: what each is called, and how a value of it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

YES_NO: Mapping[str, tuple[str, str]] = {
    "known": ("is now known to the organisation already", "is no longer known to the organisation"),
    "required": ("now has to be answered", "may now be left empty"),
    "prefilled": ("is now shown filled in", "is no longer shown filled in"),
    "sensitive": ("now counts as sensitive", "no longer counts as sensitive"),
    "urgent": ("now cannot wait as others can", "now can wait as others can"),
    "stops": ("now stops whatever else goes on", "no longer stops what else goes on"),
    "implied": ("now counts as put in by a reader", "no longer counts as put in by a reader"),
    "signature": ("now has to be signed by hand", "no longer has to be signed by hand"),
}
"""What is said where an attribute has become true, and where it no longer is."""

LISTS: Mapping[str, tuple[str, str]] = {
    "asks": ("now asks for {}", "no longer asks for {}"),
    "gives": ("now hands out {}", "no longer hands out {}"),
    "also": ("can now also be done by {}", "can no longer be done by {}"),
    "sends_to": ("now sends a message to {}", "no longer sends a message to {}"),
    "receives_from": ("now waits for a message of {}", "no longer waits for a message of {}"),
    "options": ("now offers the choice '{}'", "no longer offers the choice '{}'"),
    "systems": ("now uses the system {}", "no longer uses the system {}"),
    "used_by": ("is now read in {}", "is no longer read in {}"),
    "needs": ("now needs {}", "no longer needs {}"),
    "makes": ("now brings forth {}", "no longer brings forth {}"),
    "accountable": ("is now answered for by {}", "is no longer answered for by {}"),
    "waiting_comforts": ("now offers {} to who waits", "no longer offers {} to who waits"),
    "languages": ("can now be gone through in {}", "can no longer be gone through in {}"),
    "under": ("now falls under {}", "no longer falls under {}"),
}
"""What is said of an entry that is new, and of one that is gone."""

EFFORT: Mapping[str, str] = {
    "understand": "of understanding",
    "gather": "of gathering",
    "fill": "of filling in",
    "travel": "of travel",
    "queue": "of standing in line",
    "counter": "at the counter",
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
    "next": "what comes next",
    "reason": "the reason",
    "options": "which options there are",
    "redress": "how to object",
    "contact": "whom to contact",
    "reference": "the reference",
    "delay": "of a delay",
    "feedback": "how to say how it went",
}

CALLED: Mapping[str, str] = {
    "by": "party",
    "bau_share": "share of effort that people would spend anyway",
    "case_owner": "owner of a case",
    "case_value": "value of a case",
    "cost": "cost of an hour",
    "authority": "limit for deciding alone",
    "capacity": "number of people at work",
    "issued_by": "issuer",
    "fees": "sum of fees",
    "steps": "number of steps",
    "where": "place to get it",
    "proof": "form of proof",
    "processing": "published time",
    "prompts": "number of telephone menus",
    "signatures": "number of our signatures",
    "when": "condition",
    "otherwise": "as what happens after the deadline:",
    "at_most": "number of times a case can go this way",
    "serves_first": "who is served first",
    "kept": "share of cases in which it was kept",
    "customers": "number of different customers a year",
    "worth": "value of a case in money",
    "call_back": "call back that is promised",
    "disruptions": "what can go wrong",
    "reviews": "decision that is looked at again",
    "submission": "way to put right what was sent in",
    "handover": "hand-over",
    "within": "time promised",
    "published": "place of publication",
    "leaves": "procedure by which one gets in",
    "drawn": "count of elements in the drawing",
    "data": "data item",
    "share": "share of cases",
}
"""What an attribute is called where its own name would not be understood."""


def called(attribute: str) -> str:
    """What an attribute is called in a sentence."""
    return CALLED.get(attribute, attribute.replace("_", " "))


def listed(things: Sequence[str]) -> str:
    """Things as one says them: a, b and c."""
    return " and ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))


def said(value: Any, attribute: str = "") -> str:
    """A value in page form as one says it; quantities with what they rest on."""
    if isinstance(value, Mapping) and "value" in value:
        return f"{said(value['value'], attribute)} ({_evidence(value)})"
    if isinstance(value, Mapping):
        return (
            listed([f"{called(key)} {said(inner, key)}" for key, inner in value.items() if inner is not None])
            or "nothing"
        )
    if isinstance(value, list | tuple):
        return listed([said(inner) for inner in value]) or "none"
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

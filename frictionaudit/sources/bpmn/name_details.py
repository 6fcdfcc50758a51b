"""What the name of a step says beside what is done: the channel, and the amount that the customer pays."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.listing import listed, quoted
from frictionaudit.sources.bpmn.conversion import Conversion, ConvertedProcess, Plain
from frictionaudit.sources.bpmn.lengths import length_in_words
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.fees import PAYS, amount_among_words

_GOES_ON = (
    "or|and|at|on|in|via|with|by|for|from|through|using|to|within|before|after|until|till|if|when|as|of|once|again"
    "|oder|und|mit|bei|bis|für|über|vor|nach|durch|von|zu|ou|et|avec|par|pour|sur|dans|avant|après|chez"
)
"""Words after 'online' with which it says how, and not what: 'apply online with', not 'online application'."""
_CHANNEL = re.compile(
    r"\b(?:by|via|over the|on the|per|par)\s+(?:the\s+|la\s+)?(?:(?:registered|recorded|ordinary|first-class)\s+)?"
    r"(?:tele)?(?:phone|post|mail|letter|e-?mail|fax|app|chat|website|web form|portal|internet|telefon|brief|poste"
    r"|courrier|courriel|téléphone)\b(?![\s-]+(?:codes?|box(?:es)?|id|numbers?|list|address|office|cards?)\b)"
    rf"|\bonline\b(?=$|\s*[,;:/()–]|\s-\s|\s+(?:{_GOES_ON})\b)|\bin person\b|\ben ligne\b|\ben personne\b"
    r"|\b(?:tele)?phones?\s+(?:the|an?|our|your|us|them)\b|\bcalls?\s+(?:(?:the|our|an?)\s+)?hotline\b"
    r"|\bat (?:the|a) (?:\w+ )?(?:counter|desk|window)\b|\bam schalter\b|\bau guichet\b|\btelefonisch\b|\bpersönlich\b",
    re.IGNORECASE,
)
"""How something is done. An 'online application' and a 'phone bill' are things, not ways."""
_NOT = re.compile(r"\b(?:not|no|never|without|nicht|kein\w*|ohne|pas|sans)\b", re.IGNORECASE)
_PAYING = re.compile(r"\b(?:pays?|paying|zahlt|bezahlt|paie|paga)\b(?!-)", re.IGNORECASE)
"""A payment anywhere in a name, as in 'Customer pays for a quote'."""


def put_name_details(result: ConvertedProcess, conversion: Conversion) -> None:
    """Add the channel to steps that meet the customer, and the fee to those at which the customer pays."""
    for node in conversion.graph.nodes.values():
        if node.kind is not StepKind.TASK or not node.name:
            continue
        step = result.page["steps"][node.id]
        mine = conversion.side.get(step.get("by", "")) == "customer"
        if mine or _meets(step, result, conversion):
            channels = _channels(node.name)
            step.update({"channel": channels[0]} if channels else {})
            step.update({"also": channels[1:]} if channels[1:] else {})
        if mine and PAYS.search(node.name) and (money := amount_among_words(node.name)) is not None:
            step["fees"] = [{"amount": money, **({"to": "third"} if _leads_out(step, result, conversion) else {})}]


def note_unread(result: ConvertedProcess, conversion: Conversion) -> None:
    """Say which names of tasks give a time or a payment that is not counted."""
    tasks = [node for node in conversion.graph.nodes.values() if node.kind is StepKind.TASK and node.name]
    timed = [node.name for node in tasks if length_in_words(node.name) is not None]
    paid = [node.name for node in tasks if _pays_unread(result.page["steps"][node.id], node.name, conversion)]
    for what, names in (("times in names of tasks are not counted", timed), ("payments are not counted", paid)):
        if names:
            result.notes.append(f"{what}: {listed(quoted(names))}")


def _pays_unread(step: Plain, name: str, conversion: Conversion) -> bool:
    """Whether a task that may be the customer's names a payment, and no fee was read there."""
    theirs = conversion.side.get(step.get("by", ""), "customer") == "customer"
    return theirs and "fees" not in step and (_PAYING.search(name) is not None or PAYS.search(name) is not None)


def _channels(name: str) -> list[str]:
    if _NOT.search(name):
        return []
    found = (channel for match in _CHANNEL.finditer(name) for channel in read_channels(match[0]))
    return [channel.value for channel in dict.fromkeys(found)]


def _meets(step: Plain, result: ConvertedProcess, conversion: Conversion) -> bool:
    """Whether a step of ours goes to the customer: by a message, or along a flow."""
    ours = conversion.side.get(step.get("by", "")) in ("frontstage", "backstage")
    return ours and "customer" in {*_sides_after(step, result, conversion), *_told(step, conversion)}


def _told(step: Plain, conversion: Conversion) -> set[str]:
    return {conversion.side.get(party, "") for party in step.get("sends_to", ())}


def _leads_out(step: Plain, result: ConvertedProcess, conversion: Conversion) -> bool:
    return _sides_after(step, result, conversion) == {"third"}


def _sides_after(step: Plain, result: ConvertedProcess, conversion: Conversion) -> set[str]:
    steps = result.page["steps"]
    return {conversion.side.get(steps[flow["to"]].get("by", ""), "") for flow in step["next"]}

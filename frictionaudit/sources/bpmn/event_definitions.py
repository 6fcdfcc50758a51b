"""What triggers an event: a message, a date, an error, a link …"""

from __future__ import annotations

from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.xml_tree import Element

_WORDS = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "signalEventDefinition": "signal",
    "conditionalEventDefinition": "condition",
    "linkEventDefinition": "link",
    "compensateEventDefinition": "compensation",
    "cancelEventDefinition": "cancel",
    "terminateEventDefinition": "terminate",
}
_CODES = {"error": ("errorRef", "errorCode"), "escalation": ("escalationRef", "escalationCode")}


def definitions(drawing: Drawing, event: Element) -> list[tuple[str, Element]]:
    """What triggers the event, or what it triggers itself, with the definition of each."""
    listed: list[tuple[str, Element]] = []
    for child in event.children:
        known = drawing.find(child.text.strip()) if child.name == "eventDefinitionRef" else child
        if known is not None and known.name in _WORDS:
            listed.append((_WORDS[known.name], known))
    return listed


def triggers(drawing: Drawing, event: Element) -> list[str]:
    """The same in words."""
    return [word for word, _ in definitions(drawing, event)]


def code(drawing: Drawing, word: str, definition: Element) -> str:
    """Which error or escalation is meant; empty where any is."""
    reference, attribute = _CODES.get(word, ("", ""))
    target = definition.get(reference)
    thrown = drawing.find(target) if target else None
    return (thrown.get(attribute) if thrown is not None else "") or target


def link_definition(drawing: Drawing, event: Element) -> Element | None:
    """What defines an event as a link; None where it is none."""
    return next((definition for word, definition in definitions(drawing, event) if word == "link"), None)


def link_name(definition: Element, event: Element) -> str:
    """The name by which a link is thrown and caught."""
    return " ".join((definition.get("name") or event.get("name")).split())

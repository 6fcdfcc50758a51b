"""Which steps a system does by itself: by their element, by what a tool calls for them, or by the lane of a system."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.elements import ELEMENTS, WORKFLOW
from frictionaudit.sources.bpmn.xml_tree import Element

_MAY_RUN = ("sendTask", "businessRuleTask")
_BY_PEOPLE = ("userTask", "manualTask")
CALLS = frozenset(
    ["class", "expression", "delegateExpression", "topic", "type", "decisionRef", "rules", "ruleVariablesInput"]
)
"""Attributes of tools that say what a system calls for a task."""
DEFINITIONS = frozenset(["taskDefinition", "calledDecision"])


def system_of(element: Element, kind: StepKind | None, lane: str, *, customers: bool) -> str:
    """The system that does a step by itself; empty where people do it.

    `lane` is the name of the step's lane where that is a system's. In a customer's lane a task stays the customer's,
    whatever a tool calls for it.
    """
    if ELEMENTS[element.name].system:
        return lane or ELEMENTS[element.name].system
    if kind is not StepKind.TASK or element.name in _BY_PEOPLE:
        return ""
    called = element.name in _MAY_RUN and not customers and (_calls(element) or _defines(element))
    return lane or (WORKFLOW if called else "")


def _calls(element: Element) -> bool:
    return any(key[0] == "{" and key.rpartition("}")[2] in CALLS and value for key, value in element.attributes.items())


def _defines(element: Element) -> bool:
    extensions = element.all("extensionElements")
    return any(child.name in DEFINITIONS and not child.own for part in extensions for child in part.children)

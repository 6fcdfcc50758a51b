"""Which steps a system does by itself: by their element, by what a tool calls for them, or by the lane of a system."""

from __future__ import annotations

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.elements import ELEMENTS, ElementMapping
from frictionaudit.sources.bpmn.xml_tree import Element

_MAY_RUN = ("sendTask", "businessRuleTask")
_BY_PEOPLE = ("userTask", "manualTask")
_CALLS = frozenset(
    ["class", "expression", "delegateExpression", "topic", "type", "decisionRef", "rules", "ruleVariablesInput"]
)
"""Attributes of tools that say what a system calls for a task."""
_DEFINITIONS = frozenset(["taskDefinition", "calledDecision"])


def mapping_of(element: Element) -> ElementMapping:
    """What an element becomes; a task that sends or decides is a system's where a tool calls something for it."""
    runs = element.name in _MAY_RUN and (_calls(element) or _defines(element))
    return ELEMENTS["serviceTask" if runs else element.name]


def runs_in_lane(element: Element, kind: StepKind | None) -> bool:
    """Whether a task in the lane of a system is done by it: not where it is drawn as one of people."""
    return kind is StepKind.TASK and element.name not in _BY_PEOPLE


def _calls(element: Element) -> bool:
    return any(
        key[0] == "{" and key.rpartition("}")[2] in _CALLS and value for key, value in element.attributes.items()
    )


def _defines(element: Element) -> bool:
    extensions = element.all("extensionElements")
    return any(child.name in _DEFINITIONS and not child.own for part in extensions for child in part.children)

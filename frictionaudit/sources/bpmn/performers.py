"""Who does a task where no lane says so: its potential owner, its assignee, its candidate groups and users."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from frictionaudit.sources.bpmn.descriptions import words
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import ACTIVITIES
from frictionaudit.sources.bpmn.ids import Ids, slug
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.xml_tree import Element

_ROLES = ("potentialOwner", "humanPerformer", "performer", "resourceRole")
PERFORMER_KEYS = ("candidateGroups", "candidateUsers", "assignee")
ASSIGNMENT = "assignmentDefinition"
INITIATOR = "initiator"
_PEOPLE = ("candidateUsers", "assignee")
_INPUTS = ("GroupId", "ActorId")
_INITIATORS = frozenset({"startedby", "initiator", "starter", "startuserid", "startuser", "processinitiator"})
_EXPRESSION = re.compile(r"^[#$]\{\s*(?P<inside>.*?)\s*\}$|^=\s*(?P<feel>.*)$", re.DOTALL)
_WORD = re.compile(r"^\w+$")
_ROLE = re.compile(r"^(?:user|group)\((.*)\)$")


def seat_by_performers(drawing: Drawing, processes: Sequence[Element], lanes: Lanes) -> None:
    """Give each task without a lane the party that its performer names; who starts the case is the customer."""
    ids, known = Ids(), {}
    for id_ in lanes.parties:
        ids.take(id_)
    initiators = _INITIATORS | {
        value.casefold()
        for process in processes
        for element in drawing.inside(process)
        if element.name == "startEvent"
        for value in _foreign(element, INITIATOR)
    }
    for process in processes:
        pool = drawing.pool_of(process)
        person = _only_person(drawing, process) if pool is not None and pool.name else ""
        for task in drawing.inside(process):
            if task.name not in ACTIVITIES or not task.own or lanes.seat(task) is not None:
                continue
            name, starts = _performer(drawing, task, initiators)
            if not name or name == person:  # where one person does all, the pool says better who that is
                continue
            if name not in known:
                id_ = known[name] = ids.give(slug(name) or "performer")
                unit = pool.name if pool is not None and pool.name and not starts else ""
                party = {"name": name, **({"unit": unit} if unit else {}), **({"side": "customer"} if starts else {})}
                lanes.add(id_, party, task, None if starts else pool)
            lanes.by[id(task)] = known[name]


def _only_person(drawing: Drawing, process: Element) -> str:
    """The one person whom the tasks of a process name, and no role or group; empty where they name others too."""
    named: set[str] = set()
    for task in drawing.inside(process):
        texts = list(_named(drawing, task)) if task.name in ACTIVITIES and task.own else []
        if texts and (_plain(texts[0]) != texts[0] or not set(texts) <= _people(task)):
            return ""
        named.update(texts)
    return words(named.pop()) if len(named) == 1 else ""


def _people(task: Element) -> set[str]:
    """The persons, and no groups, that the attributes of tools name."""
    definitions = [
        child
        for part in task.all("extensionElements")
        for child in part.children
        if child.name == "assignmentDefinition"
    ]
    given = {child.get(key) for child in definitions for key in _PEOPLE if child.get(key)}
    return given.union(*(_foreign(task, key) for key in _PEOPLE))


def _performer(drawing: Drawing, task: Element, initiators: frozenset[str] | set[str]) -> tuple[str, bool]:
    """The name of who does a task, and whether that is whoever starts the case; empty where nothing says so."""
    for raw in _named(drawing, task):
        listed = [part for part in (_plain(text) for text in raw.split(",")) if part]
        if any(part.casefold() in initiators for part in listed):
            return "Customer", True
        if listed:
            return " or ".join(dict.fromkeys(words(part) for part in listed))[:200], False
    if task.name == "adHocSubProcess":
        inner = {_performer(drawing, child, initiators) for child in task.children if child.name in ACTIVITIES}
        named = {performer for performer in inner if performer[0]}
        return named.pop() if len(named) == 1 else ("", False)
    return "", False


def _plain(text: str) -> str:
    """A role as written, or the variable that holds it; empty for an expression that computes it."""
    text = text.strip().strip('"')
    role = _ROLE.match(text)
    text = role[1].strip() if role else text
    expression = _EXPRESSION.match(text)
    if expression is None:
        return "" if text.startswith(("${", "#{")) else text
    inside = (expression["inside"] or expression["feel"] or "").strip().strip("\"'[] ")
    return inside if _WORD.match(inside) else ""


def _named(drawing: Drawing, task: Element) -> Iterator[str]:
    for role in task.all(*_ROLES):
        resources = [drawing.find(reference.text.strip()) for reference in role.all("resourceRef")]
        yield from (drawing.name(resource) for resource in resources if resource is not None)
        for assignment in role.all("resourceAssignmentExpression"):
            yield from (child.text.strip() for child in assignment.children if child.text.strip())
        if not role.children and drawing.name(role):
            yield drawing.name(role)
    for key in PERFORMER_KEYS:
        yield from _foreign(task, key)
    yield from _assigned(drawing, task)
    for extension in task.all("extensionElements"):
        for child in extension.children:
            if child.name == ASSIGNMENT and not child.own:
                yield from (child.get(key) for key in PERFORMER_KEYS if child.get(key))


def _assigned(drawing: Drawing, task: Element) -> Iterator[str]:
    """The group, or else the person, that jBPM writes into the inputs of a task."""
    found: dict[str, str] = {}
    for association in task.all("dataInputAssociation"):
        inputs = drawing.named(association, "targetRef")
        for value in (source.text.strip() for part in association.all("assignment") for source in part.all("from")):
            found.update((name, value) for item in inputs if (name := item.get("name")) in _INPUTS and value)
    yield from (found[name] for name in _INPUTS if name in found)


def _foreign(element: Element, name: str) -> Iterator[str]:
    """The values of an attribute of this name in the namespaces of tools."""
    ending = "}" + name
    return (value.strip() for key, value in element.attributes.items() if key.endswith(ending) and value.strip())

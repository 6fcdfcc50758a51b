"""What is said of a drawing beside it, brought into the shape of a page, with the place of each part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import PagePath, Reading, SourceSpan
from frictionaudit.errors import Problem
from frictionaudit.sources.answers import Answers, fill
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.procedure import DrawnProcedure
from frictionaudit.sources.yaml_tree import YamlTree

Place = tuple[str, dict[str, Any]]
"""A step with one of its flows, as the page has it."""


@dataclass
class NameIndex:
    """By what the parts of a drawn procedure can be called: their ids, and names that only one of them has."""

    steps: Mapping[str, list[str]]
    parties: Mapping[str, list[str]]
    flows: Mapping[str, list[Place]]

    @classmethod
    def of(cls, drawing: Drawing, one: DrawnProcedure) -> NameIndex:
        page = one.page
        steps, parties = _named(page["steps"]), _named(page["parties"])
        raw = {id(element): name for name, element in drawing.ids.items()}
        for table, found in ((steps, one.steps), (parties, one.parties)):
            for element, id_ in found.items():
                if element in raw:
                    table.setdefault(raw[element], [id_])
        flows: dict[str, list[Place]] = {}
        names: dict[str, list[list[Place]]] = {}
        for element, places in one.flows.items():
            if element in raw:
                flows[raw[element]] = places
                names.setdefault(" ".join(drawing.ids[raw[element]].get("name").split()), []).append(places)
        for name, several in names.items():
            if name and len(several) == 1:
                flows.setdefault(name, several[0])
        return cls(steps, parties, flows)


def _named(table: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, part in table.items():
        if part.get("name"):
            found.setdefault(str(part["name"]), []).append(id)
    return {**found, **{id: [id] for id in table}}


@dataclass
class AnnotationSet:
    """Everything said of one procedure at one place, collected."""

    names: NameIndex
    path: str
    value: dict[str, Any] = field(default_factory=dict)
    spans: dict[PagePath, SourceSpan] = field(default_factory=dict)
    keys: dict[PagePath, SourceSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of_procedure(self, tree: YamlTree, old: PagePath, keys: Iterable[str]) -> None:
        """Keys of the page as a whole."""
        body = _at(tree, old)
        for key in keys:
            self._put(tree, (*old, key), (key,), body[key])

    def of_party(self, tree: YamlTree, old: PagePath, called: str) -> None:
        id = self._one(self.names.parties, "pool or lane", called, tree, old)
        if id is not None:
            self._put(tree, old, ("parties", id), _at(tree, old))

    def of_step(self, tree: YamlTree, old: PagePath, called: str) -> None:
        """What is said of a step; its ways on are those that are drawn."""
        id, body = self._one(self.names.steps, "step", called, tree, old), _at(tree, old)
        if id is None:
            return
        if not isinstance(body, Mapping):
            self._put(tree, old, ("steps", id), body)
            return
        self._note(tree, old, ("steps", id), deep=False)
        for key, value in body.items():
            if key != "next":
                self._put(tree, (*old, key), ("steps", id, key), value)
                continue
            for n, way in enumerate(value if isinstance(value, list) else [value]):
                at: PagePath = (*old, key, n) if isinstance(value, list) else (*old, key)
                self._way(tree, at, id, {"to": way} if isinstance(way, str) else way)

    def of_flow(self, tree: YamlTree, old: PagePath, called: str) -> None:
        """What is said of a flow, wherever drawing out a sub-process has put it."""
        body, found = _at(tree, old), self.names.flows.get(called)
        if found is None:
            self._unknown("flow", called, self.names.flows, tree, old)
        elif not isinstance(body, Mapping):
            self.problems.append(Problem("wrong-value", "expected keys and values", str(_place(tree, old))))
        else:
            for step, flow in found:
                self._way(tree, old, step, {**{key: flow[key] for key in ("to", "id") if key in flow}, **body})

    def fill(self, reading: Reading, said: str) -> Reading:
        """The reading with all of it put in."""
        if not self.value:
            return reading
        tree = YamlTree(self.path, self.value, {(): SourceSpan(self.path), **self.spans}, self.keys)
        return replace(fill(reading, Answers(tree)), notes=(*reading.notes, said))

    def _way(self, tree: YamlTree, old: PagePath, step: str, way: Any) -> None:
        ways = self.value.setdefault("steps", {}).setdefault(step, {}).setdefault("next", [])
        if isinstance(way, Mapping) and isinstance(way.get("to"), str):
            way = {**way, "to": (self.names.steps.get(way["to"]) or [way["to"]])[0]}
        self._note(tree, old, ("steps", step, "next", len(ways)))
        ways.append(way)

    def _put(self, tree: YamlTree, old: PagePath, new: PagePath, value: Any) -> None:
        table = self.value
        for part in new[:-1]:
            table = table.setdefault(str(part), {})
        key = str(new[-1])
        if key in table:
            before = self.spans.get(new)
            message = f"'{key}' is said a second time" + (f"; first in line {before.line}" if before else "")
            self.problems.append(Problem("duplicate-key", message, str(_place(tree, old))))
            return
        table[key] = value
        self._note(tree, old, new)

    def _note(self, tree: YamlTree, old: PagePath, new: PagePath, *, deep: bool = True) -> None:
        for mine, theirs in ((self.spans, tree.spans), (self.keys, tree.keys)):
            if old in theirs:
                mine[new] = theirs[old]
                for end in range(1, len(new)):
                    mine.setdefault(new[:end], theirs[old])
        for key in _keys(_at(tree, old)) if deep else ():
            self._note(tree, (*old, key), (*new, key))

    def _one(self, table: Mapping[str, list[str]], kind: str, called: str, tree: YamlTree, at: PagePath) -> str | None:
        found = table.get(called, [])
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{len(found)} {kind}s are called '{called}' ({', '.join(found[:5])}); say it by id"
            self.problems.append(Problem("dangling-reference", message, str(_place(tree, at))))
        else:
            self._unknown(kind, called, table, tree, at)
        return None

    def _unknown(self, kind: str, called: str, known: Iterable[str], tree: YamlTree, at: PagePath) -> None:
        message = f"there is no {kind} '{called}'; {did_you_mean(called, known)}"
        self.problems.append(Problem("dangling-reference", message, str(_place(tree, at))))


def _at(tree: YamlTree, path: PagePath) -> Any:
    value = tree.value
    for part in path:
        value = value[part]
    return value


def _keys(value: Any) -> Iterable[str | int]:
    return value if isinstance(value, Mapping) else range(len(value)) if isinstance(value, list) else ()


def _place(tree: YamlTree, path: PagePath) -> SourceSpan:
    return tree.keys.get(path) or tree.spans.get(path) or SourceSpan(tree.path)

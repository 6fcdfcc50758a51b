"""Annotations of a drawing, brought into the shape of a page, with the place of each part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import PagePath, Reading, SourceSpan
from frictionaudit.errors import Problem
from frictionaudit.sources.answers import Answers, fill
from frictionaudit.sources.bpmn.conversion import ConvertedProcess
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.yaml_tree import YamlTree

Place = tuple[str, dict[str, Any]]
"""A step with one of its flows, as the page has it."""


@dataclass
class NameIndex:
    """The parts of a converted process by their ids, and by names that only one of them has."""

    steps: Mapping[str, list[str]]
    parties: Mapping[str, list[str]]
    flows: Mapping[str, list[Place]]

    @classmethod
    def of(cls, drawing: Drawing, converted: ConvertedProcess) -> NameIndex:
        page = converted.page
        steps, parties = _named(page["steps"]), _named(page["parties"])
        raw = {id(element): name for name, element in drawing.ids.items()}
        for table, id_of in ((steps, converted.steps), (parties, converted.parties)):
            for element, id_ in id_of.items():
                if element in raw:
                    table.setdefault(raw[element], [id_])
        flows: dict[str, list[Place]] = {}
        names: dict[str, list[list[Place]]] = {}
        for element, places in converted.flows.items():
            if element in raw:
                flows[raw[element]] = places
                names.setdefault(" ".join(drawing.ids[raw[element]].get("name").split()), []).append(places)
        for name, several in names.items():
            if name and len(several) == 1:
                flows.setdefault(name, several[0])
        return cls(steps, parties, flows)


def _named(table: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for id, part in table.items():
        if part.get("name"):
            by_name.setdefault(str(part["name"]), []).append(id)
    return {**by_name, **{id: [id] for id in table}}


@dataclass
class AnnotationSet:
    """All annotations of one procedure in one file."""

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
        id = self._resolve(self.names.parties, "pool or lane", called, tree, old)
        if id is not None:
            self._put(tree, old, ("parties", id), _at(tree, old))

    def of_step(self, tree: YamlTree, old: PagePath, called: str) -> None:
        """Annotations of a step; its flows are those of the drawing."""
        id, body = self._resolve(self.names.steps, "step", called, tree, old), _at(tree, old)
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
            for n, flow in enumerate(value if isinstance(value, list) else [value]):
                at: PagePath = (*old, key, n) if isinstance(value, list) else (*old, key)
                self._flow(tree, at, id, {"to": flow} if isinstance(flow, str) else flow)

    def of_flow(self, tree: YamlTree, old: PagePath, called: str) -> None:
        """Annotations of a flow, which flattening a sub-process may have copied to several steps."""
        body, copies = _at(tree, old), self.names.flows.get(called)
        if copies is None:
            self._unknown("flow", called, self.names.flows, tree, old)
        elif not isinstance(body, Mapping):
            message, hint = "a flow has named parts", "write for example share: 0.3"
            self.problems.append(Problem("wrong-value", message, str(_place(tree, old)), hint))
        else:
            for step, flow in copies:
                self._flow(tree, old, step, {**{key: flow[key] for key in ("to", "id") if key in flow}, **body})

    def fill(self, reading: Reading, note: str) -> Reading:
        """The reading with all annotations merged in, and a note that says so."""
        if not self.value:
            return reading
        tree = YamlTree(self.path, self.value, {(): SourceSpan(self.path), **self.spans}, self.keys)
        parties = self.value.get("parties", {})
        open_still = tuple(guess for guess in reading.guessed if "side" not in parties.get(guess.party, {}))
        return replace(fill(reading, Answers(tree)), notes=(*reading.notes, note), guessed=open_still)

    def _flow(self, tree: YamlTree, old: PagePath, step: str, flow: Any) -> None:
        flows = self.value.setdefault("steps", {}).setdefault(step, {}).setdefault("next", [])
        if isinstance(flow, Mapping) and isinstance(flow.get("to"), str):
            flow = {**flow, "to": (self.names.steps.get(flow["to"]) or [flow["to"]])[0]}
        self._note(tree, old, ("steps", step, "next", len(flows)))
        flows.append(flow)

    def _put(self, tree: YamlTree, old: PagePath, new: PagePath, value: Any) -> None:
        table = self.value
        for part in new[:-1]:
            table = table.setdefault(str(part), {})
        key = str(new[-1])
        if key in table:
            before = self.spans.get(new)
            hint = f"first on line {before.line}" if before else "remove one of them"
            self.problems.append(Problem("duplicate-key", f"'{key}' is defined twice", str(_place(tree, old)), hint))
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

    def _resolve(
        self, table: Mapping[str, list[str]], kind: str, called: str, tree: YamlTree, at: PagePath
    ) -> str | None:
        matches = table.get(called, [])
        if len(matches) == 1:
            return matches[0]
        if matches:
            message, hint = f"{len(matches)} {kind}s are called '{called}'", f"use an id: {', '.join(matches[:5])}"
            self.problems.append(Problem("dangling-reference", message, str(_place(tree, at)), hint))
        else:
            self._unknown(kind, called, table, tree, at)
        return None

    def _unknown(self, kind: str, called: str, known: Iterable[str], tree: YamlTree, at: PagePath) -> None:
        message, hint = f"there is no {kind} '{called}'", did_you_mean(called, known)
        self.problems.append(Problem("dangling-reference", message, str(_place(tree, at)), hint))


def _at(tree: YamlTree, path: PagePath) -> Any:
    value = tree.value
    for part in path:
        value = value[part]
    return value


def _keys(value: Any) -> Iterable[str | int]:
    return value if isinstance(value, Mapping) else range(len(value)) if isinstance(value, list) else ()


def _place(tree: YamlTree, path: PagePath) -> SourceSpan:
    return tree.keys.get(path) or tree.spans.get(path) or SourceSpan(tree.path)

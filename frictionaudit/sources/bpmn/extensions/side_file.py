"""The file NAME.friction.yaml beside NAME.bpmn, which adds what a drawing cannot express."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import InputError, Problem
from frictionaudit.files import is_file, read
from frictionaudit.sources.bpmn.beginners import customers_by_words
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.extensions.annotations import AnnotationSet, NameIndex
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.customer_names import plain
from frictionaudit.sources.yaml_tree import YamlTree, parse

SUFFIX = ".friction.yaml"
_TABLES = ("steps", "flows", "parties")
_OWN = (*_TABLES, "customer", "procedures")


@dataclass
class SideFile:
    """The side file and its faults; empty where there is none."""

    tree: YamlTree
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def beside(cls, path: str) -> SideFile:
        """The side file of a drawing that lies on disk."""
        file = Path(path).with_suffix(SUFFIX) if Path(path).suffix else None
        if file is None or not is_file(file):
            return cls(YamlTree(path, {}))
        tree = parse(read(file), str(file))
        if tree.value is None:
            tree.value = {}
        if not isinstance(tree.value, dict):
            message, hint = "a side file has named parts", "use steps, flows, parties or customer"
            raise InputError([*tree.problems, Problem("wrong-value", message, f"{file}:1:1", hint)])
        side = cls(tree, list(tree.problems))
        for key in (*_TABLES, "procedures"):
            if not isinstance(tree.value.get(key, {}), dict):
                hint = f"write for example `{key}: {{NAME: {{…}}}}`"
                side._complain(f"{key}: expected ids or names, each with its parts", (key,), hint=hint)
        side.stop()
        return side

    def customers(self, drawing: Drawing) -> Customers:
        """The customer, where the file names one."""
        given = self.tree.value.get("customer")
        if given is None:
            return customers_by_words(drawing)
        names = [str(name) for name in (given if isinstance(given, list) else [given])]
        parts = [element for element in drawing.tree.elements if element.name in ("participant", "lane")]
        known = {plain(name) for part in parts for name in (drawing.name(part), drawing.id(part), part.get("id"))}
        for n, name in enumerate(names):
            if plain(name) not in known:
                at = ("customer", n) if isinstance(given, list) else ("customer",)
                names_given = [drawing.name(part) for part in parts if drawing.name(part)]
                hint = did_you_mean(name, names_given)
                self._complain(f"there is no pool or lane '{name}'", at, "dangling-reference", hint)
        self.stop()
        return Customers(frozenset(plain(name) for name in names))

    def about(self, names: Sequence[tuple[str, NameIndex]]) -> list[AnnotationSet]:
        """The annotations of each of the drawing's procedures, given by their ids."""
        every = [AnnotationSet(index, self.tree.path) for _, index in names]
        if not names:
            return every
        value: Mapping[str, object] = self.tree.value
        self._tables(every, ())
        plainly = [key for key in value if key not in _OWN]
        if plainly and len(every) > 1:
            ids = ", ".join(id for id, _ in names)
            message = f"the drawing holds {len(every)} procedures, and '{plainly[0]}' names none of them"
            hint = f"put it under `procedures: {{ID: …}}`, with one of {ids}"
            self._complain(message, (plainly[0],), hint=hint)
        elif plainly:
            every[0].of_procedure(self.tree, (), plainly)
        for key, body in dict(self.tree.value.get("procedures", {})).items():
            meant = [
                candidate for candidate, (id, _) in zip(every, names, strict=True) if key in (id, id.partition(".")[2])
            ]
            if not meant or not isinstance(body, dict):
                hint = did_you_mean(str(key), [id for id, _ in names])
                self._complain(f"there is no procedure '{key}'", ("procedures", key), "dangling-reference", hint)
                continue
            self._tables(meant, ("procedures", key))
            meant[0].of_procedure(self.tree, ("procedures", key), [part for part in body if part not in _OWN])
        self.problems += [problem for candidate in every for problem in candidate.problems]
        self.stop()
        return every

    def _tables(self, every: list[AnnotationSet], at: tuple[str, ...]) -> None:
        """Steps, flows and parties, each in the procedure that has it."""
        body = self.tree.value
        for part in at:
            body = body[part]
        for table in _TABLES:
            for called in dict(body.get(table, {})):
                path = (*at, table, called)
                having = [candidate for candidate in every if called in getattr(candidate.names, table)]
                for target in having if table == "parties" and having else (having or every)[:1]:
                    add = {
                        "steps": target.of_step,
                        "flows": target.of_flow,
                        "parties": target.of_party,
                    }[table]
                    add(self.tree, path, called)

    def stop(self) -> None:
        """Raise InputError if there is any fault."""
        if self.problems:
            raise InputError(self.problems)

    def _complain(self, message: str, at: tuple[str | int, ...], slug: str = "wrong-value", hint: str = "") -> None:
        where = self.tree.keys.get(at) or self.tree.spans.get(at) or f"{self.tree.path}:1:1"
        self.problems.append(Problem(slug, message, str(where), hint))

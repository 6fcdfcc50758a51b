"""A drawing with its processes and pools, and its elements by id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frictionaudit.domain.procedure import Skipped, SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.descriptions import Descriptions, Neighbours, listed, words
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.xml_tree import Element, XmlTree

_STEPS_AND_FLOWS = NODES | {"sequenceFlow"}
_POOLS = frozenset({"participant", "process"})
PAGE_ID = "{urn:frictionaudit:1}id"
"""The id that an element has on a page, where XML does not take it."""
PAGE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}")
_CLIPPED = 20
"""Text of more than this many times the length that is read is not even folded."""


@dataclass(frozen=True)
class Pool:
    """A participant with the process that is drawn in it; None for a black box."""

    id: str
    name: str
    element: Element
    process: Element | None


@dataclass
class Drawing:
    """The file as a whole."""

    path: str
    tree: XmlTree
    processes: tuple[Element, ...] = ()
    pools: tuple[Pool, ...] = ()
    pool_by: dict[int, Pool] = field(default_factory=dict)
    """The pool of each participant and of each process that one refers to."""
    ids: Mapping[str, Element] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    ties: tuple[tuple[Element, Element], ...] = ()
    """The two ends of each association, in the direction in which it is drawn."""
    skipped: list[Skipped] = field(default_factory=list)
    _short_names: dict[int, str] = field(default_factory=dict)
    _inside: dict[int, tuple[Element, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: XmlTree, path: str) -> Drawing:
        """Collect processes, pools and ids; ids that occur twice get a number."""
        drawing = cls(path, tree)
        drawing._refuse_too_many()
        drawing._take_ids()
        every = list(tree.root.all("process"))
        full = [process for process in every if any(child.name in NODES for child in process.children)]
        full = _not_only_called(full, tree, drawing.ids)
        drawing.processes = tuple(full or every[:1])
        drawing.pools = tuple(drawing._pools())
        drawing.ties = tuple(drawing._ties())
        return drawing

    def _refuse_too_many(self) -> None:
        left = {"steps and flows": LIMITS.drawing_steps, "pools and processes": LIMITS.drawing_pools}
        for element in self.tree.elements:
            if element.name in _STEPS_AND_FLOWS:
                what = "steps and flows"
            elif element.name in _POOLS:
                what = "pools and processes"
            else:
                continue
            left[what] -= 1
            if left[what] < 0:
                most = LIMITS.drawing_steps if element.name in _STEPS_AND_FLOWS else LIMITS.drawing_pools
                message = f"the drawing has more than {most:,} {what}"
                raise InputError.of("too-large", message, str(self.span(element)), "split it into several drawings")

    def _take_ids(self) -> None:
        ids: dict[str, Element] = {}
        usable: dict[int, str] = {}
        taken = Ids()
        named: set[tuple[str, str]] = set()
        for element in self.tree.elements:
            raw = element.get("id")
            if not raw:
                continue
            first = ids.get(raw)
            if first is None:
                ids[raw] = element
            called = ""
            if element.own and (element.name in NODES or element.name in ("lane", "participant", "process")):
                page_id, table = element.get(PAGE_ID), "steps" if element.name in NODES else "parties"
                fits = PAGE_NAME.fullmatch(page_id) is not None and (table, page_id) not in named
                usable[id(element)] = name = page_id if fits else taken.give(raw)
                named.add((table, name))
                called = f"it is called '{name}' here, and " if first is not None else ""
            if element.own and first is not None:
                why = f"the same id is on line {first.line}; {called}flows lead only to the first"
                self.skip(f"id '{raw[:80]}'", why, element)
        self.ids, self.names = ids, usable

    def _pools(self) -> Iterator[Pool]:
        for collaboration in self.tree.root.all("collaboration"):
            for participant in collaboration.all("participant"):
                process = self.find(participant.get("processRef"))
                known = process if process is not None and process in self.processes else None
                pool = Pool(self.id(participant), self.name(participant), participant, known)
                self.pool_by[id(participant)] = pool
                if process is not None:
                    self.pool_by.setdefault(id(process), pool)
                yield pool

    def _ties(self) -> Iterator[tuple[Element, Element]]:
        for element in self.tree.elements:
            if element.name != "association" or not element.own:
                continue
            source, target = (self.find(element.get(key)) for key in ("sourceRef", "targetRef"))
            if source is None or target is None:
                self.skip("association", "one of its ends is missing", element)
            else:
                yield source, target

    def inside(self, process: Element) -> tuple[Element, ...]:
        """A process and everything in it, in the order of the file."""
        inside = self._inside.get(id(process))
        if inside is None:
            inside = self._inside[id(process)] = tuple(process.below())
        return inside

    def find(self, reference: str) -> Element | None:
        """The element that a reference means, with or without the prefix of its namespace."""
        target = self.ids.get(reference)
        if target is None and ":" in reference:
            target = self.ids.get(reference.rpartition(":")[2])
        return target

    def named(self, element: Element, child: str) -> list[Element]:
        """The elements whose ids are the text of the children of this name."""
        targets = (self.find(inner.text.strip()) for inner in element.children if inner.name == child)
        return [target for target in targets if target is not None]

    def id(self, element: Element) -> str:
        """The usable and unique id of a node, lane, pool or process; made from its place where it has none."""
        return self.names.get(id(element)) or f"{element.name}-in-line-{element.line}-{element.column}"

    def name(self, element: Element) -> str:
        """Its name on one line, as words; empty where it has none."""
        name = self._short_names.get(id(element))
        if name is None:
            name = words(self.short(element.attributes.get("name", ""), element))
            self._short_names[id(element)] = name
        return name

    def short(self, text: str, element: Element, most: int = LIMITS.name_length) -> str:
        """A text on one line, cut off at a length that nobody reads to the end."""
        folded = " ".join(listed(text[: most * _CLIPPED]).split())
        if len(folded) <= most and len(text) <= most * _CLIPPED:
            return folded
        self.skip(f"text of {len(text)} characters", f"only its first {most} are read", element)
        return folded[: most - 1] + "…"

    def skip(self, what: str, why: str, element: Element, *, part: bool = False, lost: bool = False) -> None:
        """List something that a procedure cannot hold.

        `part` marks what has steps of the procedure in it, `lost` what belongs to it and could not be read.
        """
        where = element.span(self.path)
        self.skipped.append(Skipped(what=what, why=why, where=where, part=part, not_understood=lost))

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours.of(self.tree.elements, self.find)

    @property
    def _descriptions(self) -> Descriptions:
        """Made for each use. If the drawing kept it, the two would hold each other in memory."""
        return Descriptions(self._neighbours, self.find, self.name)

    def called(self, element: Element) -> str:
        """An element as a reader knows it: by its name, or by what stands beside it."""
        return self._descriptions.called(element)

    def flow_called(self, flow: Element) -> str:
        return self._descriptions.flow(flow)

    @property
    def is_ours(self) -> bool:
        """Whether a page was written as this drawing: it then says all it knows, and nothing is read out of names."""
        return self.tree.root.get("exporter") == "frictionaudit"

    def pool_of(self, process: Element) -> Pool | None:
        return self.pool_by.get(id(process))

    def span(self, element: Element) -> SourceSpan:
        return element.span(self.path)


def _not_only_called(processes: list[Element], tree: XmlTree, ids: Mapping[str, Element]) -> list[Element]:
    """The processes that begin by themselves: those of a pool, and those that no other one calls."""
    called = {
        ids.get(element.get("calledElement").rpartition(":")[2])
        for element in tree.elements
        if element.name == "callActivity" and element.children and any(child.file for child in element.children)
    }
    pools = {ids.get(element.get("processRef")) for element in tree.elements if element.name == "participant"}
    return [process for process in processes if process not in called or process in pools] or processes

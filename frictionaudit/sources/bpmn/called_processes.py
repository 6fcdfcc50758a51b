"""Call activities are followed: the called process, of this file or of one beside it, stands inside the call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frictionaudit.domain.procedure import Skipped
from frictionaudit.errors import InputError
from frictionaudit.files import is_file, read
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.xml import parse
from frictionaudit.sources.bpmn.xml_tree import Element, XmlTree

_DEEPEST = 8
"""Calls inside calls; a process that calls itself would never end."""
_MOST_FILES = 2_000
_LARGEST = 2_000_000
"""Bytes of a file that is searched for called processes; larger ones are read by themselves only."""
_PROCESS = re.compile(rb"<(?:[\w.-]+:)?process\b[^<>]*?\bid\s*=\s*[\"']([^\"'<>]{1,500})[\"']")
_ENDINGS = (".bpmn", ".bpmn2", ".bpmn20.xml")

_SHARED = ("error", "escalation", "EventDefinition", "dataStore", "itemDefinition", "message", "resource")
_NO_REFERENCES = ("name", "calledElement", "errorCode", "escalationCode")


@dataclass(frozen=True)
class _Call:
    element: Element
    chain: tuple[tuple[str, str], ...]
    """The processes around the call, as file and id."""


def follow_calls(tree: XmlTree, path: str) -> list[Skipped]:
    """Put what a call activity calls inside it, with ids of its own; returns the calls that lead nowhere."""
    calls = [_Call(element, ()) for element in tree.elements if element.name == "callActivity" and element.own]
    skipped: list[Skipped] = []
    if not calls:
        return skipped
    own = {element.get("id"): element for element in tree.elements if element.name == "process" and element.own}
    for call in calls:  # grows while it is walked
        wanted = _called(call.element)
        if not wanted:
            continue
        file, process, why = _find(wanted, call, own, path)
        if process is None or any(child.name in NODES for child in call.element.children):
            name = " ".join(call.element.get("name").split())[:80] or wanted[:80]
            if why:
                skipped.append(Skipped(what=f"called process of '{name}'", why=why, where=call.element.span(path)))
            continue
        chain = (*call.chain, (file, wanted))
        size = sum(1 for _ in process.below())
        if len(chain) > _DEEPEST or (file, wanted) in call.chain or _around(call.element) is process:
            why = "it calls itself" if len(chain) <= _DEEPEST else f"calls are followed {_DEEPEST} levels deep"
        elif len(tree.elements) + size > LIMITS.drawing_steps:
            why = f"with all that is called the drawing has more than {LIMITS.drawing_steps:,} elements"
        else:
            copies = list(_copied(process, call.element, file, _shared(process) if file != path else ()))
            tree.elements += copies
            calls += [_Call(copy, chain) for copy in copies if copy.name == "callActivity"]
            continue
        what = f"called process '{wanted[:80]}'"
        skipped.append(Skipped(what=what, why=f"it is read as one step: {why}", where=call.element.span(path)))
    return skipped


def _called(call: Element) -> str:
    """The id of the called process; empty where the drawing computes it."""
    name = call.get("calledElement")
    for extension in call.all("extensionElements"):
        for child in extension.children:
            if child.name == "calledElement" and not child.own:
                name = name or child.get("processId")
    return "" if name.startswith(("$", "#", "=")) else name.rpartition(":")[2]


def _find(wanted: str, call: _Call, own: Mapping[str, Element], path: str) -> tuple[str, Element | None, str]:
    """The called process with its file, and why there is none."""
    here = call.chain[-1][0] if call.chain else path
    if here == path and wanted in own:
        return path, own[wanted], "" if any(child.name in NODES for child in own[wanted].children) else "it is empty"
    if not is_file(Path(path)):
        return path, None, ""
    folder = Path(path).parent
    file = _index(str(folder), folder.stat().st_mtime_ns).get(wanted)
    if file is None or Path(file).name == Path(path).name:
        found = own.get(wanted)
        return path, found, "" if found is not None else f"no drawing in this folder has the process '{wanted[:80]}'"
    try:
        process = _processes(file, Path(file).stat().st_mtime_ns).get(wanted)
    except (InputError, OSError):
        return file, None, f"'{Path(file).name}' cannot be read"
    return file, process, "" if process is not None else f"'{Path(file).name}' has no such process"


@lru_cache(maxsize=8)
def _index(folder: str, _: int) -> Mapping[str, str]:
    """The file of each process of a folder; the first by name, where several files have one of the same id."""
    files = sorted(file for file in Path(folder).iterdir() if file.name.lower().endswith(_ENDINGS))[:_MOST_FILES]
    index: dict[str, str] = {}
    for file in files:
        try:
            if file.is_file() and file.stat().st_size <= _LARGEST:
                for match in _PROCESS.finditer(file.read_bytes()):
                    index.setdefault(match[1].decode("utf-8", "replace"), str(file))
        except OSError:
            continue
    return index


@lru_cache(maxsize=4)
def _processes(file: str, _: int) -> Mapping[str, Element]:
    tree = parse(read(Path(file)), file)
    return {process.get("id"): process for process in tree.root.all("process")}


def _around(element: Element) -> Element | None:
    at: Element | None = element
    while at is not None and at.name != "process":
        at = at.parent
    return at


def _shared(process: Element) -> tuple[Element, ...]:
    """What the processes of another file share and refer to: its errors, resources, systems and the like."""
    around = process.parent.children if process.parent is not None else ()
    return tuple(child for child in around if child.own and child.name.endswith(_SHARED))


def _copied(process: Element, call: Element, file: str, shared: Sequence[Element]) -> Iterator[Element]:
    """Copies of all that a process holds and refers to, inside the call, with ids and references of their own."""
    content = (*process.children, *shared)
    own = {element.get("id") for part in (process, *shared) for element in part.below() if element.get("id")}
    prefix = f"{call.get('id') or f'call-{call.line}'}."

    def renamed(value: str) -> str:
        bare = value.strip()
        bare = bare if bare in own else bare.rpartition(":")[2]
        return prefix + bare if bare in own else value

    stack = [(child, call) for child in reversed(content)]
    while stack:
        element, parent = stack.pop()
        attributes = {
            key: value if key in _NO_REFERENCES else renamed(value) for key, value in element.attributes.items()
        }
        copy = Element(
            element.name, element.namespace, element.line, element.column, attributes, parent, [],
            renamed(element.text) if element.text else "", element.last_line, element.own, element.file or file,
        )  # fmt: skip
        parent.children.append(copy)
        yield copy
        stack += [(child, copy) for child in reversed(element.children)]

"""What to call an element in a message: its name, or where it stands; never its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from frictionaudit.sources.bpmn.xml_tree import Element

NEAR = 12
"""Unnamed elements searched for a named neighbour before giving up."""
_NOUNS = {
    "startEvent": "start",
    "endEvent": "end",
    "subProcess": "sub-process",
    "transaction": "transaction",
    "adHocSubProcess": "ad-hoc sub-process",
    "callActivity": "call activity",
    "boundaryEvent": "boundary event",
    "participant": "pool",
    "dataObjectReference": "document",
    "dataStoreReference": "system",
}
_ENDINGS = {"Task": "task", "Gateway": "gateway", "Event": "event"}


_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_SHORT_PART = 6
"""Letters of a part of a label that may be half of a name; Certificate or Application is a word."""
_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—▪◦‣]|\d{1,2}[.)])[ \t]+", re.MULTILINE)


def words(name: str) -> str:
    """A label as words: CheckTheForm, checkForm and check_the_form are split, what has a blank already is not.

    Two short parts with capitals are left together: they may be the name of a system, as in PayPal.
    """
    if not name or " " in name or not name[0].isalpha() or len(name) > 100:
        return name
    text = name.replace("_", " ").strip() if "_" in name else name
    parts = _HUMP.split(text)
    is_name = len(parts) == 2 and all(part.istitle() and len(part) <= _SHORT_PART for part in parts)
    enough = len(parts) > 1 and not is_name
    return " ".join(parts) if enough and all(len(part) > 1 for part in parts) else text


def listed(text: str) -> str:
    """A list with bullets on one line, its entries told apart by semicolons: it is no sentence."""
    if "\n" not in text or not _BULLET.search(text):
        return text
    lines = [line.strip() for line in _BULLET.sub("\0", text).splitlines() if line.strip()]
    joined = ""
    for line in lines:
        bullet, line = line.startswith("\0"), line.lstrip("\0").strip()
        apart = "" if not joined else " " if joined[-1] in ":;,.!?" or not bullet else "; "
        joined += apart + line
    return joined


@dataclass
class Neighbours:
    """What stands before and after each element of a drawing."""

    before: dict[int, list[Element]] = field(default_factory=dict)
    after: dict[int, list[Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Iterable[Element], find: Callable[[str], Element | None]) -> Neighbours:
        """Those that the sequence flows join."""
        found = cls()
        for flow in elements:
            if flow.name == "sequenceFlow" and flow.own:
                source, target = find(flow.get("sourceRef")), find(flow.get("targetRef"))
                if source is not None and target is not None:
                    found.after.setdefault(id(source), []).append(target)
                    found.before.setdefault(id(target), []).append(source)
        return found


class Descriptions:
    """Describes elements of a drawing, those without a name by their neighbours."""

    def __init__(
        self, neighbours: Neighbours, find: Callable[[str], Element | None], name: Callable[[Element], str]
    ) -> None:
        self._find, self._name = find, name
        self._before, self._after = neighbours.before, neighbours.after

    def called(self, element: Element) -> str:
        """'Check the form', or the unnamed task after 'Check the form'."""
        name = self._name(element)
        if name:
            return f"'{name}'"
        noun = _noun(element.name)
        if element.name == "boundaryEvent":
            host = self._find(element.get("attachedToRef"))
            return f"the unnamed {noun} on {self.called(host)}" if host not in (None, element) else f"an unnamed {noun}"
        directions = (("after", self._before), ("before", self._after))
        for word, neighbours in directions[::-1] if element.name == "startEvent" else directions:
            near = self._nearest(element, neighbours)
            if near:
                return f"the unnamed {noun} {word} '{near}'"
        around = element.parent
        while around is not None and around.name not in ("definitions", "collaboration"):
            if self._name(around):
                return f"an unnamed {noun} in '{self._name(around)}'"
            around = around.parent
        return f"an unnamed {noun}"

    def flow(self, flow: Element) -> str:
        """A flow by its name, or by its ends."""
        name = self._name(flow)
        if name:
            return f"flow '{name}'"
        source, target = self._find(flow.get("sourceRef")), self._find(flow.get("targetRef"))
        ends = [
            f"{word} {self.called(end)}" for word, end in (("from", source), ("to", target)) if end not in (None, flow)
        ]
        return " ".join(["flow", *ends]) if ends else "a flow"

    def _nearest(self, element: Element, neighbours: dict[int, list[Element]]) -> str:
        seen, queue = {id(element)}, [element]
        for near in queue:  # grows while it is walked
            for following in neighbours.get(id(near), ()):
                if self._name(following):
                    return self._name(following)
                if id(following) not in seen and len(seen) < NEAR:
                    seen.add(id(following))
                    queue.append(following)
        return ""


def _noun(name: str) -> str:
    return _NOUNS.get(name) or next((noun for ending, noun in _ENDINGS.items() if name.endswith(ending)), name)

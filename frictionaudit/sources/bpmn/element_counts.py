"""Elements of a drawing counted by name as in the file, process by process, without interpretation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from frictionaudit.sources.bpmn.xml_tree import Element, XmlTree

_EXACT = {
    "task": "drawn_tasks",
    "callActivity": "drawn_tasks",
    "subProcess": "drawn_subprocesses",
    "transaction": "drawn_subprocesses",
    "adHocSubProcess": "drawn_subprocesses",
    "startEvent": "drawn_events",
    "endEvent": "drawn_events",
    "intermediateCatchEvent": "drawn_events",
    "intermediateThrowEvent": "drawn_events",
    "boundaryEvent": "drawn_events",
    "sequenceFlow": "drawn_flows",
    "messageFlow": "drawn_message_flows",
    "lane": "drawn_lanes",
    "participant": "drawn_pools",
    "dataObjectReference": "drawn_data",
    "dataStoreReference": "drawn_data",
}
_ENDING = {"Task": "drawn_tasks", "Gateway": "drawn_gateways"}
KEYS = tuple(sorted({*_EXACT.values(), *_ENDING.values()}))


def count_elements(tree: XmlTree, parts: Sequence[Sequence[Element]]) -> list[dict[str, int]]:
    """The counts of each group of processes; what is in none counts with the first, so the sum is the file's."""
    counts: list[Counter[str]] = [Counter() for _ in parts] or [Counter()]
    number = {id(process): n for n, processes in enumerate(parts) for process in processes}
    stack = [(tree.root, 0)]
    while stack:
        element, n = stack.pop()
        if element.file:  # taken from another process
            continue
        n = number.get(id(element), n)
        if element.own:  # a tool's element may bear the name of one of BPMN's
            counts[n][_key(element.name)] += 1
        stack += [(child, n) for child in element.children]
    for name, times in tree.layout.items():
        counts[0][_key(name)] += times
    return [{key: count[key] for key in KEYS} for count in counts]


@lru_cache(maxsize=1000)
def _key(name: str) -> str:
    return _EXACT.get(name) or next((key for ending, key in _ENDING.items() if name.endswith(ending)), "")

"""Which pools belong to one procedure: those that exchange messages or a flow leads between, the customer's too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.elements import ACTIVITIES, NODES
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.messages import flows, pool_around
from frictionaudit.sources.bpmn.process_graph import process_around
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import plain

_GENERAL = re.compile(
    r"(?:(?:new|main|default|neuer|nouveau) )?(?:process|prozess|processus|proceso|processo|diagram\w*|workflow"
    r"|main|pool)"
    r"(?:[ _-]?(?:\d\w*|\w*\d))?",
    re.IGNORECASE,
)
"""Names that a tool gives a process, or that say nothing."""


@dataclass(frozen=True)
class Collaboration:
    """The processes that become one procedure; the main one gives it its id, its title and its place."""

    processes: tuple[Element, ...]
    main: Element
    pools: tuple[Pool, ...] = ()
    customers: tuple[Element, ...] = ()
    """The processes of the customer's pools."""

    @property
    def joined(self) -> bool:
        """Whether several pools take part; what is drawn outside every pool is part of the pool that leads there."""
        return len(self.pools) > 1


def collaborations(drawing: Drawing, customers: Customers) -> list[Collaboration]:
    """The processes of a drawing, in the order of the file; those with a message or a flow between them together."""
    tied = _Groups(drawing.processes)
    for flow in flows(drawing):
        ends = [pool_around(drawing, drawing.find(flow.get(key))) for key in ("sourceRef", "targetRef")]
        tied.join(pool.process for pool in ends if pool is not None)
    for ends_of_flow in _crossing(drawing):
        tied.join(ends_of_flow)
    return [_collaboration(drawing, processes, customers) for processes in _with_steps(drawing, tied.listed())]


class _Groups:
    """Processes that belong together."""

    def __init__(self, processes: Sequence[Element]) -> None:
        self._processes = processes
        self._number = {id(process): n for n, process in enumerate(processes)}

    def join(self, processes: Iterable[Element | None]) -> None:
        """Put the groups of these processes together."""
        numbers = {self._number[id(process)] for process in processes if id(process) in self._number}
        if len(numbers) < 2:
            return
        for key, number in self._number.items():
            if number in numbers:
                self._number[key] = min(numbers)

    def listed(self) -> list[tuple[Element, ...]]:
        """The groups, in the order of the file."""
        return [
            tuple(process for process in self._processes if self._number[id(process)] == n)
            for n in sorted(set(self._number.values()))
        ]


def _crossing(drawing: Drawing) -> Iterator[tuple[Element, Element]]:
    """The processes at the ends of each sequence flow that leads from one to another.

    BPMN has messages there. Editors draw such a flow where an end was put beside the pool.
    """
    for process in drawing.processes:
        for flow in drawing.inside(process):
            if flow.name == "sequenceFlow" and flow.own:
                ends = [drawing.find(flow.get(key)) for key in ("sourceRef", "targetRef")]
                source, target = (process_around(end) if end is not None else None for end in ends)
                if source is not None and target is not None and source is not target:
                    yield source, target


def _with_steps(drawing: Drawing, groups: list[tuple[Element, ...]]) -> list[tuple[Element, ...]]:
    """The groups without those that are only events or gateways beside all pools; these are listed."""
    kept = [group for group in groups if not drawing.pools or not _is_stray(drawing, group)]
    if not kept:
        return groups or [(drawing.tree.root,)]
    for process in (process for group in groups if group not in kept for process in group):
        for node in (child for child in process.children if child.own and child.name in NODES):
            drawing.skip(drawing.called(node), "it stands outside every pool, and no flow leads to it", node, lost=True)
    return kept


def _is_stray(drawing: Drawing, group: tuple[Element, ...]) -> bool:
    """Whether processes are in no pool and hold neither something to do nor a flow."""
    inside = (element for process in group for element in drawing.inside(process) if element.own)
    return not any(element.name in ACTIVITIES or element.name == "sequenceFlow" for element in inside) and not any(
        drawing.pool_of(process) for process in group
    )


def alone(drawing: Drawing, pool: str, customers: Customers) -> list[Collaboration]:
    """The process of one pool, without those it exchanges messages with; InputError where there is no such pool."""
    drawn = [candidate for candidate in drawing.pools if candidate.process is not None]
    for candidate in drawn:
        if candidate.process is None:
            continue
        called = (candidate.name, candidate.id, candidate.element.get("id"), candidate.process.get("id"))
        if plain(pool) in map(plain, called):
            return [_collaboration(drawing, _with_strays(drawing, candidate.process), customers)]
    for process in drawing.processes:
        if drawing.pool_of(process) is None and plain(pool) in (plain(drawing.name(process)), plain(process.get("id"))):
            return [_collaboration(drawing, (process,), customers)]
    names = [candidate.name or candidate.id for candidate in drawn]
    empty = any(plain(pool) == plain(candidate.name) for candidate in drawing.pools)
    message = f"the pool '{pool}' is empty in this drawing" if empty else f"the drawing has no pool '{pool}'"
    hint = did_you_mean(pool, names) or (f"its pools are {', '.join(names[:8])}" if names else "it has no pools")
    raise InputError.of("dangling-reference", message, f"{drawing.path}:1:1", hint)


def _with_strays(drawing: Drawing, pool: Element) -> tuple[Element, ...]:
    """The process of a pool, with what a flow joins to it outside every pool."""
    tied = _Groups(drawing.processes)
    for ends in _crossing(drawing):
        if all(end is pool or drawing.pool_of(end) is None for end in ends):
            tied.join(ends)
    return next(group for group in tied.listed() if pool in group)


def title_of(drawing: Drawing, part: Collaboration, stem: str, single: bool) -> str:
    """What a procedure is called; `stem` is the file's name, which names it where it is the `single` one.

    A pool names who takes part rather than what is done. It names the procedure if the process has no telling name.
    """
    pool, own = drawing.pool_of(part.main), drawing.name(part.main)
    around = pool.element.parent if pool is not None and single else None
    together = drawing.name(around) if around is not None else ""
    file, called = stem if single else "", pool.name if pool is not None else ""
    if own == called and (part.joined or part.main in part.customers):
        own = ""  # a tool gave the process the name of its pool
    if part.joined:
        names = [together, own, file, called]
    elif part.main in part.customers:
        names = [own, together, file, called]
    elif any(child.name == "laneSet" for child in part.main.children):
        names = ["" if _GENERAL.fullmatch(own) else own, called, own, together]
    else:
        names = [own, together, called]
    return next((name for name in names if name), stem)


def _collaboration(drawing: Drawing, processes: Sequence[Element], customers: Customers) -> Collaboration:
    pools = [pool for process in processes if (pool := drawing.pool_of(process)) is not None]
    theirs = {id(pool.process) for pool in pools if customers.include(pool.name, pool.id)}
    ours = [process for process in processes if id(process) not in theirs]
    main = next((process for process in ours if drawing.pool_of(process) is not None), (ours or processes)[0])
    customer = tuple(process for process in processes if id(process) in theirs)
    return Collaboration(tuple(processes), main, tuple(pools), customer)

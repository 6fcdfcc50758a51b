"""Which pools belong to one procedure: those that exchange messages, the customer's included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.messages import flows, pool_around
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
        return len(self.processes) > 1


def collaborations(drawing: Drawing, customers: Customers) -> list[Collaboration]:
    """The processes of a drawing, those whose pools exchange messages together, in the order of the file."""
    group = {id(process): n for n, process in enumerate(drawing.processes)}
    for flow in flows(drawing):
        ends = [pool_around(drawing, drawing.find(flow.get(key))) for key in ("sourceRef", "targetRef")]
        numbers = {group[id(pool.process)] for pool in ends if pool is not None and id(pool.process) in group}
        for key, number in group.items():
            if number in numbers:
                group[key] = min(numbers)
    listed = [
        tuple(process for process in drawing.processes if group[id(process)] == n) for n in sorted(set(group.values()))
    ]
    return [_collaboration(drawing, processes, customers) for processes in listed or [(drawing.tree.root,)]]


def alone(drawing: Drawing, pool: str, customers: Customers) -> list[Collaboration]:
    """The process of one pool, without those it exchanges messages with; InputError where there is no such pool."""
    drawn = [candidate for candidate in drawing.pools if candidate.process is not None]
    for candidate in drawn:
        if candidate.process is None:
            continue
        called = (candidate.name, candidate.id, candidate.element.get("id"), candidate.process.get("id"))
        if plain(pool) in map(plain, called):
            return [_collaboration(drawing, (candidate.process,), customers)]
    for process in drawing.processes:
        if drawing.pool_of(process) is None and plain(pool) in (plain(drawing.name(process)), plain(process.get("id"))):
            return [_collaboration(drawing, (process,), customers)]
    names = [candidate.name or candidate.id for candidate in drawn]
    empty = any(plain(pool) == plain(candidate.name) for candidate in drawing.pools)
    message = f"the pool '{pool}' is empty in this drawing" if empty else f"the drawing has no pool '{pool}'"
    hint = did_you_mean(pool, names) or (f"its pools are {', '.join(names[:8])}" if names else "it has no pools")
    raise InputError.of("dangling-reference", message, f"{drawing.path}:1:1", hint)


def title_of(drawing: Drawing, part: Collaboration, stem: str, single: bool) -> str:
    """What a procedure is called; `stem` is the file's name, which names it where it is the `single` one.

    A pool names who takes part rather than what is done. It names the procedure if the process has no telling name.
    """
    pool, own = drawing.pool_of(part.main), drawing.name(part.main)
    around = pool.element.parent if pool is not None and single else None
    together = drawing.name(around) if around is not None else ""
    file, called = stem if single else "", pool.name if pool is not None else ""
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
    main = next((process for process in processes if id(process) not in theirs), processes[0])
    customer = tuple(process for process in processes if id(process) in theirs)
    return Collaboration(tuple(processes), main, tuple(pools), customer)

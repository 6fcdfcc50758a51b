"""Ids that XML takes: each only once in a file, beginning with a letter; the page's own id stands beside it."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from frictionaudit.domain.procedure import Procedure

_ODD = re.compile(r"[^A-Za-z0-9_.-]")


class XmlIds:
    """The XML ids of one procedure's parts; steps keep theirs where XML allows it."""

    def __init__(self, procedure: Procedure) -> None:
        self._taken: set[str] = set()
        self._steps = {id: self._give(id) for id in procedure.steps}
        self._parties = {id: self._give(id) for id in procedure.parties}
        self._flows = {
            (source, flow.key): self._give(flow.id or f"{source}.to.{flow.to}") for source, flow in procedure.flows
        }
        names = ("definitions", "collaboration", "pool", "process", "lanes", "diagram", "plane")
        fixed = {name: self._give(f"{name}_{procedure.id}") for name in names}
        self.definitions, self.collaboration, self._pool = (fixed[name] for name in names[:3])
        self.process, self.lane_set, self.diagram, self.plane = (fixed[name] for name in names[3:])

    def step(self, id: str) -> str:
        return self._steps[id]

    def pool(self, party: str | None) -> str:
        """The pool around the process, which can be a party itself."""
        return self._pool if party is None else self._parties[party]

    def party(self, id: str) -> str:
        return self._parties[id]

    def flow(self, source: str, key: str) -> str:
        return self._flows[source, key]

    def named(self, id: str) -> str:
        """The page's id of a step or party as an attribute, where XML's is another."""
        given = self._steps.get(id) if id in self._steps else None
        party = self._parties.get(id)
        changed = (given is not None and given != id) or (party is not None and party != id)
        return f" friction:id={quoteattr(id)}" if changed else ""

    def named_flow(self, source: str, key: str) -> str:
        """The page's id of a flow as an attribute, where XML's is another."""
        return f" friction:id={quoteattr(key)}" if self._flows[source, key] != key else ""

    def _give(self, raw: str) -> str:
        plain = _ODD.sub("-", raw)
        name = plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"
        id, n = name, 1
        while id in self._taken:
            n += 1
            id = f"{name}-{n}"
        self._taken.add(id)
        return id

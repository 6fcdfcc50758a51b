"""What a BPMN file is written from: the procedure, how it is drawn, and what an imported file says of its elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.procedure.originals import Original


@dataclass(frozen=True)
class BpmnSource:
    """What a BPMN file is written from.

    `drawn` is `procedure` with a gateway wherever BPMN needs one; `gateway_of` names the step that such a gateway
    belongs to. Our reader folds them again.
    """

    procedure: Procedure
    drawn: Procedure
    gateway_of: Mapping[str, str]
    originals: Mapping[str, Original] = field(default_factory=dict)
    """The elements of an imported file by id: their kind, events and other tools' extensions are written again."""
    process: str | None = None
    """The process of the imported file, where `drawn` is as it draws it: each step has its element in `originals`."""
    inside: Mapping[str, str] = field(default_factory=dict)
    """The sub-process around a step."""
    hosts: Mapping[str, str] = field(default_factory=dict)
    """The activity on whose border an event stands."""

    @property
    def own(self) -> bool:
        """Whether `drawn` is as the imported file draws it."""
        return self.process is not None

    @cached_property
    def seats(self) -> Mapping[str, list[str]]:
        """The steps of each party that has any."""
        seats: dict[str, list[str]] = {}
        for id, step in self.drawn.steps.items():
            if step.by is not None:
                seats.setdefault(step.by, []).append(id)
        return {party: seats[party] for party in self.drawn.parties if party in seats}

    @cached_property
    def lanes(self) -> Mapping[str, list[str]]:
        """The steps of each party that has a lane; a pool of the imported file that is the only party has none."""
        return {party: steps for party, steps in self.seats.items() if party != self.pool_party}

    @cached_property
    def own_pool(self) -> str | None:
        """The pool around the process in the imported file; None where there is none."""
        pools = (id for id, one in self.originals.items() if one.tag == "participant" and one.process == self.process)
        return next(pools, None) if self.process is not None else None

    @property
    def pooled(self) -> bool:
        """Whether a pool is drawn around the lanes: as in the imported file, else wherever there are lanes."""
        return self.own_pool is not None if self.own else bool(self.seats)

    @property
    def pool_party(self) -> str | None:
        """The party that the pool itself is."""
        alone = self.own_pool in self.drawn.parties and set(self.seats) <= {self.own_pool}
        return self.own_pool if alone else None

    @property
    def pool_name(self) -> str:
        """The title, where every lane has a name, since a lane without one bears that of its pool."""
        if self.own_pool is not None:
            return self.originals[self.own_pool].name
        return self.drawn.title if all(self.drawn.parties[party].name for party in self.lanes) else ""

    @property
    def process_name(self) -> str:
        """The name of the process in the imported file, else the title where no pool bears it."""
        if self.process is not None:
            return self.originals[self.process].name if self.process in self.originals else ""
        return "" if self.pooled else self.drawn.title

    @property
    def frames(self) -> frozenset[str]:
        """The sub-processes with steps inside."""
        return frozenset(self.inside.values())

"""What the parts of a procedure are called in a sentence: by their names in quotes, else by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value


@dataclass
class PartNames:
    """Names in the procedure as changed so far, else of parts that later changes add, else of parts removed."""

    now: Procedure
    new: Mapping[tuple[str, ...], Value] = field(default_factory=dict)
    old: Procedure | None = None

    def part(self, place: tuple[str, ...]) -> Value | None:
        """The part at a place, if it is there, will be, or was."""
        part: Value | None = self._in(self.now, place)
        if part is None:
            part = self.new.get(place)
        if part is None and self.old is not None:
            part = self._in(self.old, place)
        return part

    @staticmethod
    def _in(procedure: Procedure, place: tuple[str, ...]) -> Any:
        part: Any = procedure
        if place[:1] == ("promises",):
            part = next((promise for promise in procedure.promises if promise.key == place[1]), None)
        elif place:
            part = getattr(procedure, place[0]).get(place[1])
        if len(place) == 4 and part is not None:
            part = part.flow(place[3]) if place[0] == "steps" else part.field(place[3])
        return part

    def of(self, table: str, id: str) -> str:
        """A part's name, or its id where it has none, in quotes."""
        return f"'{getattr(self.part((table, id)), 'name', None) or id}'"

    def step(self, id: str) -> str:
        """A step's name."""
        return self.of("steps", id)

    def form(self, id: str) -> str:
        """A form's name."""
        return self.of("forms", id)

    def question(self, form: str, data: str) -> str:
        """A question by its label."""
        label = getattr(self.part(("forms", form, "fields", data)), "label", None) or data
        return f"the question '{label}'"

    def flow(self, step: str, key: str) -> str:
        """Where a flow leads: the name of its target."""
        return self.step(getattr(self.part(("steps", step, "next", key)), "to", key))

    def span(self, key: str) -> str:
        """The two steps between which a promise holds."""
        start, _, end = key.partition(">")
        return f"from {self.step(start)} to {self.step(end)}"

    def thing(self, id: Any) -> str:
        """The part that an id in a list stands for; a plain value where it is no part."""
        for table in ("forms", "documents", "steps", "parties", "places"):
            if self.part((table, str(id))) is not None:
                return self.of(table, str(id))
        return str(id)

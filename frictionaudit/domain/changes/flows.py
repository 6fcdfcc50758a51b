"""Changes to steps, the flows between them, and promised times."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfAFlow, OfATable, Removed
from frictionaudit.domain.procedure import Flow, Promise, Step
from frictionaudit.domain.values import Id


class PromiseAdded(Added):
    """A promise is added."""

    kind: Literal["promise-added"] = "promise-added"
    on, body = ("promises",), "promise"
    promise: Promise

    @property
    def place(self) -> tuple[str, ...]:
        return ("promises", self.promise.key)


class PromiseRemoved(OfATable, Removed):
    """A promise is removed."""

    kind: Literal["promise-removed"] = "promise-removed"
    on = ("promises",)


class PromiseAmended(OfATable, Amended):
    """An attribute of a promise is changed."""

    kind: Literal["promise-amended"] = "promise-amended"
    on = ("promises",)


class StepAdded(OfATable, Added):
    """A step is added, with its outgoing flows."""

    kind: Literal["step-added"] = "step-added"
    on, body = ("steps",), "step"
    id: Id
    step: Step


class StepRemoved(OfATable, Removed):
    """A step is removed; its outgoing flows go with it, and flows that lead to it must be rerouted."""

    kind: Literal["step-removed"] = "step-removed"
    on = ("steps",)


class StepAmended(OfATable, Amended):
    """An attribute of a step is changed; its flows have changes of their own."""

    kind: Literal["step-amended"] = "step-amended"
    on = ("steps",)


class FlowAdded(OfAFlow, Added):
    """A flow is added to a step."""

    kind: Literal["flow-added"] = "flow-added"
    body = "flow"
    flow: Flow

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow.key)


class FlowRemoved(OfAFlow, Removed):
    """A flow is removed from a step; `flow` is its id, or the step it leads to."""

    kind: Literal["flow-removed"] = "flow-removed"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowAmended(OfAFlow, Amended):
    """An attribute of a flow is changed: its share, its condition, its hand-off."""

    kind: Literal["flow-amended"] = "flow-amended"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowRerouted(OfAFlow):
    """A flow leads to a different step."""

    kind: Literal["flow-rerouted"] = "flow-rerouted"
    flow: str
    to: Id

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)

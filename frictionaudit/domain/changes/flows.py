"""Changes of steps, of the flows between them, and of promises."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfAFlow, OfATable, Removed
from frictionaudit.domain.procedure import Flow, Promise, Step
from frictionaudit.domain.values import Id


class PromiseAdded(Added):
    """Adds a promise."""

    kind: Literal["promise-added"] = "promise-added"
    on, body = ("promises",), "promise"
    promise: Promise

    @property
    def place(self) -> tuple[str, ...]:
        return ("promises", self.promise.key)


class PromiseRemoved(OfATable, Removed):
    """Removes a promise."""

    kind: Literal["promise-removed"] = "promise-removed"
    on = ("promises",)


class PromiseAmended(OfATable, Amended):
    """Changes one attribute of a promise."""

    kind: Literal["promise-amended"] = "promise-amended"
    on = ("promises",)


class StepAdded(OfATable, Added):
    """Adds a step, with its outgoing flows."""

    kind: Literal["step-added"] = "step-added"
    on, body = ("steps",), "step"
    id: Id
    step: Step


class StepRemoved(OfATable, Removed):
    """Removes a step with its outgoing flows. Reroute its incoming flows too."""

    kind: Literal["step-removed"] = "step-removed"
    on = ("steps",)


class StepAmended(OfATable, Amended):
    """Changes one attribute of a step. Flows have changes of their own, such as flow-amended."""

    kind: Literal["step-amended"] = "step-amended"
    on = ("steps",)


class FlowAdded(OfAFlow, Added):
    """Adds a flow from a step."""

    kind: Literal["flow-added"] = "flow-added"
    body = "flow"
    flow: Flow

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow.key)


class FlowRemoved(OfAFlow, Removed):
    """Removes a flow from a step. `flow` is its id, or the step it leads to."""

    kind: Literal["flow-removed"] = "flow-removed"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowAmended(OfAFlow, Amended):
    """Changes one attribute of a flow: its share, its condition, its hand-over."""

    kind: Literal["flow-amended"] = "flow-amended"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowRerouted(OfAFlow):
    """Leads a flow to another step."""

    kind: Literal["flow-rerouted"] = "flow-rerouted"
    flow: str
    to: Id

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)

"""Changes in what happens: steps, the ways between them, and the times that are promised."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfAFlow, OfATable, Removed
from frictionaudit.domain.procedure import Flow, Promise, Step
from frictionaudit.domain.values import Id


class PromiseAdded(Added):
    """A time is promised."""

    kind: Literal["promise-added"] = "promise-added"
    on, body = ("promises",), "promise"
    promise: Promise

    @property
    def place(self) -> tuple[str, ...]:
        return ("promises", self.promise.key)


class PromiseRemoved(OfATable, Removed):
    """A time is promised no longer."""

    kind: Literal["promise-removed"] = "promise-removed"
    on = ("promises",)


class PromiseAmended(OfATable, Amended):
    """Something about a promise is another."""

    kind: Literal["promise-amended"] = "promise-amended"
    on = ("promises",)


class StepAdded(OfATable, Added):
    """There is a new step, with its ways on."""

    kind: Literal["step-added"] = "step-added"
    on, body = ("steps",), "step"
    id: Id
    step: Step


class StepRemoved(OfATable, Removed):
    """A step is done no longer; its ways on go with it, the ways to it need rerouting."""

    kind: Literal["step-removed"] = "step-removed"
    on = ("steps",)


class StepAmended(OfATable, Amended):
    """Something about a step is another; its ways on change by flow, not here."""

    kind: Literal["step-amended"] = "step-amended"
    on = ("steps",)


class FlowAdded(OfAFlow, Added):
    """There is a new way on from a step."""

    kind: Literal["flow-added"] = "flow-added"
    body = "flow"
    flow: Flow

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow.key)


class FlowRemoved(OfAFlow, Removed):
    """A way on from a step exists no longer; `flow` is its id, or the step it leads to."""

    kind: Literal["flow-removed"] = "flow-removed"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowAmended(OfAFlow, Amended):
    """Something about a way on is another: its share, its condition, its hand-over."""

    kind: Literal["flow-amended"] = "flow-amended"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowRerouted(OfAFlow):
    """A way on leads to another step."""

    kind: Literal["flow-rerouted"] = "flow-rerouted"
    flow: str
    to: Id

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)

"""Times, shares and resources that simulation tools keep in a drawing, taken over as assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.procedure import DrawnProcedure, Plain
from frictionaudit.sources.bpmn.xml import Element

WHY = "simulation parameters in the drawing"


@dataclass(frozen=True)
class Time:
    """A time in seconds as its points, and what was made of a distribution that has none."""

    points: tuple[float, ...]
    of: str = ""

    def page(self) -> Plain | None:
        """The time as a page says it; None where it makes no sense."""
        if not all(math.isfinite(point) and 0 <= point < 1e10 for point in self.points) or not self.points:
            return None
        texts = [f"{point:.6f}".rstrip("0").rstrip(".") + "s" for point in sorted(self.points)]
        return {
            "value": ("..", "/")[len(texts) == 3].join(texts),
            "assumed": f"{WHY}, mean of {self.of}" if self.of else WHY,
        }


@dataclass(frozen=True)
class SimulationData:
    """One thing that the parameters say of a step or a flow."""

    reference: str
    element: Element
    work: Time | None = None
    wait: Time | None = None
    share: float | None = None
    resource: Mapping[str, Any] | None = None


def put(drawing: Drawing, one: DrawnProcedure, listed: Iterable[SimulationData]) -> None:
    """Put into the page what it does not say itself; what does not fit is listed."""
    taken = 0
    for said in listed:
        element = drawing.find(said.reference)
        if element is None or (id(element) not in one.steps and id(element) not in one.flows):
            continue
        if said.share is not None:
            taken += _share(one, said, element)
        if id(element) in one.steps:
            taken += _of_step(drawing, one, said, one.page["steps"][one.steps[id(element)]])
    if taken:
        _see_who_is_in_front(one)
        one.notes.append(f"{taken} times, shares and resources come from the {WHY}")


def _of_step(drawing: Drawing, one: DrawnProcedure, said: SimulationData, step: Plain) -> int:
    taken = 0
    if said.resource is not None and "by" not in step:
        party = said.resource["id"]
        one.page["parties"].setdefault(party, said.resource["party"])
        one.spans.setdefault(("parties", party), drawing.span(said.element))
        step["by"] = party
        taken += 1
    by = step.get("by")
    side = one.page["parties"][by]["side"] if by is not None else None
    part = "fill" if side == "customer" else "work"
    work, wait = (time.page() if time else None for time in (said.work, said.wait))
    if work is not None and step["kind"] == "task" and "effort" not in step:
        step["effort"] = {part: work}
        taken += 1
    if wait is not None and "wait" not in step:
        step["wait"] = {"queue": wait}
        taken += 1
    return taken


def _share(one: DrawnProcedure, said: SimulationData, element: Element) -> int:
    """A share where there is a choice; a flow without one is always taken."""
    if said.share is None or not 0 <= said.share <= 1:
        return 0
    taken = 0
    for id_, flow in one.flows.get(id(element), ()):
        step = one.page["steps"][id_]
        if len(step["next"]) > 1 and step["kind"] != "parallel":
            flow["share"] = {"value": round(said.share, 9), "assumed": WHY}
            taken = 1
    return taken


def number(element: Element, *names: str) -> float | None:
    """The first of some attributes that is a finite number."""
    for name in names:
        try:
            value = float(element.get(name))
        except ValueError:
            continue
        if math.isfinite(value):
            return value
    return None


def _see_who_is_in_front(one: DrawnProcedure) -> None:
    """Of the parties made from resources, those that the customer's steps lead to or come from are in front."""
    steps, parties = one.page["steps"], one.page["parties"]
    back: dict[str, list[str]] = {id: [] for id in steps}
    ahead: dict[str, list[str]] = {id: [flow["to"] for flow in step["next"]] for id, step in steps.items()}
    for id, targets in ahead.items():
        for target in targets:
            back[target].append(id)
    customers = [id for id, step in steps.items() if parties.get(step.get("by"), {}).get("side") == "customer"]
    for neighbours in (ahead, back):
        queue, seen = list(customers), set(customers)
        while queue:
            for other in neighbours[queue.pop()]:
                if other in seen:
                    continue
                seen.add(other)
                by = steps[other].get("by")
                if by is None:
                    queue.append(other)
                elif parties[by]["side"] == "backstage" and by not in one.parties.values():
                    parties[by]["side"] = "frontstage"

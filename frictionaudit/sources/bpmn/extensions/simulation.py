"""Times, shares and resources that simulation tools store in a drawing, read as assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from frictionaudit.sources.bpmn.conversion import ConvertedProcess, Plain
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.xml_tree import Element

WHY = "simulation parameters in the drawing"


@dataclass(frozen=True)
class Time:
    """A time in seconds as its points; `of` names the distribution whose mean it is."""

    points: tuple[float, ...]
    of: str = ""

    def page(self) -> Plain | None:
        """The time as a page writes it; None where it is not a finite, sensible number."""
        if not all(math.isfinite(point) and 0 <= point < 1e10 for point in self.points) or not self.points:
            return None
        texts = [f"{point:.6f}".rstrip("0").rstrip(".") + "s" for point in sorted(self.points)]
        return {
            "value": ("..", "/")[len(texts) == 3].join(texts),
            "assumed": f"{WHY}, mean of {self.of}" if self.of else WHY,
        }


@dataclass(frozen=True)
class SimulationData:
    """One parameter of a step or a flow."""

    reference: str
    element: Element
    work: Time | None = None
    wait: Time | None = None
    share: float | None = None
    resource: Mapping[str, Any] | None = None


def add_parameters(drawing: Drawing, converted: ConvertedProcess, parameters: Iterable[SimulationData]) -> None:
    """Add the parameters to the page where it has no value of its own."""
    taken = 0
    for parameter in parameters:
        element = drawing.find(parameter.reference)
        if element is None or (id(element) not in converted.steps and id(element) not in converted.flows):
            continue
        if parameter.share is not None:
            taken += _share(converted, parameter, element)
        if id(element) in converted.steps:
            step = converted.page["steps"][converted.steps[id(element)]]
            taken += _of_step(drawing, converted, parameter, step)
    if taken:
        _infer_frontstage(converted)
        converted.notes.append(f"{taken} times, shares and resources come from the {WHY}")


def _of_step(drawing: Drawing, converted: ConvertedProcess, parameter: SimulationData, step: Plain) -> int:
    taken = 0
    if parameter.resource is not None and "by" not in step:
        party = parameter.resource["id"]
        converted.page["parties"].setdefault(party, parameter.resource["party"])
        converted.spans.setdefault(("parties", party), drawing.span(parameter.element))
        step["by"] = party
        taken += 1
    by = step.get("by")
    side = converted.page["parties"][by]["side"] if by is not None else None
    part = "fill" if side == "customer" else "work"
    work, wait = (time.page() if time else None for time in (parameter.work, parameter.wait))
    if work is not None and step["kind"] == "task" and "effort" not in step:
        step["effort"] = {part: work}
        taken += 1
    if wait is not None and "wait" not in step:
        step["wait"] = {"queue": wait}
        taken += 1
    return taken


def _share(converted: ConvertedProcess, parameter: SimulationData, element: Element) -> int:
    """A share where there is a choice; a flow without one is always taken."""
    if parameter.share is None or not 0 <= parameter.share <= 1:
        return 0
    taken = 0
    for id_, flow in converted.flows.get(id(element), ()):
        step = converted.page["steps"][id_]
        if len(step["next"]) > 1 and step["kind"] != "parallel":
            flow["share"] = {"value": round(parameter.share, 9), "assumed": WHY}
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


def _infer_frontstage(converted: ConvertedProcess) -> None:
    """Of the parties made from resources, those next to the customer's steps in the flow are frontstage."""
    steps, parties = converted.page["steps"], converted.page["parties"]
    back: dict[str, list[str]] = {id: [] for id in steps}
    ahead: dict[str, list[str]] = {id: [flow["to"] for flow in step["next"]] for id, step in steps.items()}
    for id, targets in ahead.items():
        for target in targets:
            back[target].append(id)
    customers = [id for id, step in steps.items() if parties.get(step.get("by"), {}).get("side") == "customer"]
    for neighbours in (ahead, back):
        queue, seen = list(customers), set(customers)
        while queue:
            for neighbour in neighbours[queue.pop()]:
                if neighbour in seen:
                    continue
                seen.add(neighbour)
                by = steps[neighbour].get("by")
                if by is None:
                    queue.append(neighbour)
                elif parties[by]["side"] == "backstage" and by not in converted.parties.values():
                    parties[by]["side"] = "frontstage"

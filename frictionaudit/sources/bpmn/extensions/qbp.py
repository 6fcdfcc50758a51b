"""Simulation parameters as QBP, BIMP and Prosimos keep them in a drawing (`processSimulationInfo`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.extensions.simulation import WHY, SimulationData, Time, number
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.xml_tree import Element

_NOT_READ = ("arrivalRateDistribution", "timetables", "errors", "statsOptions")
_MEAN_FIRST = ("NORMAL", "LOGNORMAL", "GAMMA")


def is_qbp(element: Element) -> bool:
    return element.name == "processSimulationInfo" and not element.own


def parameters(drawing: Drawing, info: Element, customers: Customers) -> Iterator[SimulationData]:
    """The parameters of steps and flows; times are in seconds whatever unit they are displayed in."""
    resources = _resources(drawing, info, customers)
    for element in info.below():
        reference = element.get("elementId")
        if element.name == "sequenceFlow" and reference:
            yield SimulationData(reference, element, share=number(element, "executionProbability"))
        elif element.name == "element" and reference:
            times = [_time(child) for child in element.children if child.name == "durationDistribution"]
            used = [child.text.strip() for child in element.below() if child.name == "resourceId"]
            resource = resources.get(used[0]) if used else None
            yield SimulationData(reference, element, work=times[0] if times else None, resource=resource)
    unread = [child.name for child in info.children if child.name in _NOT_READ and (child.children or child.attributes)]
    if unread:
        drawing.skip("simulation parameters", f"they are not read: {', '.join(unread)}", info)


def _time(distribution: Element) -> Time | None:
    kind = distribution.get("type").upper()
    mean, low, high = (number(distribution, name) for name in ("mean", "arg1", "arg2"))
    if kind == "FIXED" and mean is not None:
        return Time((mean,))
    if kind == "EXPONENTIAL":  # its mean is the first argument; `mean` is left over from another type
        value = low if low is not None else mean
        return Time((value,), "an exponential distribution") if value is not None else None
    if kind == "UNIFORM" and low is not None and high is not None:
        return Time((low, high))
    if kind == "TRIANGULAR" and mean is not None and low is not None and high is not None:
        return Time((low, mean, high))
    if kind in _MEAN_FIRST and mean is not None:
        return Time((mean,), f"a {kind.lower()} distribution")
    return None


def _resources(drawing: Drawing, info: Element, customers: Customers) -> dict[str, Mapping[str, Any]]:
    """People by the id that the parameters give them."""
    ids, currency = Ids(), info.get("currency")
    by_id: dict[str, Mapping[str, Any]] = {}
    for element in info.below():
        if element.name != "resource" or not element.get("id"):
            continue
        name = drawing.name(element)
        party: dict[str, Any] = {"side": "customer" if customers.include(name) else "backstage", "name": name or None}
        cost, amount = number(element, "costPerHour"), number(element, "totalAmount")
        if party["side"] != "customer":
            if cost and cost > 0 and len(currency) == 3 and currency.isalpha():
                party["cost"] = {"value": f"{cost:.2f} {currency.upper()}/h", "assumed": WHY}
            if amount is not None and 0 <= amount < 1e6:
                party["capacity"] = int(amount)
        by_id[element.get("id")] = {"id": ids.give(element.get("id")), "party": party}
    return by_id

"""Simulation parameters in the standard form of BPSim (`BPSimData`)."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.quantities import Calendar, Duration
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.extensions.simulation import SimulationData, Time, number
from frictionaudit.sources.bpmn.xml_tree import Element

_SECONDS = {"ms": 0.001, "s": 1, "min": 60, "hour": 3600, "day": 86400, "year": 31557600}
_WORK, _WAIT = ("ProcessingTime",), ("WaitTime", "QueueTime")
_READ = frozenset({"TimeParameters", "ControlParameters", "Probability", *_WORK, *_WAIT})


def is_bpsim(element: Element) -> bool:
    return element.name == "BPSimData" and not element.own


def parameters(drawing: Drawing, data: Element) -> Iterator[SimulationData]:
    """The parameters of steps and flows in the first scenario."""
    scenarios = [child for child in data.children if child.name == "Scenario"]
    for unused in scenarios[1:]:
        name = drawing.name(unused) or unused.get("id")
        drawing.skip(f"scenario '{name}'", "only the first scenario is read", unused)
    unread: dict[str, Element] = {}
    for scenario in scenarios[:1]:
        unit = 60.0
        for part in scenario.children:
            if part.name == "ScenarioParameters":
                unit = _SECONDS.get(part.get("baseTimeUnit"), 60.0)
        for part in scenario.children:
            if part.name == "ElementParameters" and part.get("elementRef"):
                yield from _of_element(part, unit, unread)
    for name, element in unread.items():
        drawing.skip(
            f"simulation parameter {name}", "only work times, waiting times and probabilities are read", element
        )


def _of_element(part: Element, unit: float, unread: dict[str, Element]) -> Iterator[SimulationData]:
    reference = part.get("elementRef")
    for group in part.children:
        if group.name not in _READ:
            unread.setdefault(group.name, group)
            continue
        for kind in group.children:
            value = next(iter(kind.children), None)
            if kind.name not in _READ or value is None:
                unread.setdefault(kind.name, kind)
            elif kind.name == "Probability":
                yield SimulationData(reference, kind, share=number(value, "value"))
            elif kind.name in _WORK:
                yield SimulationData(reference, kind, work=_time(value, unit))
            else:
                yield SimulationData(reference, kind, wait=_time(value, unit))


def _time(value: Element, unit: float) -> Time | None:
    """A time in seconds: of a number in the scenario's unit, of a duration, or of a distribution."""
    if value.name == "DurationParameter":
        try:
            duration = Duration.model_validate(value.get("value"))
        except ValueError:
            return None
        return Time((Calendar().elapsed(duration.low) * 60,))
    low, mode, high = (number(value, name) for name in ("min", "mode", "max"))
    if value.name == "TriangularDistribution" and low is not None and mode is not None and high is not None:
        return Time((low * unit, mode * unit, high * unit))
    if value.name == "UniformDistribution" and low is not None and high:
        return Time((low * unit, high * unit))
    mean = number(value, "value", "mean", "mode")
    exact = value.name in ("NumericParameter", "FloatingParameter", "ConstantParameter")
    if mean is None or (mean == 0 and not exact):  # a tool writes a mean of 0 where nobody filled it in
        return None
    return Time((mean * unit,), "" if exact else f"a {value.name}")

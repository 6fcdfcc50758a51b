"""How large the drawing is: nodes, arcs, kinds of step, parties, forms and systems."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import StepKind

_EVENTS = (StepKind.START, StepKind.END, StepKind.EVENT)


def _kinds(m: Measures, wanted: Callable[[StepKind], bool]) -> int:
    return sum(wanted(step.kind) for step in m.subject.procedure.steps.values())


def _size(key: str, what: str, count: Callable[[Measures], int]) -> Definition:
    @measure(key, "count", "model", direction="neither", page=f"Number of {what}.")
    def size(m: Measures) -> Result:
        return Tally.counted(count(m))

    return size


def _units(m: Measures) -> int:
    return len({party.unit for party in m.subject.procedure.parties.values() if party.unit})


def _systems(m: Measures) -> int:
    return len({system for step in m.subject.procedure.steps.values() for system in step.systems})


SIZES = (
    _size("nodes", "steps of every kind, gateways and events included", lambda m: len(m.subject.graph.steps)),
    _size("arcs", "flows", lambda m: len(m.subject.graph.arcs)),
    _size("tasks", "steps in which somebody does something", lambda m: len(m.subject.tasks)),
    _size("events", "starts, ends and events between", lambda m: _kinds(m, lambda kind: kind in _EVENTS)),
    _size("gateways", "gateways drawn as such", lambda m: _kinds(m, lambda kind: kind.gateway)),
    _size("parties", "parties", lambda m: len(m.subject.procedure.parties)),
    _size("units", "different units named by parties", _units),
    _size("forms_defined", "forms", lambda m: len(m.subject.procedure.forms)),
    _size("systems", "different computer systems", _systems),
)

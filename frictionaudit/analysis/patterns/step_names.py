"""Routes in words: the steps they lead through, and where several of them meet."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.describe import describe, describe_all, shows_its_type
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.markov.reduction import logic
from frictionaudit.analysis.flow.soundness import Fault
from frictionaudit.domain.quantities.listing import listed

place = describe
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def through(graph: FrictionGraph, route: Sequence[str]) -> str:
    """A route by the steps it leads through; empty where it leads directly to its end.

    Named ones stand for all; where none has a name, events that are drawn with a sign, such as timers.
    """
    steps = [step for step in route if not graph.steps[step].kind.gateway]
    named = [step for step in steps if graph.steps[step].name]
    telling = named or [step for step in steps if shows_its_type(graph, step)] or steps
    return f"through {describe_all(graph, telling)}" if steps else ""


def meet_unjoined(graph: FrictionGraph, fault: Fault, what: str) -> str:
    """How branches of one case reach a step that does not join them, and how often `what` is done because of that."""
    split, end, routes = fault.split, describe(graph, fault.join), _in_order(graph, fault)
    origin = f" from {_origin(graph, split)}" if split else ""
    ways = ([step for step in route if step not in (split, fault.join)] for route in routes)  # a loop passes them again
    names = list(dict.fromkeys(through(graph, way) for way in ways))
    number = _NUMBERS.get(len(routes), str(len(routes)))
    times = "twice" if len(routes) == 2 else f"{number} times"
    if len(names) == 1 and names != [""]:
        about = f"A case can come{origin} to {end} more than once {names[0]}"
        return f"{about}. Nothing joins the branches, so {what} can be done {times}"
    each, verb = ("Both", "are") if len(routes) == 2 else ("Each", "is")
    followed, done = (f"{verb} followed", "is") if _all_followed(graph, fault) else ("can be followed", "can be")
    about = f"{number.capitalize()} arrows lead{origin} to {end}"
    if names != [""]:
        named = [name or "directly" for name in names]
        paths = f"one {named[0]}, the other {named[1]}" if len(routes) == 2 else listed(named)
        about = f"{number.capitalize()} branches lead{origin} to {end}, {paths}"
    return f"{about}. {each} {followed}, so {what} {done} done {times}"


def _in_order(graph: FrictionGraph, fault: Fault) -> list[Sequence[str]]:
    """The routes in the order in which their branches leave the split."""
    leaving = [arc.target for arc in graph.outgoing[fault.split]] if fault.split else []
    first = {step: n for n, step in reversed(list(enumerate(leaving)))}
    return sorted(fault.routes, key=lambda route: first.get(route[0] if route else fault.join, len(first)))


def _all_followed(graph: FrictionGraph, fault: Fault) -> bool:
    """Whether no decision on the way leads a case elsewhere."""
    leading = graph.before(fault.join) | {fault.join}
    steps = {step for route in fault.routes for step in route} - {fault.join}
    return not any(_may_leave(graph, step, leading) for step in (*steps, *([fault.split] if fault.split else [])))


def _may_leave(graph: FrictionGraph, step: str, leading: frozenset[str]) -> bool:
    arcs, how = graph.outgoing[step], logic(graph, step)
    if how == "OR":
        return len(arcs) > 1
    return how == "XOR" and any(arc.target not in leading for arc in arcs)


def _origin(graph: FrictionGraph, split: str) -> str:
    """The split, or the step that a reader sees in its place where the split was only implied."""
    sources = graph.incoming[split]
    return describe(graph, sources[0].source if graph.steps[split].implied and len(sources) == 1 else split)

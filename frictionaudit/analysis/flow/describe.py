"""What to call a step in a message: its name, or where it stands if it has none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.interrupting import happens_at, interrupts, seen_in_place
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.procedure.names import made_up
from frictionaudit.domain.quantities.listing import SHOWN, listed
from frictionaudit.domain.quantities.listing import sentence as sentence

NEAR = 12
"""Unnamed steps searched for a named neighbour before giving up."""
_SHAPE = re.compile(r"(?:[a-z]+ or )*[a-z]+ event|(?:start|end) of a sub-process")
"""What the reader of a drawing notes of the shape of an event."""
_ORDINALS = ("", "", "second ", "third ", "fourth ", "fifth ")


def describe(graph: FrictionGraph, step: str) -> str:
    """A step as a reader knows it: 'Check the form', or the unnamed task after 'Check the form'.

    Splits and tasks are placed after a named step, joins and starts before one. The id is used only where no step
    nearby has a name, as on a page that is still a sketch; never that of a drawing, nor one that a tool made up. A
    gateway that nobody drew is told by the step at which it was added.
    """
    step = seen_in_place(graph, step)
    name = _name(graph, step)
    if name:
        return f"'{name}'"
    if host := _host(graph, step):
        return f"the unnamed event at {describe(graph, host)}"
    kind = graph.steps[step].kind
    joins = kind.gateway and not graph.is_split(step)
    directions = (False, True) if joins or kind is StepKind.START else (True, False)
    joined = named_neighbours(graph, step, backwards=True) if joins else ()
    if len(joined) > 1 and not _named_neighbour(graph, step, backwards=False)[0]:
        return f"the {_noun(graph, step)} after {describe_all(graph, joined)}"
    for backwards in directions:
        neighbour, nth = _named_neighbour(graph, step, backwards)
        if neighbour:
            ordinal = _ORDINALS[nth] if nth < len(_ORDINALS) else f"{nth}th "
            return f"the {ordinal}{_noun(graph, step)} {'after' if backwards else 'before'} '{neighbour}'"
    if kind.gateway:
        task = _nearest_task(graph, step, directions[0])
        if task and not _means_nothing(graph, task):
            return f"the {_noun(graph, step)} {'after' if directions[0] else 'before'} '{task}'"
    if _means_nothing(graph, step):
        noun = _noun(graph, step)
        return f"an unnamed {noun}" if kind.gateway else with_article(noun)
    return f"'{step}'"


def called(graph: FrictionGraph, step: str) -> str:
    """A step by its id as on its page; in a drawing, whose ids mean nothing to a reader, by its name or its place."""
    return describe(graph, step) if graph.procedure.drawn else f"'{step}'"


def how_often(graph: FrictionGraph, split: str) -> str:
    """What is asked where only events may happen at a step: how often '14 days' happens during 'Inspect damage'.

    Events that may happen at any time are asked for without the start of the procedure, where they are put. A step with
    several other ways on gives "", and so does a gateway that the drawing has.
    """
    arcs, anytime = graph.outgoing[split], _at_any_time(graph, split)
    ways = [arc.target for arc in arcs if arc.flow.share is None]
    events = [way for way in ways if (happens_at if anytime else interrupts)(graph, way)]
    others = len(arcs) - len(events)
    if not events or others != 1:
        return ""
    happen = "happens" if len(events) == 1 else "happen"
    return f"how often {describe_all(graph, events)} {happen}{during(graph, split, events)}"


def during(graph: FrictionGraph, split: str, events: Iterable[str]) -> str:
    """During which step events may happen; empty where they may at any time, or where what they are called says it."""
    said = all(_host(graph, event) for event in events)
    return "" if said or _at_any_time(graph, split) else f" during {describe(graph, split)}"


def _at_any_time(graph: FrictionGraph, split: str) -> bool:
    """Whether a split was added after a start, for events that may happen at any time."""
    return graph.steps[split].implied and graph.steps[seen_in_place(graph, split)].kind is StepKind.START


def _host(graph: FrictionGraph, step: str) -> str:
    """The task at which an unnamed event may happen; empty where it has a name, or is on the way."""
    if _name(graph, step) or not interrupts(graph, step):
        return ""
    host = seen_in_place(graph, graph.incoming[step][0].source)
    return host if graph.steps[host].kind is StepKind.TASK else ""


def _means_nothing(graph: FrictionGraph, step: str) -> bool:
    """Whether an id says nothing to a reader: it is that of a drawing, or a tool made it up."""
    return bool(graph.procedure.drawn) or made_up(step)


def with_article(noun: str) -> str:
    """A noun with its indefinite article: a parallel gateway, an inclusive gateway."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def describe_all(graph: FrictionGraph, steps: Iterable[str], shown: int = SHOWN) -> str:
    """Several steps in the order given; after the first few only how many more there are.

    Steps that cannot be told apart are counted: 2 unnamed starts.
    """
    steps = list(steps)
    names = [describe(graph, step) for step in steps] if len(steps) <= NEAR else []
    counted = {name: times for name, times in Counter(names).items() if times > 1 and _bare(name)}
    if counted:
        many = {name: f"{times} {name.partition(' ')[2]}s" for name, times in counted.items()}
        first = (name for n, name in enumerate(names) if name not in counted or name not in names[:n])
        return listed([many.get(name, name) for name in first], shown)
    return listed([describe(graph, step) if n < shown else "" for n, step in enumerate(steps)], shown)


def _bare(name: str) -> bool:
    """Whether a description says no more than what kind of thing it is."""
    return name.startswith("an unnamed ") and " of " not in name


def named_neighbours(graph: FrictionGraph, step: str, backwards: bool) -> tuple[str, ...]:
    """The named steps nearest to an unnamed one in one direction; the step itself if it has a name."""
    found: dict[str, None] = {}
    queue = [step]
    for near in queue:  # grows while it is walked
        if _name(graph, near):
            found[near] = None
        elif len(queue) < NEAR:
            queue += [following for following in _next(graph, near, backwards) if following not in queue]
    return tuple(found)


def _named_neighbour(graph: FrictionGraph, step: str, backwards: bool) -> tuple[str, int]:
    """The nearest name in one direction, and which step of its kind this one is, counted from there."""
    kind = graph.steps[step].kind
    seen, queue = {step}, [(step, 1)]
    for near, nth in queue:  # grows while it is walked
        for following in _next(graph, near, backwards):
            name = _name(graph, following)
            if name:
                return name, nth
            if following not in seen and len(seen) < NEAR:
                seen.add(following)
                queue.append((following, nth + (graph.steps[following].kind is kind)))
    return "", 0


def _nearest_task(graph: FrictionGraph, step: str, backwards: bool) -> str | None:
    """The id of the nearest step that is no gateway, along the first flow each time."""
    seen: set[str] = set()
    while graph.steps[step].kind.gateway:
        following = _next(graph, step, backwards)
        if step in seen or not following:
            return None
        seen.add(step)
        step = following[0]
    return step


def _next(graph: FrictionGraph, step: str, backwards: bool) -> list[str]:
    return [arc.source for arc in graph.incoming[step]] if backwards else [arc.target for arc in graph.outgoing[step]]


def _name(graph: FrictionGraph, step: str) -> str:
    return " ".join((graph.steps[step].name or "").split())


def _noun(graph: FrictionGraph, step: str) -> str:
    """What a step is; what a reader put in is no gateway or event that anyone could look for in the drawing."""
    kind = graph.steps[step].kind
    if graph.steps[step].implied:
        return "branching" if graph.is_split(step) else "meeting point" if kind.gateway else "point"
    return f"{kind} gateway" if kind.gateway else f"unnamed {_event_type(graph, step) or kind}"


def shows_its_type(graph: FrictionGraph, step: str) -> bool:
    """Whether a reader finds an unnamed event by the sign that a drawing gives it, such as a clock."""
    return _event_type(graph, step).endswith(" event")


def _event_type(graph: FrictionGraph, step: str) -> str:
    """What the shape of an event shows a reader: a timer event, the start of a sub-process; empty if nothing."""
    data = graph.steps[step]
    if not graph.procedure.drawn or data.kind not in (StepKind.EVENT, StepKind.START, StepKind.END):
        return ""
    said = (_SHAPE.fullmatch(part) for part in (data.note or "").split("; "))
    shape = next((match[0] for match in said if match), "")
    return shape.removesuffix("event") + str(data.kind) if shape.endswith(" event") else shape

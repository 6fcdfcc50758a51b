"""One fact that the start can tell: its text, and what somebody has to find out before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.simplify.only_if import OnlyIf
from frictionaudit.domain.quantities.listing import listed


@dataclass(frozen=True)
class Fact:
    """A text that people can be told, empty where there is none, and what the page leaves open about it.

    `conditions` are those on which parts of the text concern somebody.
    """

    text: str = ""
    left_out: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def told(
    ways: OnlyIf,
    things: Mapping[str, Iterable[str]],
    is_later: Callable[[Iterable[str]], bool] = lambda steps: False,
    separator: str = ", ",
) -> Fact:
    """Things, each with the steps at which it is needed: those that all need, those needed later, the others if.

    What only some need is told with the condition on which they do. Without one it is left out.
    """
    for_all: list[str] = []
    later: list[str] = []
    some: dict[tuple[str, ...], list[str]] = {}
    for thing, steps in things.items():
        needed = [step for step in steps if ways.for_all(step)]
        if needed:
            (later if is_later(needed) else for_all).append(thing)
        else:
            some.setdefault(ways.conditions(steps), []).append(thing)
    left_out = some.pop((), [])
    parts = [separator.join(for_all), f"{listed(later, shown=None)}, but only later" if later else ""]
    parts += [f"{listed(names, shown=None)}, only if {' or '.join(conditions)}" for conditions, names in some.items()]
    named = dict.fromkeys(condition for conditions in some for condition in conditions)
    return Fact("; ".join(filter(None, parts)), tuple(left_out), tuple(named))

"""On small pages, the plans are exactly the Pareto-optimal sets that a search through every set of ideas finds.

The search here shares only the ideas, what may follow what, `apply` and the measures with `plan`: it follows every
order of the ideas, and it compares every set with every other one.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.analysis.simplify.plan_limits import Chosen, PlanLimits, key_of, may_follow
from frictionaudit.analysis.simplify.suggest import ideas
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError

PAGES = 60
MOST_IDEAS = 10
FEW, SOME = 4, 3
"""Up to `FEW` ideas on a page, plans may hold all of them; with more, up to `SOME`."""
GOALS = (("customer_minutes",), ("staff_minutes",), ("lead_time",), ("customer_cost", "staff_cost"))
Goals = tuple[float, ...]


def page(seed: int) -> Procedure:
    """A small page with at most three steps of work: searches, batches, checks, trips, held answers, loops back."""
    draw = random.Random(seed)
    steps: dict[str, Any] = {"start": {"kind": "start", "tells": {"time": "soon"}, "next": "s0"}}
    size = draw.choice([2, 2, 3])
    for n in range(size):
        onward = f"s{n + 1}" if n + 1 < size else "end"
        if draw.random() < 0.4:
            step: dict[str, Any] = {
                "by": "person", "channel": draw.choice(["counter", "web", "home"]),
                "asks": ["form"][: draw.randint(0, 1)],
                "effort": {"fill": "6m", draw.choice(["travel", "queue"]): draw.choice(["20m", "2h"])}, "wait": {},
                "next": onward,
            }  # fmt: skip
        else:
            step = {
                "by": draw.choice(["desk", "office"]), "channel": "internal",
                "effort": {"work": draw.choice(["2m", "30m"])},
                "wait": draw.choice([{}, {"batch": "2 days"}, {"queue": "1 day"}]), "next": onward,
            }  # fmt: skip
            if draw.random() < 0.4:
                step["effort"]["search"] = draw.choice(["1m", "9m"])
            if draw.random() < 0.4:
                step["control"] = draw.choice(["check", "approval"])
                back = draw.choice(["refused", *(f"s{m}" for m in range(n))])
                step["next"] = [{"to": onward, "share": 0.9}, {"to": back, "share": 0.1}]
        steps[f"s{n}"] = step
    fields = [
        {"data": "name", "known": draw.random() < 0.5},
        {"data": "fax", "used_by": [] if draw.random() < 0.5 else None},
    ]
    return Procedure.model_validate(
        {
            "id": "p", "title": "P", "forms": {"form": {"fields": [*fields, {"data": "wish"}]}},
            "parties": {
                "person": {"side": "customer"},
                "desk": {"side": "frontstage", "unit": "Service", "cost": "30 GBP/h"},
                "office": {"side": "backstage", "unit": "Service", "cost": "60 GBP/h"},
            },
            "steps": {
                **steps,
                "end": {"kind": "end", "outcome": "favourable"},
                "refused": {"kind": "end", "outcome": "adverse"},
            },
        }
    )  # fmt: skip


def goals_of(subject: Subject, known: Sequence[tuple[str, ...]]) -> Goals:
    measures = Measures(subject)
    return tuple(
        math.inf if any(measures[key].value is None for key in keys)
        else round(sum(measures[key].value or 0.0 for key in keys), 6)
        for keys in known
    )  # fmt: skip


def every_set(procedure: Procedure, known: Sequence[tuple[str, ...]], most: int) -> Iterator[tuple[Goals, int]]:
    """The goals and the number of changes of every set of ideas, in every order that leads to another procedure."""
    seen: set[tuple[frozenset[str], str]] = set()
    first = Subject(procedure)
    at_first = {key_of(heuristic, idea) for heuristic, idea in ideas(first, Measures(first))}
    stack: list[tuple[Procedure, tuple[Chosen, ...], int]] = [(procedure, (), 0)]
    while stack:
        current, earlier, changes = stack.pop()
        chosen = frozenset(f"{heuristic.name()}: {idea.title}" for heuristic, idea in earlier)
        subject = Subject(current)
        if chosen:
            yield goals_of(subject, known), changes
        if len(chosen) == most:
            continue
        for heuristic, idea in ideas(subject, Measures(subject)):
            name = f"{heuristic.name()}: {idea.title}"
            if name in chosen or not may_follow(earlier, heuristic, idea, at_first):
                continue
            try:
                after = apply(current, idea.changes)
            except ChangeError:
                continue
            state = (chosen | {name}, json.dumps(after.page(), sort_keys=True, default=str))
            if state not in seen:
                seen.add(state)
                stack.append((after, (*earlier, (heuristic, idea)), changes + len(idea.changes)))


def not_dominated(vectors: set[tuple[float, ...]]) -> set[tuple[float, ...]]:
    """Those that no other one equals or beats in everything, by comparing each with each."""

    def beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
        return one != other and not any(a > b for a, b in zip(one, other, strict=True))

    return {vector for vector in vectors if not any(beats(other, vector) for other in vectors)}


@pytest.mark.parametrize("seed", range(PAGES))
def test_the_plans_are_the_pareto_optimal_sets_of_all_sets(seed: int):
    procedure = page(seed)
    subject = Subject(procedure)
    number = len(list(ideas(subject, Measures(subject))))
    assert number <= MOST_IDEAS
    most = MOST_IDEAS if number <= FEW else SOME  # to save time: sets double with each idea
    known = [tuple(key for key in keys if Measures(subject)[key].value is not None) for keys in GOALS]
    before = goals_of(subject, known)
    all_sets = {
        (*goals, float(changes))
        for goals, changes in every_set(procedure, known, most)
        if any(new < old - 1e-9 for new, old in zip(goals, before, strict=True))
    }
    search = plan(subject, PlanLimits(max_ideas=most), clock=lambda: 0.0)
    planned = {
        (*goals_of(Subject(apply(procedure, chosen.changes)), known), float(len(chosen.changes)))
        for chosen in search.plans
    }
    assert search.cut_short == ""
    assert sorted(planned) == sorted(not_dominated(all_sets))

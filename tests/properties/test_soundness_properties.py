"""Nested blocks are sound; one wrong join among them is found, and nothing else."""

from __future__ import annotations

import copy
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.soundness import Soundness, soundness
from frictionaudit.domain.procedure import Procedure, StepKind
from tests.building import procedure

BLOCKS = st.recursive(
    st.just("task"),
    lambda inner: st.tuples(
        st.sampled_from(["sequence", "exclusive", "parallel", "inclusive", "loop"]),
        st.lists(inner, min_size=2, max_size=4),
    ),
    max_leaves=25,
)
"""Blocks in blocks: a task, or a kind of block with what is in it."""


class Drawn:
    """A procedure drawn from blocks, with its joins by the kind of their split."""

    def __init__(self, block: Any, gateways: bool = True) -> None:
        self.steps: dict[str, Any] = {"begin": {"kind": "start", "next": []}, "end": {"kind": "end"}}
        self.joins: dict[str, list[str]] = {"exclusive": [], "parallel": [], "inclusive": []}
        self.gateways = gateways
        self._link(self._draw(block, "begin"), "end")

    def _step(self, before: str | None, kind: str = "task") -> str:
        id = f"s{len(self.steps)}"
        self.steps[id] = {"kind": kind, "next": []} if kind != "task" else {"next": []}
        if before:
            self._link(before, id)
        return id

    def _link(self, step: str, following: str) -> None:
        self.steps[step]["next"].append(following)

    def _draw(self, block: Any, before: str) -> str:
        """Draw a block after a step; its last step."""
        if block == "task":
            return self._step(before)
        kind, parts = block
        if kind == "sequence":
            for part in parts:
                before = self._draw(part, before)
            return before
        if kind == "loop":
            merge = self._step(before, self._exclusive())
            last = self._step(self._draw(parts[0], merge), self._exclusive())
            self._link(self._draw(parts[1], last), merge)
            return last
        split = self._step(before, self._exclusive() if kind == "exclusive" else kind)
        lasts = [self._draw(part, self._step(split)) for part in parts]
        join = self._step(None, self._exclusive() if kind == "exclusive" else kind)
        for last in lasts:
            self._link(last, join)
        self.joins[kind].append(join)
        return join

    def _exclusive(self) -> str:
        return "exclusive" if self.gateways else "task"

    def procedure(self, seed: int = 0, **kinds: str) -> Procedure:
        """The procedure with other kinds at some steps, and its ids in another order."""
        steps = copy.deepcopy(self.steps)
        for step, kind in kinds.items():
            steps[step]["kind"] = kind
        names = list(steps)
        random.Random(seed).shuffle(names)
        return procedure({name: steps[name] for name in names})


def judged(drawn: Procedure) -> Soundness:
    found = soundness(FrictionGraph(drawn))
    assert found.decided
    return found


@given(BLOCKS, st.booleans(), st.integers(0, 9))
def test_nested_blocks_are_sound(block, gateways, seed):
    found = judged(Drawn(block, gateways).procedure(seed))
    assert found.faults == ()
    assert found.unmatched == ()


@given(BLOCKS, st.sampled_from(["parallel", "inclusive"]), st.sampled_from(["exclusive", "task"]), st.data())
def test_a_parallel_join_drawn_exclusive_is_the_one_lack_of_synchronisation(block, kind, wrong, data):
    drawn = Drawn((kind, [block, "task"]))
    join = data.draw(st.sampled_from(drawn.joins[kind]))
    found = judged(drawn.procedure(**{join: wrong}))
    assert [(fault.kind, fault.join) for fault in found.faults] == [("lack of synchronisation", join)]
    assert found.faults[0].split == FrictionGraph(drawn.procedure()).immediate_dominator[join]
    assert found.faults[0].taken != found.faults[0].other
    assert found.unmatched == ()


@given(BLOCKS, st.data())
def test_an_exclusive_join_drawn_parallel_is_the_one_deadlock(block, data):
    drawn = Drawn(("exclusive", [block, "task"]))
    join = data.draw(st.sampled_from(drawn.joins["exclusive"]))
    found = judged(drawn.procedure(**{join: "parallel"}))
    assert [(fault.kind, fault.join) for fault in found.faults] == [("deadlock", join)]
    assert found.faults[0].split == FrictionGraph(drawn.procedure()).immediate_dominator[join]
    assert found.unmatched == ()


@given(BLOCKS, st.data())
def test_an_inclusive_join_drawn_parallel_is_the_one_deadlock(block, data):
    drawn = Drawn(("inclusive", [block, "task"]))
    join = data.draw(st.sampled_from(drawn.joins["inclusive"]))
    found = judged(drawn.procedure(**{join: "parallel"}))
    assert [(fault.kind, fault.join) for fault in found.faults] == [("deadlock", join)]


@given(BLOCKS, st.data())
def test_a_parallel_join_drawn_inclusive_is_merely_unmatched(block, data):
    drawn = Drawn(("parallel", [block, "task"]))
    join = data.draw(st.sampled_from(drawn.joins["parallel"]))
    found = judged(drawn.procedure(**{join: "inclusive"}))
    assert found.faults == ()
    assert [one.instead for one in found.unmatched if one.lacks == "join"] == [join] * len(found.unmatched)
    assert len(found.unmatched) == 1


@st.composite
def tangles(draw: st.DrawFn) -> Procedure:
    """Steps of any kind with ways on to any later ones."""
    names = [f"s{n}" for n in range(draw(st.integers(3, 8)))]
    steps: dict[str, Any] = {"begin": {"kind": "start", "next": names[0]}, "end": {"kind": "end"}}
    for n, name in enumerate(names):
        later = st.sampled_from([*names[n + 1 :], "end"])
        kind = draw(st.sampled_from(["exclusive", "parallel", "task"]))
        steps[name] = {"kind": kind, "next": draw(st.lists(later, min_size=1, max_size=3, unique=True))}
    return procedure(steps)


def tried(graph: FrictionGraph) -> tuple[bool, bool]:
    """Whether tokens can wait for ever, and whether two can meet unjoined, by trying every order in which steps are
    done."""
    waits = meets = False
    todo, seen = [frozenset({"begin>s0"})], set()
    while todo:
        marking = todo.pop()
        if marking in seen:
            continue
        seen.add(marking)
        following = []
        for step, into in graph.incoming.items():
            here = [arc.id for arc in into if arc.id in marking]
            parallel = graph.routing(step) is StepKind.PARALLEL
            live = [arc for arc in into if arc.source in graph.reachable]
            if not here or (parallel and len(here) < len(live)):
                continue
            meets |= not parallel and len(here) > 1
            ways = [way.id for way in graph.outgoing[step] if way.target != "end"]
            ended = len(ways) < len(graph.outgoing[step])
            taken = [ways] if parallel else [[way] for way in ways] + ([[]] if ended else [])
            following += [(marking - set(here)) | set(way) for way in taken]
        waits |= bool(marking) and not following
        todo += following
    return waits, meets


@given(tangles())
def test_without_loops_the_verdict_is_that_of_trying_everything(drawn):
    graph = FrictionGraph(drawn)
    waits, meets = tried(graph)
    found = {fault.kind for fault in judged(drawn).faults}
    if meets:
        assert found
    else:
        assert ("deadlock" in found) == waits
        assert waits or not found

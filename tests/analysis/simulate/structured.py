"""Random procedures built from blocks: choices, loops, parallel and inclusive branches, with times of every shape."""

from __future__ import annotations

import random
from typing import Any

from frictionaudit.domain.procedure import EFFORT_PARTS, Procedure
from tests.building import PARTIES
from tests.properties.procedures import DURATIONS

KINDS = ("task", "task", "task", "choice", "loop", "parallel", "inclusive")


class Maker:
    """Draws a procedure block by block; each block begins at one step and is left at another."""

    def __init__(self, seed: int, kinds: tuple[str, ...] = KINDS) -> None:
        self.random = random.Random(seed)
        self.kinds = kinds
        self.steps: dict[str, Any] = {}

    def procedure(self, blocks: int = 4) -> Procedure:
        begin, end = self.sequence(blocks, 3)
        self.steps["s"] = {"kind": "start", "next": begin}
        self.steps["e"] = {"kind": "end"}
        self.steps[end]["next"] = "e"
        groups: dict[str, Any] = {}
        choices = [(id, step) for id, step in self.steps.items() if isinstance(step.get("next"), list) and "at" in step]
        if choices and self.random.random() < 0.5:
            id, step = self.random.choice(choices)
            flows = {f"{id}>{step['next'][0]['to']}": 0.3, f"{id}>{step['next'][1]['to']}": 0.7}
            groups["other"] = {"share": 0.25, "flows": flows, "effort": {"all": 2, "fill": 0.5}}
        for step in self.steps.values():
            step.pop("at", None)
        page = {"id": "p", "title": "P", "parties": PARTIES, "steps": self.steps, "groups": groups}
        return Procedure.model_validate(page)

    def sequence(self, blocks: int, depth: int) -> tuple[str, str]:
        begin = end = ""
        for _ in range(self.random.randint(1, blocks)):
            first, last = self.block(depth)
            if end:
                self.steps[end]["next"] = first
            begin, end = begin or first, last
        return begin, end

    def block(self, depth: int) -> tuple[str, str]:
        kind = self.random.choice(self.kinds) if depth else "task"
        return getattr(self, kind)(depth - 1)

    def step(self, **said: Any) -> str:
        id = f"x{len(self.steps)}"
        self.steps[id] = said
        return id

    def task(self, _: int) -> tuple[str, str]:
        said: dict[str, Any] = {"by": self.random.choice(list(PARTIES))}
        if self.random.random() < 0.7:
            parts = self.random.sample(EFFORT_PARTS, self.random.randint(0, 3))
            said["effort"] = {part: self.random.choice(DURATIONS) for part in parts}
        if self.random.random() < 0.5:
            turns = self.random.sample(("queue", "batch", "customer", "third"), self.random.randint(0, 2))
            said["wait"] = {turn: self.random.choice(DURATIONS) for turn in turns}
        id = self.step(**said)
        return id, id

    def choice(self, depth: int) -> tuple[str, str]:
        split, join = self.step(kind="exclusive", at=1), self.step()
        ways = [self.sequence(2, depth) for _ in range(self.random.randint(2, 3))]
        shares = [self.random.choice((0.1, 0.25, 0.3)) for _ in ways[1:]]
        shares = [1 - sum(shares), *shares]
        self.steps[split]["next"] = [{"to": way[0], "share": share} for way, share in zip(ways, shares, strict=True)]
        for _, last in ways:
            self.steps[last]["next"] = join
        return split, join

    def limited(self, depth: int) -> tuple[str, str]:
        """A loop that a case can take once, twice or three times."""
        return self.loop(depth, at_most=self.random.randint(1, 3))

    def loop(self, depth: int, **limit: int) -> tuple[str, str]:
        begin, (first, end) = self.step(), self.sequence(2, depth)
        check, out = self.step(kind="exclusive"), self.step()
        self.steps[begin]["next"] = first
        again = self.random.choice((0.1, 0.3, 0.6))
        self.steps[check]["next"] = [{"to": begin, "share": again, **limit}, {"to": out, "share": 1 - again}]
        self.steps[end]["next"] = check
        return begin, out

    def parallel(self, depth: int) -> tuple[str, str]:
        split, join = self.step(kind="parallel"), self.step(kind="parallel")
        ways = [self.sequence(2, depth) for _ in range(self.random.randint(2, 3))]
        self.steps[split]["next"] = [begin for begin, _ in ways]
        for _, last in ways:
            self.steps[last]["next"] = join
        return split, join

    def inclusive(self, depth: int) -> tuple[str, str]:
        split, join = self.step(kind="inclusive"), self.step(kind="inclusive")
        ways = [self.sequence(2, depth) for _ in range(2)]
        shares = (0.8, 0.5)
        self.steps[split]["next"] = [{"to": way[0], "share": share} for way, share in zip(ways, shares, strict=True)]
        for _, last in ways:
            self.steps[last]["next"] = join
        return split, join

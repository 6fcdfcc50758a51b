"""Small procedures for tests, from steps alone."""

from __future__ import annotations

import random
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure

PARTIES = {
    "customer": {"side": "customer"},
    "desk": {"side": "frontstage", "unit": "Desk", "cost": "30 GBP/h"},
    "office": {"side": "backstage", "unit": "Office", "cost": "60 GBP/h"},
    "lab": {"side": "third"},
}


def procedure(steps: dict[str, Any], **more: Any) -> Procedure:
    """A procedure with the usual parties."""
    return Procedure.model_validate({"id": "p", "title": "P", "parties": PARTIES, "steps": steps, **more})


def subject(steps: dict[str, Any], **more: Any) -> Subject:
    return Subject(procedure(steps, **more))


def measures(steps: dict[str, Any], **more: Any) -> Measures:
    return Measures(subject(steps, **more))


def random_steps(seed: int, size: int, back: float = 0.3, near: int | None = None) -> dict[str, Any]:
    """A chain of tasks with random ways on and back; every step can reach the end."""
    random_ = random.Random(seed)
    steps: dict[str, Any] = {"s0": {"kind": "start", "next": "s1"}}
    for n in range(1, size - 1):
        targets = {n + 1}
        if random_.random() < back:
            targets.add(random_.randint(max(1, n - near) if near else 1, min(size - 1, n + (near or size))))
        steps[f"s{n}"] = {"by": random_.choice(list(PARTIES)), "next": _shared(random_, sorted(targets - {n}))}
    steps[f"s{size - 1}"] = {"kind": "end"}
    return steps


def _shared(random_: random.Random, targets: list[int]) -> list[dict[str, Any]]:
    cuts = [random_.uniform(0.2, 1) for _ in targets]
    shares = [cut / sum(cuts) for cut in cuts]
    return [{"to": f"s{target}", "share": share} for target, share in zip(targets, shares, strict=True)]

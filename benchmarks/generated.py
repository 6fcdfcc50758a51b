"""Pages made up for benchmarks: always the same ones for the same numbers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

PARTIES = {
    "customer": {"side": "customer"},
    "desk": {"side": "frontstage", "unit": "Desk", "cost": "28 GBP/h"},
    "office": {"side": "backstage", "unit": "Office", "cost": "35 GBP/h"},
    "records": {"side": "backstage", "unit": "Records", "cost": "31 GBP/h"},
}
ITEMS = [f"item-{n}" for n in range(30)]


def steps(size: int, seed: int, back: float = 0.2, near: int = 8) -> dict[str, Any]:
    """A chain of steps with random ways on and back, forms asked now and then; every step can reach the end."""
    dice = random.Random(seed)
    made: dict[str, Any] = {"s0": {"kind": "start", "name": "Begin", "next": "s1"}}
    for n in range(1, size - 1):
        ways = [{"to": f"s{n + 1}", "share": 1.0}]
        other = dice.randint(max(1, n - near), min(size - 1, n + near))
        if dice.random() < back and other not in (n, n + 1):
            ways = [{"to": f"s{n + 1}", "share": 0.7}, {"to": f"s{other}", "share": 0.3}]
        party = dice.choice(list(PARTIES))
        step: dict[str, Any] = {"name": f"Do thing {n}", "by": party, "next": ways}
        if party == "customer":
            step |= {"channel": "web", "effort": {"fill": "5m/8m/20m"}, "asks": [f"form-{dice.randint(0, 4)}"]}
        else:
            step |= {"effort": {"work": "6m"}, "wait": {"queue": "1 working day"}}
        made[f"s{n}"] = step
    made[f"s{size - 1}"] = {"kind": "end", "name": "Done", "outcome": "favourable"}
    return made


def page(size: int, seed: int) -> dict[str, Any]:
    """A whole page with five forms of six fields."""
    dice = random.Random(seed)
    forms = {f"form-{n}": {"fields": [{"data": item} for item in dice.sample(ITEMS, 6)]} for n in range(5)}
    return {
        "id": f"page-{seed}",
        "title": f"Generated page {seed}",
        "volume": "1000 per year",
        "parties": PARTIES,
        "forms": forms,
        "steps": steps(size, seed),
    }


def folder(where: Path, pages: int, size: int) -> Path:
    """A folder with that many pages."""
    where.mkdir(parents=True, exist_ok=True)
    for seed in range(pages):
        (where / f"page-{seed:04}.yaml").write_text(yaml.safe_dump(page(size, seed), sort_keys=False))
    return where

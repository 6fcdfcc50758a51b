"""Proofs of many suggestions, and the best of three changes together, on large pages; time of one core."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks import generated, timing
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.plan import plan
from frictionaudit.analysis.simplify.plan_limits import PlanLimits
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.analysis.simplify.suggest import ideas
from frictionaudit.domain.procedure import Procedure

CANDIDATES, SUGGESTIONS = 40, 200


def run(scratch: Path) -> None:
    """Print the table."""
    print("Simplification")
    subject = Subject(wasteful(100, 1))
    thought = list(ideas(subject, Measures(subject)))
    listed = [thought[n % len(thought)][1] for n in range(SUGGESTIONS)]
    begun = time.process_time()
    measures = Measures(subject)
    for idea in listed:
        prove(subject, idea.changes, measures)
    seconds = time.process_time() - begun
    timing.row(f"{SUGGESTIONS} suggestions proved on 100 steps", seconds, f"{len(thought)} different ones; limit 10 s")
    for size in (60, 100):
        subject = Subject(wasteful(size, 2))
        many = sum(1 for _ in ideas(subject, Measures(subject)))
        begun = time.process_time()
        found = plan(subject, PlanLimits(most=3))
        seconds = time.process_time() - begun
        beside = f"{many} candidates, {found.looked_at} sets" + ("; limit 30 s" if size == 60 else "")
        timing.row(f"the best of three changes together on {size} steps", seconds, beside)
        if many < CANDIDATES or not found.plans:
            raise SystemExit(f"{many} candidates, {len(found.plans)} plans: too few to tell anything")


def wasteful(size: int, seed: int) -> Procedure:
    """A generated page with searches, weekly runs, and forms that ask what is held."""
    page: dict[str, Any] = generated.page(size, seed)
    for form in page["forms"].values():
        for n, field in enumerate(form["fields"]):
            field |= {"known": n % 2 == 0}
    for n, step in enumerate(page["steps"].values()):
        if "work" in step.get("effort", {}) and n % 2:
            step["effort"] = {"work": "6m", "search": "3m"}
        if "queue" in step.get("wait", {}) and n % 3 == 0:
            step["wait"] = {"batch": "5 working days"}
        if step.get("by") == "customer" and n % 2 == 0:
            step |= {"channel": "counter", "effort": {"fill": "5m/8m/20m", "travel": "20m", "queue": "10m"}}
    return Procedure.model_validate(page)

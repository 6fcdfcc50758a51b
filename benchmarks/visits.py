"""Expected visits of large random procedures with loops, beside solving the whole matrix at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks import generated, timing
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import Procedure


def run(scratch: Path) -> None:
    """Print the table; the answers are compared first."""
    print("Expected visits of a random procedure with loops")
    for size, near, what in ((1250, 8, "small loops"), (5000, 8, "small loops"), (5000, 5000, "one large knot")):
        steps = generated.steps(size, 1, back=0.3, near=near)
        procedure = Procedure.model_validate(
            {
                "id": "p",
                "title": "P",
                "parties": generated.PARTIES,
                "steps": {
                    id: {key: value for key, value in step.items() if key in ("kind", "by", "next")}
                    for id, step in steps.items()
                },
            }
        )
        ours = timing.function(lambda procedure=procedure: Visits.of(FrictionGraph(procedure)))
        peer = timing.function(lambda procedure=procedure: whole_matrix(procedure), runs=1)
        found, expected = Visits.of(FrictionGraph(procedure)).value, whole_matrix(procedure)
        worst = max(abs(found[step] - expected[step]) for step in found)
        if worst > 1e-6:
            raise SystemExit(f"the answers differ by {worst}")
        timing.row(f"{size} steps, {what}", ours, f"whole matrix {peer:.2f} s: {peer / ours:.1f} × ours, equal answers")


def whole_matrix(procedure: Procedure) -> dict[str, float]:
    """v = s (I − Q)⁻¹ by one dense solve."""
    steps = list(procedure.steps)
    at = {step: n for n, step in enumerate(steps)}
    matrix = np.eye(len(steps))
    for source, flow in procedure.flows:
        matrix[at[flow.to], at[source]] -= flow.share.value if flow.share else 1.0
    start = np.zeros(len(steps))
    start[at["s0"]] = 1.0
    return dict(zip(steps, np.linalg.solve(matrix, start).tolist(), strict=True))

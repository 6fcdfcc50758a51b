"""The steps at which customers get bad news."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject


def bad_news_steps(subject: Subject) -> tuple[str, ...]:
    """Adverse ends, and other adverse steps from which no adverse end can be reached. Linear in flows."""
    procedure = subject.procedure
    adverse = [id for id, step in procedure.steps.items() if step.outcome == "adverse"]
    ends = [id for id in procedure.ends if id in adverse]
    before_end = subject.graph.leading_to(ends)
    return (*ends, *(id for id in adverse if id not in before_end))

"""The steps at which customers get bad news."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject


def bad_news_steps(subject: Subject) -> tuple[str, ...]:
    """Adverse ends, and other adverse steps from which no adverse end can be reached. Linear in flows."""
    procedure = subject.procedure
    adverse = [id for id, step in procedure.steps.items() if step.outcome == "adverse"]
    ends = [id for id in procedure.ends if id in adverse]
    before_end, queue = set(ends), list(ends)
    while queue:
        for arc in subject.graph.incoming[queue.pop()]:
            if arc.source not in before_end:
                before_end.add(arc.source)
                queue.append(arc.source)
    return (*ends, *(id for id in adverse if id not in before_end))

"""Steps that customers try again and again because what they look for is scarce, such as a free slot."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject


def is_tried_again(subject: Subject, step: str) -> bool:
    """Whether a case can go from a step straight back to it."""
    return any(arc.target == step for arc in subject.graph.outgoing[step])

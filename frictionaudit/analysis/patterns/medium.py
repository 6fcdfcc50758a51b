"""What a source has no place for: no page is accused of not saying what drawings and tables never say."""

from __future__ import annotations

from frictionaudit.domain.procedure import Procedure, StepKind


def says_nothing_to_customers(procedure: Procedure) -> bool:
    """Whether it comes from a drawing or a service table, which have no place for messages, choices and owners.

    A drawing that carries any message or choice, in an annotation or an extension, is read like a page. A service table
    tells what its readers know before they start; a page that prints a processing time per step was made from one.
    """
    steps = procedure.steps.values()
    if any(step.tells or step.options for step in steps if step.kind is not StepKind.START):
        return False
    return bool(procedure.drawn) or procedure.service_table or any(step.processing is not None for step in steps)

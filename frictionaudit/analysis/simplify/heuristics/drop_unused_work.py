"""Drop work whose result nobody uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.wording import enumeration, in_words, step_name
from frictionaudit.domain.procedure import Procedure, Step


class DropUnusedWork(Heuristic):
    """Drop a step of ours where no other step needs, asks for or hands out what it makes.

    This looks at what steps state that they make, on pages where some step states what it needs. A step stays if it
    checks something, decides the route, or tells or gives the customer anything.

    Do not use it when somebody outside the procedure uses the result: let the page say who.

    Source: task elimination in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 5
    answers = ("FA210",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        if all(step.needs is None for step in procedure.steps.values()):
            return
        users = _users(procedure)
        for id, step in procedure.steps.items():
            side = subject.side(id)
            used = any(users.get(item, set()) - {id} for item in step.makes)
            if side is None or not side.ours or used or not _only_makes(step):
                continue
            changes = without_step(procedure, id)
            if changes is not None:
                results = enumeration(f"the {in_words(item)}" for item in step.makes)
                yield Idea(
                    f"Drop {step_name(subject, id)}: no other step needs {results}",
                    changes,
                    steps=(id,),
                    check="whether a law demands this signature" if step.signatures else "",
                    trade_off=f"someone outside this procedure may use {results}",
                )


def _users(procedure: Procedure) -> Mapping[str, set[str]]:
    """For each item the steps that need it, ask for it or hand it out."""
    users: dict[str, set[str]] = {}
    for id, step in procedure.steps.items():
        for item in (*(step.needs or ()), *step.asks, *step.gives):
            users.setdefault(item, set()).add(id)
    return users


def _only_makes(step: Step) -> bool:
    """Whether a step makes something and does nothing else that would be lost with it."""
    if step.gives or step.tells or step.control is not None or step.fees:
        return False
    return bool(step.makes) and len(step.next) == 1

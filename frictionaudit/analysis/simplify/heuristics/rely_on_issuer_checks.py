"""What a public body has certified is not checked again."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import main_way, without_step


class RelyOnIssuerChecks(Heuristic):
    """A check of ours that looks only at papers of another public body is left out: that body has checked them.

    The check has to say what it needs, and all of it are documents issued by an authority.

    Leave it when forged papers are common, or the other body checks something else.

    Source: trusted party in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 27
    answers = ("FA204",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        theirs = {id for id, document in procedure.documents.items() if document.issued_by == "authority"}
        if not theirs:
            return
        for id, step in subject.tasks.items():
            side, main = subject.side(id), main_way(step)
            if step.control != "check" or side is None or not side.ours or main is None:
                continue
            if not step.needs or not set(step.needs) <= theirs or step.gives or step.tells or step.makes:
                continue
            changes = without_step(procedure, id, main.to)
            if changes is not None:
                names = " and ".join(f"'{procedure.documents[paper].name or paper}'" for paper in step.needs)
                stopped = f", which stops {(1 - main.share.value) * 100:.3g} % of cases" if main.share else ""
                yield Idea(
                    f"rely on who issued {names} and leave out '{procedure.label(id)}'",
                    changes,
                    steps=(id,),
                    trade_off=f"our own look at it{stopped}",
                )

"""What was asked before is not asked again."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.asked_before import Again, asked_again
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.base import Heuristic, Idea
from frictionaudit.analysis.simplify.sparing import fewer_questions
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.changes import Change, FieldDropped


class AskOnlyOnce(Heuristic):
    """A question is dropped from a form where every case has answered it already, on another form.

    Filling in takes as much less as there are fewer questions to answer, said to be assumed. A form that is also
    asked where the question comes first keeps it.

    Leave it when the answer is asked again on purpose, as where somebody's identity is checked: the page then says
    so with `because`.
    """

    number = 5
    answers = ("FA101",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        asked: dict[str, dict[str, str]] = {}
        for step, drawn in procedure.steps.items():
            for id in drawn.asks:
                for field in (procedure.forms[id].fields or ()) if id in procedure.forms else ():
                    if not field.prefilled:
                        asked.setdefault(field.data, {}).setdefault(step, id)
        certain: dict[tuple[str, str], list[Again]] = {}
        for again in asked_again(subject.graph, asked):
            if again.certain:
                certain.setdefault((asked[again.item][again.step], again.item), []).append(again)
        for (form, item), repeats in sorted(certain.items()):
            places = [step for step, where in asked[item].items() if where == form]
            if {again.step for again in repeats} == set(places):
                yield self._idea(subject, form, item, repeats)

    def _idea(self, subject: Subject, form: str, item: str, repeats: list[Again]) -> Idea:
        procedure = subject.procedure
        field = procedure.forms[form].field(item)
        changes: list[Change] = [FieldDropped(form=form, data=item)]
        for again in repeats:
            changes += fewer_questions(procedure, again.step, 1)
        name = procedure.forms[form].name or form
        asked = field.label or item if field is not None else item
        return Idea(
            f"drop '{asked}' from '{name}': it was asked at '{procedure.label(repeats[0].before)}'",
            tuple(changes),
            steps=tuple(again.step for again in repeats),
            given_up="a second look at the answer, where it has changed or was wrong",
        )

"""What was asked before is not asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.patterns.questions import asked_as, listed
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, repeated_questions
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.domain.changes import Change, FieldRemoved


class AskOnlyOnce(Heuristic):
    """Questions are dropped from a form where every case has answered them already, on another form.

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
        certain: dict[str, dict[str, list[RepeatedQuestion]]] = {}
        for again in repeated_questions(subject.graph, asked):
            if again.certain:
                certain.setdefault(asked[again.item][again.step], {}).setdefault(again.item, []).append(again)
        for form, items in sorted(certain.items()):
            known = {
                item: repeats
                for item, repeats in items.items()
                if {again.step for again in repeats} == {step for step, where in asked[item].items() if where == form}
                and is_unjustified(procedure, ("forms", form, "fields", item), self.answers)
            }
            if known:
                yield self._idea(subject, form, known)

    def _idea(self, subject: Subject, form: str, known: dict[str, list[RepeatedQuestion]]) -> Idea:
        procedure = subject.procedure
        changes: list[Change] = [FieldRemoved(form=form, data=item) for item in known]
        fewer = Counter(again.step for repeats in known.values() for again in repeats)
        for step, questions in fewer.items():
            changes += fewer_questions(procedure, step, questions)
        fields = [field for field in procedure.forms[form].fields or () if field.data in known]
        before = dict.fromkeys(repeats[0].before for repeats in known.values())
        were = "it was" if len(known) == 1 else "they were"
        return Idea(
            f"drop {listed(map(asked_as, fields))} from '{procedure.forms[form].name or form}': {were} asked at "
            f"{list_steps(subject, in_reading_order(subject, before))}",
            tuple(changes),
            steps=tuple(fewer),
            trade_off="a second look at the answer, where it has changed or was wrong",
        )

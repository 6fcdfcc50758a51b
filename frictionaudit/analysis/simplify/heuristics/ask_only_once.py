"""Ask each question only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, repeated_questions
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.analysis.simplify.wording import form_name, question_names, step_names
from frictionaudit.domain.changes import Change, FieldRemoved
from frictionaudit.domain.procedure import Procedure

_Asked = dict[str, dict[str, str]]
"""For each data item the steps that ask it, each with the form."""
_Repeats = dict[str, list[RepeatedQuestion]]
"""For each data item where it is asked again."""


class AskOnlyOnce(Heuristic):
    """Drop questions from a form where every case has already answered them on another form.

    The time to fill in shrinks in proportion to the questions left, and is marked as assumed. A form that is also used
    where the question comes first keeps it.

    Do not use it when the repetition is deliberate, such as an identity check: the page then says so with `because`.
    """

    number = 5
    answers = ("FA101",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        asked = _asked(procedure)
        for form, repeats in sorted(_certain_repeats(subject, asked).items()):
            removable = {
                item: again
                for item, again in repeats.items()
                if {repeat.step for repeat in again} == {step for step, at in asked[item].items() if at == form}
                and is_unjustified(procedure, ("forms", form, "fields", item), self.answers)
            }
            if removable:
                yield _idea(subject, form, removable)


def _asked(procedure: Procedure) -> _Asked:
    """Where each data item has to be answered."""
    asked: _Asked = {}
    for id, step in procedure.steps.items():
        for form in (form for form in step.asks if form in procedure.forms):
            for field in procedure.forms[form].fields or ():
                if not field.prefilled:
                    asked.setdefault(field.data, {}).setdefault(id, form)
    return asked


def _certain_repeats(subject: Subject, asked: _Asked) -> dict[str, _Repeats]:
    """For each form the questions that every case has answered before."""
    repeats: dict[str, _Repeats] = {}
    for again in repeated_questions(subject.graph, asked):
        if again.certain:
            repeats.setdefault(asked[again.item][again.step], {}).setdefault(again.item, []).append(again)
    return repeats


def _idea(subject: Subject, form: str, repeats: _Repeats) -> Idea:
    procedure = subject.procedure
    changes: list[Change] = [FieldRemoved(form=form, data=item) for item in repeats]
    fewer = Counter(repeat.step for again in repeats.values() for repeat in again)
    for step, questions in fewer.items():
        changes += fewer_questions(procedure, step, questions)
    fields = [field for field in procedure.forms[form].fields or () if field.data in repeats]
    earlier = in_reading_order(subject, {again[0].before for again in repeats.values()})
    verb, pronoun = ("ask" if len(earlier) > 1 else "asks"), ("it" if len(repeats) == 1 else "them")
    return Idea(
        f"Drop {question_names(fields)} from {form_name(procedure, form)}: {step_names(subject, earlier)} "
        f"already {verb} for {pronoun}",
        tuple(changes),
        steps=tuple(fewer),
        trade_off="no second chance to correct the answer",
    )

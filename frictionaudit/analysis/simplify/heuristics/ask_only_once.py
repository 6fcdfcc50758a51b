"""Ask each question only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, repeated_questions
from frictionaudit.analysis.simplify.check_first import by_certainty
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import form_name, question_names, step_names
from frictionaudit.domain.changes import Change, FieldRemoved
from frictionaudit.domain.procedure import Field, Procedure

_Asked = dict[str, dict[str, str]]
"""For each data item the steps that ask it, each with the form."""
_Repeats = dict[str, list[RepeatedQuestion]]
"""For each data item where it is asked again."""


class AskOnlyOnce(Heuristic):
    """Drop questions from a form where every case has already answered them on another form.

    The time to fill in shrinks in proportion to the questions left, and is marked as assumed. A form that is also used
    where the question comes first keeps it. An answer that was missing or wrong the first time is asked again for that
    reason, and the question stays. The idea needs a check where the repetition may serve identity, consent, safety,
    privacy or a legal statement. So it does where the page does not say what the question is for.

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
            asking = {
                field: [repeat.step for repeat in removable[field.data]]
                for field in _fields(procedure, form, removable)
            }
            for fields, check in by_certainty(subject, form, asking):
                yield _idea(subject, form, {field.data: removable[field.data] for field in fields}, check)


def _fields(procedure: Procedure, form: str, repeats: _Repeats) -> list[Field]:
    return [field for field in procedure.forms[form].fields or () if field.data in repeats]


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


def _idea(subject: Subject, form: str, repeats: _Repeats, check: str) -> Idea:
    procedure = subject.procedure
    changes: list[Change] = [FieldRemoved(form=form, data=item) for item in repeats]
    fewer = Counter(repeat.step for again in repeats.values() for repeat in again)
    for step, questions in fewer.items():
        changes += fewer_questions(procedure, step, questions)
    fields = _fields(procedure, form, repeats)
    earlier = in_reading_order(subject, {again[0].before for again in repeats.values()})
    verb, pronoun = ("ask" if len(earlier) > 1 else "asks"), ("it" if len(repeats) == 1 else "them")
    return Idea(
        f"Drop {question_names(fields)} from {form_name(procedure, form)}: {step_names(subject, earlier)} "
        f"already {verb} for {pronoun}",
        tuple(changes),
        steps=tuple(fewer),
        assumes=assumed_of_questions(changes),
        trade_off="no second chance to correct the answer",
        check=check,
    )

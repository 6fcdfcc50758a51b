"""Nobody should have to give the same answer twice."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents, asked_fields
from frictionaudit.analysis.patterns.question_names import asks_for, printed
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, renamed_questions, repeated_questions
from frictionaudit.analysis.rule import Flag, Rule, of_cases
from frictionaudit.analysis.text.synonyms import meaning
from frictionaudit.domain.procedure import Field


class AskOnce(Rule):
    """A later step asks for a data item again, and does not pre-fill it.

    Two items are the same if they have the same name. They are also the same if the table of synonyms says so for their
    names or labels, such as 'E-mail' and 'Your mail address'. A document that people have handed over has already given
    the items that it `shows`. FA113 covers labels that only look alike.

    Why it matters:
        Being asked twice tells people that nobody read their first answer. It costs them minutes, and the two answers
        can differ.

    Wrong:
        steps:
          apply: {by: customer, asks: [application], next: appear}   # asks for the address
          appear: {by: customer, asks: [visit-sheet], next: done}    # asks for the address again

    Right:
        forms:
          visit-sheet:
            fields: [{data: address, prefilled: true}]

    What to do:
        Drop the second question, or pre-fill the first answer and ask people to confirm it.

    Leave it when:
        The answer can have changed since, or the second question is a security check. Give the reason in `because`.

    Sources:
        WCAG 2.2, success criterion 3.3.7 (redundant entry).
    """

    level = "warning"
    stake = ("filling in",)
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        forms: dict[str, dict[str, str]] = {}
        meanings: list[tuple[str, str, str]] = []
        for step, form, field in asked_fields(subject):
            forms.setdefault(field.data, {}).setdefault(step, form)
            if item := meaning(field.data, field.label or "").item:
                meanings.append((step, field.data, item))
        for step, id, document in asked_documents(subject):
            for item in document.shows:
                forms.setdefault(item, {}).setdefault(step, id)
        flagged = set()
        for again in repeated_questions(subject.graph, forms):
            flagged.add((again.item, again.step))
            if forms[again.item][again.step] in subject.procedure.documents:
                continue  # the document proves what a form asked for
            yield _flag(subject, again, forms[again.item][again.step])
        for again, earlier_item in renamed_questions(subject.graph, meanings):
            if (again.item, again.step) not in flagged:
                _, earlier = _question(subject, forms[earlier_item][again.before], earlier_item)
                name = f", as '{printed(earlier_item, earlier.label)}'"
                yield _flag(subject, again, forms[again.item][again.step], name)


def _flag(subject: Subject, again: RepeatedQuestion, form: str, earlier_name: str = "") -> Flag:
    label = subject.procedure.label
    position, field = _question(subject, form, again.item)
    return Flag(
        f"'{label(again.step)}' {asks_for(again.item, field.label)} again ({_how_often(subject, again)}); "
        f"'{label(again.before)}' already has it{earlier_name}",
        steps=(again.step, again.before),
        about=again.item,
        at=("forms", form, "fields", position),
        priced=(again.step,),
        portion=1 / max(1, len(subject.procedure.forms[form].fields or ())),
    )


def _how_often(subject: Subject, again: RepeatedQuestion) -> str:
    """Exact if every case has passed the first question; otherwise at most the share that reaches either step."""
    shares = (subject.reached(step) for step in (again.step, again.before))
    share = min((share for share in shares if share is not None), default=1.0)
    return of_cases(share) if again.certain else f"up to {of_cases(share)}"


def _question(subject: Subject, form: str, item: str) -> tuple[int, Field]:
    """The question about an item on a form, and its position there."""
    fields = subject.procedure.forms[form].fields or ()
    return next((position, field) for position, field in enumerate(fields) if field.data == item)

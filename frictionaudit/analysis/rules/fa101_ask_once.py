"""Nobody should have to say the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, renamed_questions, repeated_questions
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.analysis.text.synonyms import meaning


class AskOnce(Rule):
    """A data item is asked again on the way, and is not shown filled in.

    Items are the same where they have the same name, or where the table of meanings says that their names or labels
    mean the same: 'E-mail' and 'Your mail address'. Wordings that only look alike are left to FA113.

    Why it matters:
        Being asked twice tells people that nobody read their first answer. It costs them minutes, and the two
        answers can differ.

    Wrong:
        steps:
          apply: {by: customer, asks: [application], next: appear}   # asks for the address
          appear: {by: customer, asks: [visit-sheet], next: done}    # asks for the address again

    Right:
        forms:
          visit-sheet:
            fields: [{data: address, prefilled: true}]

    What to do:
        Drop the second question, or show the first answer for a check.

    Leave it when:
        The answer can have changed since, or a second factor is wanted on purpose: say so with `because`.

    Sources:
        WCAG 2.2, success criterion 3.3.7 (redundant entry).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        asked: dict[str, dict[str, str]] = {}
        meant: list[tuple[str, str, str]] = []
        for step, form, field in asked_fields(subject):
            asked.setdefault(field.data, {}).setdefault(step, form)
            if item := meaning(field.data, field.label or "").item:
                meant.append((step, field.data, item))
        label = subject.procedure.label
        said = set()
        for again in repeated_questions(subject.graph, asked):
            said.add((again.item, again.step))
            yield Flag(
                f"'{again.item}' is asked at '{label(again.before)}' and again at '{label(again.step)}': "
                f"{_how_often(subject, again)}",
                steps=(again.step, again.before),
                about=again.item,
                at=_place(subject, asked[again.item][again.step], again.item),
            )
        for again, before in renamed_questions(subject.graph, meant):
            if (again.item, again.step) not in said:
                yield Flag(
                    f"'{before}' is asked at '{label(again.before)}' and again, as '{again.item}', at "
                    f"'{label(again.step)}': {_how_often(subject, again)}",
                    steps=(again.step, again.before),
                    about=again.item,
                    at=_place(subject, asked[again.item][again.step], again.item),
                )


def _how_often(subject: Subject, again: RepeatedQuestion) -> str:
    """Exact where every case has passed the first question; else not more than come to either."""
    shares = (subject.reached(step) for step in (again.step, again.before))
    share = min((share for share in shares if share is not None), default=1.0)
    return percent(share) if again.certain else f"on some ways, {percent(share).replace('in ', 'in up to ')}"


def _place(subject: Subject, form: str, item: str) -> tuple[str | int, ...]:
    fields = subject.procedure.forms[form].fields or ()
    position = next(n for n, field in enumerate(fields) if field.data == item)
    return ("forms", form, "fields", position)

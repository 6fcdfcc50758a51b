"""A form asks for an answer that nobody reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.field_readers import Readers
from frictionaudit.analysis.patterns.question_names import printed
from frictionaudit.analysis.patterns.questions import AskedForm, forms_for_customers, split_justified_fields
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Field
from frictionaudit.domain.quantities.listing import listed, quoted


class UnreadAnswer(Rule):
    """A form requires an answer that neither the step that asks nor any later step reads.

    It is a warning if the page says so: `used_by` is empty, or names only steps that can never come after the question.
    It is information if the page states readers for other questions and none for this one. A step that `needs` the data
    item reads it. Each form has one finding for all its questions.

    Why it matters:
        People look up, think about and give away something about themselves for nothing.

    Wrong:
        forms:
          application:
            fields: [{data: occupation, used_by: []}]

    Right:
        forms:
          application:
            fields: [{data: occupation, used_by: [set-fee]}]

    What to do:
        Drop the question, or make it optional.

    Leave it when:
        A law requires the answer to be kept although nobody reads it. Name the law in `because` on the field.

    Sources:
        GDPR, Art. 5(1)(c): data minimisation (source not checked first-hand).
    """

    level = "warning"
    stake = ("filling in",)
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        forms = forms_for_customers(subject)
        fields = [field for asked in forms for field in asked.form.fields or ()]
        if all(field.used_by is None for field in fields):  # saves time
            return
        readers = Readers.of(subject.graph, fields)
        stated_elsewhere = any(field.used_by for field in fields)
        for asked in forms:
            unread = [
                field
                for field in asked.questions()
                if field.required
                and (stated_elsewhere or field.used_by is not None)
                and not readers.reachable(field, asked.steps)
            ]
            for at, about, group in split_justified_fields(asked, unread, self.code()):
                yield Flag(
                    _message(subject, asked, readers, group),
                    steps=asked.steps,
                    about=about,
                    at=at,
                    portion=asked.part(group),
                    severity="warning" if any(_stated(readers, field) for field in group) else "info",
                )


def _stated(readers: Readers, field: Field) -> bool:
    """Whether the page states who reads an answer, even if that is nobody or a step that never sees it."""
    return field.used_by is not None or bool(readers.stated(field))


def _message(subject: Subject, asked: AskedForm, readers: Readers, fields: tuple[Field, ...]) -> str:
    nobody = [field for field in fields if _stated(readers, field) and not readers.stated(field)]
    too_early = [field for field in fields if readers.stated(field)]
    not_stated = [field for field in fields if not _stated(readers, field)]
    parts = []
    if nobody:
        parts.append(f"nobody reads the {'answer' if len(nobody) == 1 else 'answers'} to {_names(nobody)}")
    if too_early:
        steps = dict.fromkeys(step for field in too_early for step in readers.stated(field))
        places = listed(quoted(map(subject.procedure.label, steps)), last="or")
        parts.append(f"{_names(too_early)} can never be read: no case reaches {places} after the question")
    if not_stated:
        parts.append(f"no reader is stated for {_names(not_stated)}, while other answers have one")
    return f"On '{asked.name}', " + "; ".join(parts)


def _names(fields: Iterable[Field]) -> str:
    return listed(quoted(printed(field.data, field.label) for field in fields))

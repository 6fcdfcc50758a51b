"""An answer that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.field_readers import Readers
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.patterns.questions import (
    AskedForm,
    asked_as,
    forms_for_customers,
    listed,
    split_justified_fields,
)
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Field


class UnreadAnswer(Rule):
    """A form demands an answer that no step reads, neither the step that asks nor one to which a case can come later.

    It is a warning where the page says so: `used_by` is empty, or names only steps that can never come after the
    question. Where the page names readers for other questions and none for this one, it is worth a look. A step that
    `needs` the data item reads it. Each form is flagged once.

    Why it matters:
        People look up, think about and give away something about themselves, for nothing.

    Wrong:
        forms:
          application:
            fields: [{data: occupation, used_by: []}]

    Right:
        forms:
          application:
            fields: [{data: occupation, used_by: [set-fee]}]

    What to do:
        Strike the question, or let people leave it empty.

    Leave it when:
        A law demands that it be kept although nobody reads it: say so with `because` on the field, and name the law.

    Sources:
        GDPR, Art. 5(1)(c): data minimisation (not read first-hand).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        asked = forms_for_customers(subject)
        fields = [field for asking in asked for field in asking.form.fields or ()]
        if all(field.used_by is None for field in fields):  # saves time
            return
        readers = Readers.of(subject.graph, fields)
        elsewhere = any(field.used_by for field in fields)
        for asking in asked:
            unread = [
                field
                for field in asking.questions()
                if field.required
                and (elsewhere or field.used_by is not None)
                and not readers.reachable(field, asking.steps)
            ]
            for at, about, some in split_justified_fields(asking, unread, self.code()):
                said = any(_said(readers, field) for field in some)
                yield Flag(
                    _message(subject, asking, readers, some),
                    steps=asking.steps,
                    about=about,
                    at=at,
                    severity="warning" if said else "info",
                )


def _said(readers: Readers, field: Field) -> bool:
    """Whether the page says who reads an answer, and be it nobody or somebody who never sees it."""
    return field.used_by is not None or bool(readers.stated(field))


def _message(subject: Subject, asking: AskedForm, readers: Readers, fields: tuple[Field, ...]) -> str:
    nobody = [field for field in fields if _said(readers, field) and not readers.stated(field)]
    late = [field for field in fields if readers.stated(field)]
    open_ = [field for field in fields if not _said(readers, field)]
    never = {step: None for field in late for step in readers.stated(field)}
    parts = [
        f"nobody reads the answer to {listed(map(asked_as, nobody))}" if nobody else "",
        f"{listed(map(asked_as, late))} would be read only at {list_steps(subject, never)}, "
        "where no case comes after it"
        if late
        else "",
        f"no reader is named for {listed(map(asked_as, open_))}, while other answers have one" if open_ else "",
    ]
    return f"on '{asking.name}' " + "; ".join(part for part in parts if part)

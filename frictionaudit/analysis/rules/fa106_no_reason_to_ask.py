"""Every question needs a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.question_names import printed
from frictionaudit.analysis.patterns.questions import forms_for_customers, split_justified_fields
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Field
from frictionaudit.domain.quantities.listing import listed, quoted


class NoReasonToAsk(Rule):
    """A form asks a required or sensitive question without a purpose or a legal basis.

    Each form has one finding for all its questions. It is a warning if one of them is sensitive, and information
    otherwise. Pre-filled fields are not questions. A drawing that gives no reason for any question is not
    checked: it has no place for one.

    Why it matters:
        Without a reason, staff cannot tell people why they are asked. Nor can anyone tell whether the question is still
        needed.

    Wrong:
        forms:
          application:
            fields: [{data: religion, sensitive: true}]

    Right:
        forms:
          application:
            fields: [{data: religion, sensitive: true, purpose: collects church tax, basis: income tax act}]

    What to do:
        Write beside each question what the answer is for. Drop the questions for which nobody finds a reason.

    Leave it when:
        The reason is given elsewhere. Say where in `because` on the field or the form.

    Sources:
        GOV.UK: question protocol (know why you ask every question, who uses the answer and what for).
    """

    level = "warning"
    stake = ("filling in",)
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        forms = forms_for_customers(subject)
        if subject.procedure.drawn and not any(_explained(field) for asked in forms for field in asked.questions()):
            return  # a drawing has no place for reasons
        for asked in forms:
            unexplained = [
                field for field in asked.questions() if (field.required or field.sensitive) and not _explained(field)
            ]
            for at, about, fields in split_justified_fields(asked, unexplained, self.code()):
                sensitive = [field for field in fields if field.sensitive]
                are = "is" if len(sensitive) == 1 else "are"
                yield Flag(
                    f"'{asked.name}' gives no reason for asking {_names(fields)}"
                    + (f"; {_names(sensitive)} {are} sensitive" if sensitive else ""),
                    steps=asked.steps,
                    about=about,
                    at=at,
                    portion=asked.part(fields),
                    severity="warning" if sensitive else "info",
                )


def _explained(field: Field) -> bool:
    return bool(field.purpose or field.basis)


def _names(fields: Iterable[Field]) -> str:
    return listed(quoted(printed(field.data, field.label) for field in fields))

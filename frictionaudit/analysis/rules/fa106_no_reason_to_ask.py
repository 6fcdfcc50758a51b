"""A question without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.questions import asked_as, forms_for_customers, listed, split_justified_fields
from frictionaudit.analysis.rule import Flag, Rule


class NoReasonToAsk(Rule):
    """A form asks what must be answered, or what is sensitive, and says neither what for nor on what ground.

    Each form is flagged once, with its questions. It is a warning where one of them is sensitive, and otherwise worth
    a look. What is shown filled in is not asked.

    Why it matters:
        Nobody can tell people why they are asked, and nobody can tell whether the question is still needed.

    Wrong:
        forms:
          application:
            fields: [{data: religion, sensitive: true}]

    Right:
        forms:
          application:
            fields: [{data: religion, sensitive: true, purpose: collects church tax, basis: income tax act}]

    What to do:
        Write beside each question what the answer is for; strike those for which nobody finds a reason.

    Leave it when:
        The reason stands elsewhere: say so with `because` on the field or the form.

    Sources:
        GOV.UK: question protocol (know why every question is asked, who uses the answer and what for).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for asking in forms_for_customers(subject):
            bare = [
                field
                for field in asking.questions()
                if (field.required or field.sensitive) and not field.purpose and not field.basis
            ]
            for at, about, fields in split_justified_fields(asking, bare, self.code()):
                sensitive = [field for field in fields if field.sensitive]
                which = (
                    f"; of these {listed(map(asked_as, sensitive))} {'is' if len(sensitive) == 1 else 'are'} sensitive"
                    if sensitive
                    else ""
                )
                yield Flag(
                    f"on '{asking.name}' nothing says why it asks {listed(map(asked_as, fields))}{which}",
                    steps=asking.steps,
                    about=about,
                    at=at,
                    severity="warning" if sensitive else "info",
                )

"""What we hold already is shown, not asked."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.base import Heuristic, Idea
from frictionaudit.analysis.simplify.sparing import spared
from frictionaudit.analysis.subject import Subject
from frictionaudit.domain.changes import Change, FieldAmended
from frictionaudit.domain.procedure import Field, Side


class PrefillWhatIsKnown(Heuristic):
    """A form shows the answers that the organisation holds; the customer checks them.

    Meant are questions marked `known` that are not prefilled. Filling in takes as much less as there are fewer
    questions to answer, said to be assumed.

    Leave it when the answers held are often out of date, or must not be shown to whoever fills in the form.
    """

    answers = ("FA101", "FA102")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, form in procedure.forms.items():
            held = [field for field in form.fields or () if field.known and not field.prefilled]
            asking = tuple(
                step
                for step, drawn in procedure.steps.items()
                if id in drawn.asks and subject.side(step) is Side.CUSTOMER
            )
            if held and asking:
                questions = _named(held)
                changes: list[Change] = [
                    FieldAmended(form=id, data=field.data, attribute="prefilled", value=True) for field in held
                ]
                for step in asking:
                    changes += spared(procedure, step, "fill", *self._kept(subject, step, len(held)))
                yield Idea(
                    f"show {questions} filled in on '{form.name or id}' instead of asking",
                    tuple(changes),
                    steps=asking,
                    given_up="the customer's own words where what is held is out of date; it is shown, to be corrected",
                )

    def _kept(self, subject: Subject, step: str, fewer: int) -> tuple[float, str]:
        """The share of the questions of a step that are still to be answered, and the ground of the estimate."""
        forms = [
            subject.procedure.forms[id] for id in subject.procedure.steps[step].asks if id in subject.procedure.forms
        ]
        all_known = all(form.fields is not None for form in forms)
        to_answer = sum(not field.prefilled for form in forms for field in form.fields or ())
        left = to_answer - fewer
        if not all_known or not to_answer:
            return 1.0, ""
        return left / to_answer, f"as much less as there are fewer questions to answer: {left} of {to_answer}"


def _named(fields: list[Field]) -> str:
    names = [f"'{field.label or field.data}'" for field in fields]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

"""What we hold already is shown, not asked."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.domain.changes import Change, FieldAmended
from frictionaudit.domain.procedure import Field, Side


class PrefillKnownAnswers(Heuristic):
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
            held = [
                field
                for field in form.fields or ()
                if field.known
                and not field.prefilled
                and is_unjustified(procedure, ("forms", id, "fields", field.data), self.answers)
            ]
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
                    changes += fewer_questions(procedure, step, len(held))
                yield Idea(
                    f"show {questions} filled in on '{form.name or id}' instead of asking",
                    tuple(changes),
                    steps=asking,
                    trade_off="out-of-date data may go uncorrected",
                )


def _named(fields: list[Field]) -> str:
    names = [f"'{field.label or field.data}'" for field in fields]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

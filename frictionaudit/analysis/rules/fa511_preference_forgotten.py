"""Asked how they would like to be treated, and then treated like everyone else."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_forms
from frictionaudit.analysis.patterns.question_names import asks_for
from frictionaudit.analysis.rule import Flag, Rule


class PreferenceForgotten(Rule):
    """A form asks how customers would like to be treated, and no later step does so; or two forms ask it.

    The rule looks at questions with a `preference`: the channel, time, language or form of address that people prefer.
    A later step follows it if it lists the preference in `honours`, or if `used_by` of the question names it. A second
    form that asks for the same preference
    without showing the first answer is a finding too.

    Why it matters:
        A preference that nobody follows is worse than no question: people now know that you knew.

    Wrong:
        forms:
          contact: {fields: [{data: best-time, label: "When may we call?", preference: time}]}
        steps:
          call: {by: desk, channel: phone, next: done}

    Right:
        forms:
          contact: {fields: [{data: best-time, label: "When may we call?", preference: time}]}
        steps:
          call: {by: desk, channel: phone, honours: [time], next: done}

    What to do:
        Show the preference to whoever calls, writes or meets the customer next, or stop asking for it.

    Leave it when:
        Another procedure follows the preference. Give that reason with `because` on the question.

    Sources:
        The idea of procedural care: how people would like to be treated. Our default.
    """

    level = "warning"
    stake = ("customer",)
    element = "personal"
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        first: dict[str, str] = {}
        order = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
        for step, id, form in sorted(asked_forms(subject), key=lambda asked: order[asked[0]]):
            for position, field in enumerate(form.fields or ()):
                if field.preference is None or field.prefilled:
                    continue
                at = ("forms", id, "fields", position)
                asks = f"'{subject.procedure.label(step)}' {asks_for(field.data, field.label)}"
                asked_before = first.setdefault(field.preference, step)
                later = subject.graph.after(step)
                if asked_before != step:
                    message = f"{asks}, although '{subject.procedure.label(asked_before)}' asks for that preference too"
                    yield Flag(message, steps=(step, asked_before), about=field.data, at=at)
                elif not any(field.preference in steps[other].honours for other in later) and not (
                    later & {*(field.used_by or ())}
                ):
                    message = f"{asks}, and no later step follows that preference"
                    yield Flag(message, steps=(step,), about=field.data, at=at)

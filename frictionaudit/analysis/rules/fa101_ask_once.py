"""Nobody should have to say the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.between import share_from
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields
from frictionaudit.analysis.rules.base import Flag, Rule, percent
from frictionaudit.analysis.subject import Subject


class AskOnce(Rule):
    """A data item is asked again on the way, and is not shown filled in.

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
        graph = subject.graph
        asked: dict[str, dict[str, str]] = {}
        for step, form, field in asked_fields(subject):
            asked.setdefault(field.data, {}).setdefault(step, form)
        shares: dict[tuple[str, str], float] = {}
        for item, places in sorted(asked.items()):
            for again, form in sorted(places.items()):
                earlier = [step for step in places if step != again and step in graph.before(again)]
                first = [step for step in earlier if again not in graph.before(step)] or (
                    # in a loop each comes before the other: the one every case passes first was first
                    [step for step in earlier if step in graph.always_before(again)]
                )
                if not first:
                    continue
                certain = [step for step in graph.always_before(again) if step in first]
                before = certain[0] if certain else sorted(first)[0]
                if (before, again) not in shares:  # several items are often asked at the same two steps
                    shares[before, again] = (subject.reached(before) or 0.0) * share_from(subject, before, again)
                label = subject.procedure.label
                yield Flag(
                    f"'{item}' is asked at '{label(before)}' and again at '{label(again)}': "
                    f"{percent(shares[before, again])}",
                    steps=(again, before),
                    about=item,
                    at=_place(subject, form, item),
                )


def _place(subject: Subject, form: str, item: str) -> tuple[str | int, ...]:
    fields = subject.procedure.forms[form].fields or ()
    position = next(n for n, field in enumerate(fields) if field.data == item)
    return ("forms", form, "fields", position)

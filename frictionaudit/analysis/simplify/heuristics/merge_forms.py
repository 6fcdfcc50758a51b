"""Two forms at one go are one form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, follows_immediately
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merge
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_questions
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.changes import apply, difference
from frictionaudit.domain.procedure import Form, Procedure, Side
from frictionaudit.domain.values import FrozenDict
from frictionaudit.errors import ChangeError


class MergeForms(Heuristic):
    """Two forms that the customer fills in at one step, or at two steps in a row in one channel, become one.

    The questions are put together, each data item once; filling in takes as much less as there are fewer to answer,
    said to be assumed. Steps in a row become one step. Forms that are asked elsewhere too stay as they are, and so do
    forms of different channels.

    Leave it when each form goes to somebody who must not see the other.
    """

    number = 8
    answers = ("FA101", "FA113", "FA211")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        asking = [
            step for step in subject.tasks if subject.side(step) is Side.CUSTOMER and self._forms(procedure, step)
        ]
        pairs = [(step, step) for step in asking]
        pairs += [pair for pair in adjacent_tasks(subject) if {*pair} <= {*asking} and _one_go(subject, *pair)]
        for first, second in pairs:
            there, then = self._forms(procedure, first), self._forms(procedure, second)
            kept = there[0]
            gone = next((form for form in then if form != kept and _fit(procedure, kept, form, second)), None)
            after = _united(procedure, first, second, kept, gone) if gone is not None else None
            if gone is not None and after is not None:
                names = [procedure.forms[form].name or form for form in (kept, gone)]
                where = f"'{procedure.label(first)}'"
                yield Idea(
                    f"make '{names[0]}' and '{names[1]}' one form at {where}",
                    difference(procedure, after),
                    steps=tuple(dict.fromkeys((first, second))),
                    trade_off="that each form can be changed, and sent to its readers, by itself",
                )

    def _forms(self, procedure: Procedure, step: str) -> list[str]:
        """Forms of which the page tells the questions, and gives no reason why they stand apart."""
        return [
            thing
            for thing in procedure.steps[step].asks
            if thing in procedure.forms
            and procedure.forms[thing].fields is not None
            and is_unjustified(procedure, ("forms", thing), self.answers)
            and is_unjustified(procedure, ("steps", step), self.answers)
        ]


def _one_go(subject: Subject, first: str, second: str) -> bool:
    one, two = subject.procedure.steps[first], subject.procedure.steps[second]
    same = one.by == two.by and one.channel is not None and one.channel == two.channel
    return same and follows_immediately(subject, second)


def _fit(procedure: Procedure, kept: str, gone: str, step: str) -> bool:
    """Whether the second form is asked nowhere else, and is filled in where the first is."""
    one, two = procedure.forms[kept], procedure.forms[gone]
    places = [id for id, drawn in procedure.steps.items() if gone in drawn.asks]
    return places == [step] and one.channel == two.channel


def _united(procedure: Procedure, first: str, second: str, kept: str, gone: str) -> Procedure | None:
    """The procedure with one form for two; None where the steps do not add up."""
    base = procedure
    if first != second:
        sketch = Sketch(procedure)
        if not merge(sketch, first, second):
            return None
        base = sketch.after()
    one, two = base.forms[kept], base.forms[gone]
    again = [field for field in two.fields or () if not field.prefilled and one.field(field.data) is not None]
    try:
        base = apply(base, fewer_questions(base, first, len(again)))
    except ChangeError:
        return None
    asks = tuple(thing for thing in base.steps[first].asks if thing != gone)
    steps = {**base.steps, first: base.steps[first].model_copy(update={"asks": asks})}
    forms = {id: _both(one, two) if id == kept else form for id, form in base.forms.items() if id != gone}
    return base.model_copy(update={"steps": FrozenDict(steps), "forms": FrozenDict(forms)})


def _both(one: Form, two: Form) -> Form:
    """All questions of both, each data item once; it has to be answered where either form demands it."""
    fields = []
    for field in one.fields or ():
        other = two.field(field.data)
        required = field.required or (other is not None and other.required)
        said: dict[str, Any] = {"required": required}
        if other is not None and field.used_by is not None and other.used_by is not None:
            said["used_by"] = tuple(dict.fromkeys((*field.used_by, *other.used_by)))
        fields.append(field.model_copy(update=said))
    fields += [field for field in two.fields or () if one.field(field.data) is None]
    return one.model_copy(update={"fields": tuple(fields), "signature": one.signature or two.signature})

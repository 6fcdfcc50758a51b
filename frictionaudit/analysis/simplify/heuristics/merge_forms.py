"""Merge two forms that are filled in together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, follows_immediately
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merge
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import form_name, step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import apply, difference
from frictionaudit.domain.procedure import Field, Form, Procedure, Side
from frictionaudit.domain.values import FrozenDict
from frictionaudit.errors import ChangeError


class MergeForms(Heuristic):
    """Merge two forms that the customer fills in at one step, or at two consecutive steps in one channel.

    The merged form asks for each data item once. The time to fill in shrinks in proportion to the questions left, and
    is marked as assumed. Consecutive steps become one step. Forms that are also used elsewhere stay as they are, and so
    do forms of different channels.

    Do not use it when each form goes to somebody who must not see the other.
    """

    number = 8
    answers = ("FA101", "FA113", "FA211")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for first, second in self._places(subject):
            kept = self._open_forms(procedure, first)[0]
            merged = self._mergeable(procedure, kept, second)
            after = _merged(procedure, first, second, kept, merged) if merged is not None else None
            if merged is not None and after is not None:
                changes = difference(procedure, after)
                yield Idea(
                    f"Merge {form_name(procedure, kept)} and {form_name(procedure, merged)} into one form at "
                    f"{step_name(subject, first)}",
                    changes,
                    steps=tuple(dict.fromkeys((first, second))),
                    assumes=assumed_of_questions(changes) if first == second else "",
                    trade_off="neither form can be changed, or sent to its readers, on its own",
                )

    def _places(self, subject: Subject) -> Iterator[tuple[str, str]]:
        """Pairs of steps at which the customer fills in forms in one go; a step is paired with itself."""
        asking = {
            step
            for step in subject.tasks
            if subject.side(step) is Side.CUSTOMER and self._open_forms(subject.procedure, step)
        }
        yield from ((step, step) for step in subject.tasks if step in asking)
        for first, second in adjacent_tasks(subject):
            if {first, second} <= asking and _are_done_together(subject, first, second):
                yield first, second

    def _open_forms(self, procedure: Procedure, step: str) -> list[str]:
        """The forms of a step whose questions the page lists, and for which it gives no reason to stay separate."""
        return [
            item
            for item in procedure.steps[step].asks
            if item in procedure.forms
            and procedure.forms[item].fields is not None
            and is_unjustified(procedure, ("forms", item), self.answers)
            and is_unjustified(procedure, ("steps", step), self.answers)
        ]

    def _mergeable(self, procedure: Procedure, kept: str, step: str) -> str | None:
        """The first form of a step that is used nowhere else, in the channel of the form that it would join."""
        for form in self._open_forms(procedure, step):
            used_at = [id for id, other_step in procedure.steps.items() if form in other_step.asks]
            same_channel = procedure.forms[form].channel == procedure.forms[kept].channel
            if form != kept and used_at == [step] and same_channel:
                return form
        return None


def _are_done_together(subject: Subject, first: str, second: str) -> bool:
    before, after = subject.procedure.steps[first], subject.procedure.steps[second]
    same = before.by == after.by and before.channel is not None and before.channel == after.channel
    return same and follows_immediately(subject, second)


def _merged(procedure: Procedure, first: str, second: str, kept: str, merged: str) -> Procedure | None:
    """The procedure with one form instead of two; None where the steps do not add up."""
    base = procedure
    if first != second:
        copy = WorkingCopy(procedure)
        if not merge(copy, first, second):
            return None
        base = copy.after()
    target, source = base.forms[kept], base.forms[merged]
    repeated = [field for field in source.fields or () if not field.prefilled and target.field(field.data) is not None]
    try:
        base = apply(base, fewer_questions(base, first, len(repeated)))
    except ChangeError:
        return None
    asks = tuple(item for item in base.steps[first].asks if item != merged)
    steps = {**base.steps, first: base.steps[first].model_copy(update={"asks": asks})}
    forms = {id: form for id, form in base.forms.items() if id != merged}
    forms[kept] = _merged_form(target, source)
    return base.model_copy(update={"steps": FrozenDict(steps), "forms": FrozenDict(forms)})


def _merged_form(target: Form, source: Form) -> Form:
    """All questions of both forms, each data item once."""
    fields = [_merged_field(field, source.field(field.data)) for field in target.fields or ()]
    fields += [field for field in source.fields or () if target.field(field.data) is None]
    return target.model_copy(update={"fields": tuple(fields), "signature": target.signature or source.signature})


def _merged_field(field: Field, repeat: Field | None) -> Field:
    """A question of both forms; it is required where either form requires it."""
    if repeat is None:
        return field
    update: dict[str, Any] = {"required": field.required or repeat.required}
    if field.used_by is not None and repeat.used_by is not None:
        update["used_by"] = tuple(dict.fromkeys((*field.used_by, *repeat.used_by)))
    return field.model_copy(update=update)

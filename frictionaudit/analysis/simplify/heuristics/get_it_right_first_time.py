"""Get complete requests the first time, so that cases need not go back to the customer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from frictionaudit.analysis.flow.loops_back import decided_at, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.close_loop import without_the_way_back
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.wording import document_name, enumeration, form_name, step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Procedure, Side, Step


class GetItRightFirstTime(Heuristic):
    """Ask for everything the first time, and check it before it is sent, so that cases need not go back for it.

    The flow back to the customer is removed; its cases continue as all others do. Steps that only served corrections
    are removed too. This is the largest possible effect: nobody knows how many people would still send something wrong.

    Where the customer hands nothing in on the way back, nothing was missing from the request. Where they only keep
    time free or come again, that is left to fix-it-the-first-time.

    Do not use it when somebody has to look into the case to know what is missing.

    Source: control addition in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 23
    answers = ("FA207", "FA208")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for loop in loops_back(subject):
            deciding = decided_at(subject, loop.arc.source)
            side = subject.side(deciding)
            customer = [step for step in loop.steps if subject.side(step) is Side.CUSTOMER]
            corrections = [step for step in customer if _hands_something_in(subject.procedure.steps[step])]
            if not corrections or side is None or not side.ours or not subject.passes(loop.arc).value > 0:
                continue
            copy = without_the_way_back(subject, loop)
            if copy is not None:
                yield Idea(
                    f"Get complete requests the first time, so {step_name(subject, deciding)} need not send cases "
                    f"back to {step_name(subject, corrections[0])}",
                    copy.changes(),
                    steps=(deciding, corrections[0]),
                    trade_off=_trade_off(subject, copy, corrections),
                    assumes="every request is complete the first time",
                )


def _hands_something_in(step: Step) -> bool:
    """Whether a step of the customer fills in, gathers or sends something, and is no visit that they wait for."""
    parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
    return bool(step.asks or step.submission or parts & {"fill", "gather"}) and "attend" not in parts


def _trade_off(subject: Subject, copy: WorkingCopy, corrections: list[str]) -> str:
    procedure = subject.procedure
    removed = [step for step in corrections if step not in copy.steps]
    still_asked = {item for step in copy.steps.values() for item in step.asks}
    lost = sorted({item for step in removed for item in procedure.steps[step].asks} - still_asked)
    lost = [item for item in lost if item not in procedure.forms or _asks_something_new(procedure, item, still_asked)]
    if not lost:
        return "no second try for people whose request is still incomplete"
    answers = [item for item in lost if item in procedure.forms]
    names = enumeration(
        f"the answers to {form_name(procedure, item)}" if item in answers else document_name(procedure, item)
        for item in lost
    )
    return f"{names} {'has' if len(lost) == 1 and not answers else 'have'} to be requested at the start"


def _asks_something_new(procedure: Procedure, form: str, others: Collection[str]) -> bool:
    """Whether a form asks for something that no other form asks; true where the page does not list its questions."""
    fields = procedure.forms[form].fields
    asked = {field.data for item in others if item in procedure.forms for field in procedure.forms[item].fields or ()}
    return fields is None or any(field.data not in asked for field in fields)

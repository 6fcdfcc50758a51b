"""Get complete requests the first time, so that cases need not go back to the customer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial, reduce

from frictionaudit.analysis.flow.loops_back import LoopBack, decided_at, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.close_loop import without_the_way_back
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import sum_of_efforts
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.analysis.simplify.wording import document_name, enumeration, form_name, step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Effort, Procedure, Side, Step


class GetItRightFirstTime(Heuristic):
    """Ask for everything the first time, and check it before it is sent, so that cases need not go back for it.

    The flow back to the customer is removed; its cases continue as all others do. Steps that only served corrections
    are removed too. This is the largest possible effect: nobody knows how many people would still send something wrong.

    Everybody is then asked, in the request before, for anything that only the way back asked for. The time that it
    takes counts. Where customers lose time by it, there is no idea.

    Where the customer hands nothing in on the way back, nothing was missing from the request. Where they only keep
    time free or come again, that is left to fix-it-the-first-time. Where the page says that something is too old by
    then, a complete request would not have helped. The same holds where other cases leave because something is missing.

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
            copy = None if _not_for_want_of_anything(subject, loop) else without_the_way_back(subject, loop)
            lost = _no_longer_asked(subject, copy, corrections) if copy is not None else []
            if copy is None or (lost and not _asked_before(subject, copy, loop, lost)):
                continue
            yield Idea(
                f"Get complete requests the first time, so {step_name(subject, deciding)} need not send cases "
                f"back to {step_name(subject, corrections[0])}",
                copy.changes(),
                steps=(deciding, corrections[0]),
                trade_off=_trade_off(subject.procedure, lost),
                assumes="every request is complete the first time",
            )


_TOO_LATE = re.compile(r"\b(older than|too old|out of date|expired?|lapsed|no longer valid|too late)\b", re.IGNORECASE)
_MISSING = re.compile(r"\b(missing|incomplete|no (?!longer)|without|lacks?|lacking)\b", re.IGNORECASE)


def _not_for_want_of_anything(subject: Subject, loop: LoopBack) -> bool:
    """Whether cases go back for what became too old, or other cases leave for want of something as well."""
    others = [arc.flow for arc in subject.graph.outgoing[loop.arc.source] if arc != loop.arc]
    return bool(_TOO_LATE.search(loop.arc.flow.when or "")) or any(_MISSING.search(flow.when or "") for flow in others)


def _hands_something_in(step: Step) -> bool:
    """Whether a step of the customer fills in, gathers or sends something, and is no visit that they wait for."""
    parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
    return bool(step.asks or step.submission or parts & {"fill", "gather"}) and "attend" not in parts


def _no_longer_asked(subject: Subject, copy: WorkingCopy, corrections: list[str]) -> list[str]:
    """The documents and forms that only steps on the way back asked for."""
    procedure = subject.procedure
    removed = [step for step in corrections if step not in copy.steps]
    still_asked = {item for step in copy.steps.values() for item in step.asks}
    lost = sorted({item for step in removed for item in procedure.steps[step].asks} - still_asked)
    return [item for item in lost if item not in procedure.forms or _asks_something_new(procedure, item, still_asked)]


def _asked_before(subject: Subject, copy: WorkingCopy, loop: LoopBack, items: list[str]) -> bool:
    """Ask for them in the request before the decision; False where there is none, or customers would lose time."""
    before = subject.graph.always_before(loop.arc.source)
    own = (id for id in before if subject.side(id) is Side.CUSTOMER and id in copy.steps)
    request = next((id for id in own if _hands_something_in(copy.steps[id])), None)
    back = [subject.procedure.steps[id] for id in loop.steps if {*subject.procedure.steps[id].asks} & {*items}]
    stated = {step.effort is not None for step in (*back, *([copy.steps[request]] if request else ()))}
    if request is None or len(stated) > 1:
        return False
    efforts = [_for_handing_in(step.effort) for step in back]
    try:
        effort = reduce(partial(sum_of_efforts, subject.procedure), efforts, copy.steps[request].effort)
    except ValueError:  # the times have no common sum
        return False
    copy.amend(request, asks=(*copy.steps[request].asks, *items), effort=effort)
    now, then = (Measures(each)["customer_minutes"].value for each in (subject, changed(subject, copy.after())))
    return now is None or then is None or then < now


def _for_handing_in(effort: Effort | None) -> Effort | None:
    """The part of an effort that goes with what is handed in, not with coming once more."""
    return None if effort is None else Effort(fill=effort.fill, gather=effort.gather)


def _trade_off(procedure: Procedure, lost: list[str]) -> str:
    if not lost:
        return "no second try for people whose request is still incomplete"
    answers = [item for item in lost if item in procedure.forms]
    names = enumeration(
        f"the answers to {form_name(procedure, item)}" if item in answers else document_name(procedure, item)
        for item in lost
    )
    return f"{names} {'has' if len(lost) == 1 and not answers else 'have'} to be requested of everybody at the start"


def _asks_something_new(procedure: Procedure, form: str, others: Collection[str]) -> bool:
    """Whether a form asks for something that no other form asks; true where the page does not list its questions."""
    fields = procedure.forms[form].fields
    asked = {field.data for item in others if item in procedure.forms for field in procedure.forms[item].fields or ()}
    return fields is None or any(field.data not in asked for field in fields)

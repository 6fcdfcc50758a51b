"""Empower the front line to decide what it now has to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step, main_flow, without_step
from frictionaudit.analysis.simplify.wording import party_name, step_name
from frictionaudit.domain.changes import Change, PartyAmended, apply
from frictionaudit.domain.procedure import Flow, Procedure, Side, Step
from frictionaudit.domain.quantities import Money
from frictionaudit.domain.quantities.format import format_share

_ASKS = re.compile(
    r"(?:asks?|asking|consults?|rings?|calls?|phones?|telephones?|contacts?|requests?|seeks?|gets?|obtains?|"
    r"refers?|escalates?|looks? for|finds?|fetch(?:es)?)\b",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:approval|permission|authoris|authoriz|consent|clearance|sign-?off|leave to|go-?ahead|agreement|decision)",
    re.IGNORECASE,
)


class EmpowerTheFrontLine(Heuristic):
    """Drop an approval right after a front-line step, and raise the front line's authority to decide.

    The authority is raised to what a case is worth or, where the page does not say, to what the approver may decide.
    Cases that were refused take the route of all others. The front line's authority has to be stated, and to be lower.
    A signature goes to the step before, and so does a review of the decision. An approval that makes something stays.
    A step before in which the front line only asks the approver goes too, by its name, such as 'Ask the manager'.
    The next step then tells people what that one told them.
    An approval that lets nearly all cases pass is left to drop-rubber-stamps, unless the front line only asks there.
    How much it should decide alone needs a check.

    Do not use it when a law demands a second pair of eyes, or the approval refuses what nobody else could judge.

    Source: empower in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 22
    answers = ("FA408", "FA411")
    passing: float = 0.95

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.procedure.steps.items():
            passed = _passed(step) if not step.makes else None
            party = _asking_front_line(subject, id) if passed is not None else None
            amount = _needed_authority(subject, step, party) if party is not None else None
            if passed is None or party is None or amount is None:
                continue
            share = passed.share.value if passed.share is not None else 1.0
            if share >= self.passing and _looks_into_it(subject, id):
                continue
            before = _now_of_the_front_line(subject, id)
            changes = without_step(apply(subject.procedure, before), id, passed.to)
            if changes is not None:
                name = party_name(subject.procedure, party)
                changes += _without_asking(subject, id, (*before, *changes))
                yield Idea(
                    f"Let {name} decide up to {amount.short()} and drop the approval {step_name(subject, id)}",
                    (
                        PartyAmended(id=party, attribute="authority", value=amount.model_dump(mode="json")),
                        *before,
                        *changes,
                    ),
                    steps=(id,),
                    trade_off=f"the approval stops {format_share(1 - share)} of cases" if share < 1 else "no approval",
                    check="; ".join(_to_check(subject, step, amount, name)),
                )


def _passed(step: Step) -> Flow | None:
    """Where an approval sends most cases, or all; None where it informs the customer, or the shares are not known."""
    if step.control != "approval" or step.tells or step.gives:
        return None
    flow = step.next[0] if len(step.next) == 1 else main_flow(step)
    return flow if flow is not None and (flow.share is not None or len(step.next) == 1) else None


def _without_asking(subject: Subject, approval: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that remove the step before, once the approval is gone, where it only asks the approver."""
    source = subject.graph.incoming[approval][0].source
    after = apply(subject.procedure, changes)
    step = after.steps[source]
    signs = step.signatures or any(other.reviews == source for other in after.steps.values())
    does_more = step.asks or step.gives or step.makes or step.needs or step.control or signs
    if does_more or not _asks_the_approver(subject, source, approval):
        return ()
    moved = _tells_later(after, source) if step.tells else ()
    removed = without_step(apply(after, moved or ()), source) if moved is not None else None
    return (*(moved or ()), *removed) if removed is not None else ()


def _tells_later(procedure: Procedure, source: str) -> tuple[Change, ...] | None:
    """The changes that tell people at the next step what a step tells them; None where somebody else has that step."""
    step, onward = procedure.steps[source], {flow.to for flow in procedure.steps[source].next}
    target = next(iter(onward)) if len(onward) == 1 else source
    if target == source or procedure.steps[target].by != step.by:
        return None
    first, later = (procedure.steps[id].tells.model_dump(mode="json", exclude_defaults=True) for id in (source, target))
    return amend_step(target, tells={**first, **later})


def _asks_the_approver(subject: Subject, source: str, approval: str) -> bool:
    """Whether a step is named after asking: the approver, or for leave to do something."""
    procedure = subject.procedure
    name, party = procedure.label(source).replace("-", " "), procedure.steps[approval].by or ""
    asking = _ASKS.match(name)
    if asking is None:
        return False
    approver = f"{party} {procedure.parties[party].name or ''}" if party else ""
    whom = set(re.findall(r"\w{3,}", approver.lower())) - {"the"}
    return bool(_LEAVE.search(name) or whom & set(re.findall(r"\w+", name.lower())))


def _looks_into_it(subject: Subject, approval: str) -> bool:
    """Whether the step before an approval is a control too, and not only a question to the approver."""
    source = subject.graph.incoming[approval][0].source
    return subject.procedure.steps[source].control is not None


def _to_check(subject: Subject, approval: Step, amount: Money, name: str) -> Iterator[str]:
    source = "what a case is worth" if subject.procedure.worth is not None else "what the approver may decide"
    yield f"how much {name} should decide alone: {amount.short()} is {source}"
    if approval.signatures:
        yield "whether a law asks for a second signature"


def _asking_front_line(subject: Subject, approval: str) -> str | None:
    """The front-line party whose step alone leads to an approval by another party of ours."""
    procedure, side = subject.procedure, subject.side(approval)
    sources = {arc.source for arc in subject.graph.incoming[approval]}
    if side is None or not side.ours or len(sources) != 1:
        return None
    (source,) = sources
    party = procedure.steps[source].by
    if party is None or party == procedure.steps[approval].by or procedure.parties[party].side is not Side.FRONTSTAGE:
        return None
    return party


def _now_of_the_front_line(subject: Subject, approval: str) -> tuple[Change, ...]:
    """The front line signs instead of the approver, and a review looks at its decision."""
    steps = subject.procedure.steps
    source = subject.graph.incoming[approval][0].source
    signatures = max(steps[approval].signatures, steps[source].signatures)
    signs = amend_step(source, signatures=signatures) if signatures > steps[source].signatures else ()
    reviews = (amend_step(id, reviews=source) for id, step in steps.items() if step.reviews == approval)
    return (*signs, *(change for changes in reviews for change in changes))


def _needed_authority(subject: Subject, approval: Step, party: str) -> Money | None:
    """What the front line would have to be allowed to decide; None where unknown, or allowed already."""
    parties = subject.procedure.parties
    authority = parties[party].authority
    approver = parties[approval.by].authority if approval.by is not None else None
    needed = subject.procedure.worth or approver
    if authority is None or needed is None or authority.amount >= needed.amount:
        return None
    return needed

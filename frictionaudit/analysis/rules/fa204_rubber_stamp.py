"""A superior approves nearly everything."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks, share_taking
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.procedure import Party


class RubberStamp(Rule):
    """A superior approves the work of others, and approves nearly all of it.

    Approved cases are those that take the most frequent flow onwards. Flows that lead only to a refusal, and flows that
    send the case back to be done again, do not count. A superior is a party other than those of ours who worked on the
    case before. A party that is known to have no more authority, or to cost no more per hour, is not a superior. An
    approval with a single flow onwards always approves, unless steps follow that only tell people the decision: their
    branches count. Where the flows have no shares, nothing is flagged.

    Why it matters:
        The case lies in a tray for a signature that changes nothing. Staff learn to wait instead of deciding.

    Wrong:
        parties:
          clerk: {side: backstage, authority: 0 GBP}
          manager: {side: backstage, authority: 1000 GBP}
        steps:
          write: {by: clerk, next: approve}
          approve: {by: manager, control: approval, next: [{to: send, share: 0.98}, {to: write, share: 0.02}]}
          send: {by: clerk, next: answered}

    Right:
        parties:
          clerk: {side: backstage, authority: 250 GBP}
        steps:
          write: {by: clerk, next: send}
          send: {by: clerk, next: answered}

    What to do:
        Let the person who does the work decide up to a set amount, and check a sample afterwards.

    Leave it when:
        The few cases that are stopped are worth the wait of all the others, or a law requires a second person. Give the
        reason in `because`.

    Sources:
        Empower, heuristic 22 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand). 95 % is our default.
    """

    level = "warning"
    stake = ("staff", "waiting")

    approved: float = Field(default=0.95, ge=0, le=1, description="share of cases approved from which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id in (id for id, step in subject.tasks.items() if step.control == "approval"):
            check = checks(subject).get(id)
            if check is None:
                continue
            share = _approved(subject, check)
            if share is None or share < self.approved - 1e-9 or not _superior(subject, id):
                continue
            label = subject.procedure.label(id)
            always = len(check.kept) + len(check.turned_away) == 1
            yield Flag(
                f"'{label}' can only approve: the page states no other outcome"
                if always
                else f"'{label}' approves {percentage(share)} of the cases that reach it",
                steps=(id,),
            )


def _approved(subject: Subject, check: Check) -> float | None:
    """Share of the visits after which the case is approved; None where the page does not state it."""
    graph = subject.graph
    loop = graph.loop_of(check.step)
    leaves = any(graph.loop_of(arc.target) != loop for arc in check.kept)
    back = [
        arc
        for arc in check.kept
        if graph.certainly_before(arc.target, check.step)
        or (leaves and loop is not None and graph.loop_of(arc.target) == loop)
    ]
    onwards = [arc for arc in check.kept if arc not in back]
    if not onwards:
        return 0.0
    approval = max(onwards, key=lambda arc: (subject.passes(arc).value, arc.id))
    outgoing = (*check.kept, *check.turned_away)
    return share_taking(subject, [approval], [arc for arc in outgoing if arc is not approval])


def _superior(subject: Subject, step: str) -> bool:
    """Whether the step's party is superior to each of our parties that had the case just before."""
    procedure, graph = subject.procedure, subject.graph
    before: set[str] = set()
    seen, queue = {step}, [step]
    while queue:
        for arc in graph.incoming[queue.pop()]:
            if arc.source in seen:
                continue
            seen.add(arc.source)
            side = procedure.side(arc.source)
            if side is not None and side.ours:
                before.add(str(procedure.steps[arc.source].by))
            else:
                queue.append(arc.source)
    by = procedure.steps[step].by
    approver = procedure.parties.get(by or "")
    if approver is None or not approver.side.ours or not before:
        return False
    return all(party != by and _may_be_above(approver, procedure.parties[party]) for party in before)


def _may_be_above(approver: Party, worker: Party) -> bool:
    """Whether the approver has more authority, or costs more per hour; True where neither is known."""
    if approver.authority is not None and worker.authority is not None:
        return approver.authority.amount > worker.authority.amount
    if approver.cost is not None and worker.cost is not None:
        return approver.cost.amount > worker.cost.amount
    return True

"""An approval that is nearly always given."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks, share_taking
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Party


class RubberStamp(Rule):
    """A superior approves what others did, and approves nearly all of it.

    Approved is what goes on, on the way that most go: not what leads only to a refusal, nor what goes back to be done
    again. A superior is
    another party than whoever of ours worked on the case before; who is known to have no more authority, or to cost
    no more, is none. An approval with one way on only can, as drawn, say nothing but yes. Where the ways have no
    shares, nothing is known.

    Why it matters:
        The case lies in a tray for a signature that changes nothing, and who did the work learns to wait instead of
        to decide.

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
        Let whoever does the work decide, up to an amount; look at a sample afterwards.

    Leave it when:
        The few that are stopped are worth the wait of all the others, or a law asks for two pairs of eyes: say so
        with `because`.

    Sources:
        Empower, heuristic 22 of business process redesign (Reijers and Liman Mansar, 2005; not read first-hand).
        95 % are our default.
    """

    level = "warning"

    approved: float = 0.95

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id in (id for id, step in subject.tasks.items() if step.control == "approval"):
            check = checks(subject).get(id)
            if check is None:
                continue
            share = _approved(subject, check)
            if share is None or share < self.approved - 1e-9 or not _superior(subject, id):
                continue
            label = subject.procedure.label(id)
            only = len(check.kept) + len(check.turned_away) == 1
            yield Flag(
                f"'{label}' can, as drawn, say nothing but yes"
                if only
                else f"'{label}' says yes to {share * 100:.3g} % of what comes there",
                steps=(id,),
            )


def _approved(subject: Subject, check: Check) -> float | None:
    """Share of the visits after which the case goes on; None where the page does not say."""
    graph = subject.graph
    loop = graph.loop_of(check.step)
    leaves = any(graph.loop_of(arc.target) != loop for arc in check.kept)
    back = [
        arc
        for arc in check.kept
        if graph.certainly_before(arc.target, check.step)
        or (leaves and loop is not None and graph.loop_of(arc.target) == loop)
    ]
    on = [arc for arc in check.kept if arc not in back]
    if not on:
        return 0.0
    most = max(on, key=lambda arc: (subject.passes(arc).value, arc.id))
    ways = (*check.kept, *check.turned_away)
    return share_taking(subject, [most], [arc for arc in ways if arc is not most])


def _superior(subject: Subject, step: str) -> bool:
    """Whether the party stands above all of ours who had the case just before."""
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
    above = procedure.parties.get(by or "")
    if above is None or not above.side.ours or not before:
        return False
    return all(party != by and _above(above, procedure.parties[party]) for party in before)


def _above(one: Party, other: Party) -> bool:
    """Whether a party can stand above another: by authority, by cost of an hour, or as far as nothing is known."""
    if one.authority is not None and other.authority is not None:
        return one.authority.amount > other.authority.amount
    if one.cost is not None and other.cost is not None:
        return one.cost.amount > other.cost.amount
    return True

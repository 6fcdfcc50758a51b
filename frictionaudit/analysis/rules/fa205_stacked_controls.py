"""Checked, and checked again, with nothing changed between."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step


class StackedControls(Rule):
    """On one way two or more controls follow one another, and nobody does anything between.

    Controls are steps with `control`. Gateways and events change nothing, so they are looked through. Two
    controls that say what they `need`, and need nothing in common, look at different things and are not stacked; nor
    are, where that is not said, a control of the person (`eligibility`) and a `check` of the papers. Two checks that do
    not say what they need are worth a look only. A control that comes again because the case was sent back is one.

    Why it matters:
        Each control trusts the other to look, and the case waits twice for one answer.

    Wrong:
        steps:
          check-claim: {by: clerk, control: check, next: recheck-claim}
          recheck-claim: {by: team-lead, control: check, next: approve-claim}
          approve-claim: {by: manager, control: approval, next: pay}

    Right:
        steps:
          check-claim: {by: clerk, control: check, next: pay}

    What to do:
        Keep the control that finds most, and give it all that the others looked for.

    Leave it when:
        The second is independent by law, as with four eyes on a payment: say so with `because`.

    Sources:
        Task elimination, heuristic 5 of business process redesign (Reijers and Liman Mansar, 2005; not read
        first-hand): a control that adds nothing is dropped. Two are a stack.
    """

    level = "warning"

    controls: int = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        stacked = nx.DiGraph(
            (one, then) for one, then in _pairs(subject) if _shared(steps[one], steps[then]) is not False
        )
        for part in sorted(nx.weakly_connected_components(stacked), key=min):
            longest = _longest(stacked.subgraph(part))
            if len(longest) >= self.controls:
                certain = any(
                    _shared(steps[one], steps[then]) for one, then in stacked.edges if {one, then} <= set(longest)
                )
                yield Flag(
                    f"{len(longest)} controls follow one another with no change between: {list_steps(subject, longest)}"
                    + ("" if certain else "; whether they look at the same is not said"),
                    steps=unjustified_first(subject, longest, self.code()),
                    severity=None if certain else "info",
                )


def _pairs(subject: Subject) -> Iterator[tuple[str, str]]:
    """Each control with those that come next, where nobody does anything between."""
    graph, steps = subject.graph, subject.procedure.steps
    for id, step in steps.items():
        if step.control is None:
            continue
        seen, queue = {id}, [id]
        while queue:
            for arc in graph.outgoing[queue.pop()]:
                if arc.target in seen:
                    continue
                seen.add(arc.target)
                if steps[arc.target].control is not None:
                    yield id, arc.target
                elif arc.target not in subject.tasks:
                    queue.append(arc.target)


def _shared(one: Step, then: Step) -> bool | None:
    """Whether two controls look at the same thing; None where that is not said."""
    if one.needs is not None and then.needs is not None:
        return not set(one.needs).isdisjoint(then.needs)
    if then.control == "approval":
        return True  # who approves looks at what was found before
    return False if {one.control, then.control} == {"eligibility", "check"} else None


def _longest(stacked: nx.DiGraph) -> tuple[str, ...]:
    """The most controls on one way, in its order; those that send a case to and fro count together."""
    parts = [sorted(part) for part in nx.strongly_connected_components(stacked)]  # those that come last first
    part_of = {step: n for n, part in enumerate(parts) for step in part}
    best: list[tuple[str, ...]] = []
    for part in parts:
        ahead = {part_of[then] for step in part for then in stacked[step]} - {part_of[part[0]]}
        beyond = max((best[n] for n in sorted(ahead)), key=len, default=())
        best.append((*part, *beyond))
    return max(best, key=lambda way: (len(way), way))

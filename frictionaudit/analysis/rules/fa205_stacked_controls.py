"""A case is checked twice with no work in between."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.listing import listed, quoted


class StackedControls(Rule):
    """Two or more controls follow each other, and nobody works on the case in between.

    Controls are steps with `control`. Gateways and events in between do not count as work. Two controls that state what
    they `need`, and need nothing in common, check different things and are not stacked. Where that is not stated, a
    control of the person (`eligibility`) and a `check` of the documents are not stacked either. Two checks that do not
    state what they need are information. A control that repeats because the case was sent back counts once.

    Why it matters:
        Each control relies on the other to look, and the case waits twice for one answer.

    Wrong:
        steps:
          check-claim: {by: clerk, control: check, next: recheck-claim}
          recheck-claim: {by: team-lead, control: check, next: approve-claim}
          approve-claim: {by: manager, control: approval, next: pay}

    Right:
        steps:
          check-claim: {by: clerk, control: check, next: pay}

    What to do:
        Keep the control that finds most, and let it check what the others checked.

    Leave it when:
        A law requires an independent second control, such as a second signature on a payment. Name the law in
        `because`.

    Sources:
        Task elimination, heuristic 5 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand): drop a control that adds nothing. The limit is two controls.
    """

    level = "warning"
    stake = ("staff", "waiting")

    controls: int = Field(default=2, ge=1, description="controls in a row from which they are flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        stacked = nx.DiGraph(
            (first, then) for first, then in _pairs(subject) if _overlap(steps[first], steps[then]) is not False
        )
        for part in sorted(nx.weakly_connected_components(stacked), key=min):
            longest = in_reading_order(subject, _longest(stacked.subgraph(part)))
            if len(longest) >= self.controls:
                certain = any(
                    _overlap(steps[first], steps[then])
                    for first, then in stacked.edges
                    if {first, then} <= set(longest)
                )
                yield Flag(
                    f"{len(longest)} controls follow each other with no work in between: "
                    + listed(quoted(map(subject.procedure.label, longest)))
                    + ("" if certain else "; the page does not state whether they check the same thing"),
                    steps=unjustified_first(subject, longest, self.code()),
                    severity=None if certain else "info",
                )


def _pairs(subject: Subject) -> Iterator[tuple[str, str]]:
    """Each control with the controls that come next, with no work in between."""
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


def _overlap(first: Step, then: Step) -> bool | None:
    """Whether two controls check the same thing; None where the page does not state it."""
    if first.needs is not None and then.needs is not None:
        return not set(first.needs).isdisjoint(then.needs)
    if then.control == "approval":
        return True  # an approver looks at what the check found
    return False if {first.control, then.control} == {"eligibility", "check"} else None


def _longest(stacked: nx.DiGraph) -> tuple[str, ...]:
    """The most controls on one path, in order; controls that send a case back and forth count together."""
    parts = [sorted(part) for part in nx.strongly_connected_components(stacked)]  # in reverse topological order
    part_of = {step: n for n, part in enumerate(parts) for step in part}
    best: list[tuple[str, ...]] = []
    for part in parts:
        ahead = {part_of[then] for step in part for then in stacked[step]} - {part_of[part[0]]}
        beyond = max((best[n] for n in sorted(ahead)), key=len, default=())
        best.append((*part, *beyond))
    return max(best, key=lambda path: (len(path), path))

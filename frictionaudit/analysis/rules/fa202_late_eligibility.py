"""Who cannot have it should learn that first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks
from frictionaudit.analysis.patterns.inputs_outputs import steps_by_output
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Side


class LateEligibility(Rule):
    """A check that turns people away comes after steps of the customer's which it does not need.

    Judged are checks that say what they `need`. From the moment when all of that is there, the steps count that every
    case has passed and that the customer took. What is asked at a step is there once that step is done; what no step
    brings is there from the start.

    Why it matters:
        Who is turned away has done all that work for nothing, and so have we.

    Wrong:
        steps:
          fill-form: {by: customer, next: gather-proofs}
          gather-proofs: {by: customer, next: check-age}
          check-age:
            by: desk
            control: eligibility
            needs: []
            next: [{to: decide, share: 0.8}, {to: refused, share: 0.2}]
          refused: {kind: end, outcome: adverse}

    Right:
        steps:
          check-age:
            by: desk
            control: eligibility
            needs: []
            next: [{to: fill-form, share: 0.8}, {to: refused, share: 0.2}]
          refused: {kind: end, outcome: adverse}
          fill-form: {by: customer, next: gather-proofs}
          gather-proofs: {by: customer, next: decide}

    What to do:
        Put the question before the form, and let people answer it themselves before they begin.

    Leave it when:
        The question is so delicate that trust has to grow first: say so with `because`.

    Sources:
        GOV.UK Design System, check a service is suitable: ask before people start. Resequencing and knock-out are
        heuristics 9 and 11 of business process redesign (Reijers and Liman Mansar, 2005; not read first-hand). Two
        steps are too many.
    """

    level = "warning"

    steps: int = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if all(step.needs is None for step in subject.procedure.steps.values()):  # saves time
            return
        turns = _turns(subject)
        for id, check in checks(subject).items():
            brought = _brought(subject, id)
            if check.reject == 0 or brought is None or id not in turns:
                continue
            ready = max(brought, key=lambda step: turns[step], default=None)
            late = turns[subject.graph.immediate_dominator[id]] - turns[ready]
            if late >= self.steps:
                yield self._flag(subject, check, ready, late)

    def _flag(self, subject: Subject, check: Check, ready: str | None, late: int) -> Flag:
        label = subject.procedure.label
        many = "cases away" if check.reject is None else f"{check.reject * 100:.3g} % of the cases away"
        needs = f"has all it needs after '{label(ready)}'" if ready else "needs nothing of what comes before"
        return Flag(
            f"'{label(check.step)}' can turn {many} and {needs}, "
            f"but {count(late, 'step')} of the customer's {'comes' if late == 1 else 'come'} first",
            steps=(check.step,),
        )


def _turns(subject: Subject) -> Mapping[str | None, int]:
    """For each reachable step how many steps of the customer's every case has done when it is done."""
    graph = subject.graph
    found: dict[str | None, int] = {None: 0}
    for step in graph.dominator_order:
        own = step in subject.tasks and subject.side(step) is Side.CUSTOMER
        found[step] = found[graph.immediate_dominator[step]] + own
    return found


def _brought(subject: Subject, check: str) -> list[str] | None:
    """The first step to bring each thing that a check needs, where one does; None where that cannot be told."""
    graph, needs = subject.graph, subject.procedure.steps[check].needs
    if needs is None:
        return None
    found: list[str] = []
    for item in needs:
        bringing = [step for step in steps_by_output(subject).get(item, ()) if step != check]
        certain = [step for step in bringing if graph.certainly_before(step, check)]
        if certain:  # all on one line, since every case passes them
            found.append(max(certain, key=lambda step: sum(graph.certainly_before(step, other) for other in certain)))
        elif any(step in graph.before(check) for step in bringing):
            return None  # on some ways only
    return found

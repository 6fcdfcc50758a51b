"""People who are not eligible should learn that first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks
from frictionaudit.analysis.patterns.inputs_outputs import steps_by_output
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.format import count


class LateEligibility(Rule):
    """A check that turns people away comes after customer steps that it does not need.

    Only checks that state what they `need` are judged. The rule counts the customer's steps that every case has passed
    since everything the check needs was available. Anything that a step asks for, makes or gives out is available once
    that step is done. Anything that no step provides is available from the start.

    Why it matters:
        People who are turned away have done all that work for nothing, and so have we.

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
        Put the eligibility question before the form, and let people answer it themselves before they begin.

    Leave it when:
        The question is so delicate that people need to build trust first. Give the reason in `because`.

    Sources:
        GOV.UK Design System, check a service is suitable: ask before people start. Resequencing and knock-out are
        heuristics 9 and 11 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand). The limit is two steps.
    """

    level = "warning"

    steps: int = Field(default=2, ge=1, description="needless customer steps before the check from which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if all(step.needs is None for step in subject.procedure.steps.values()):  # saves time
            return
        steps_done = _customer_steps_done(subject)
        for id, check in checks(subject).items():
            providing = _providing(subject, id)
            if check.reject == 0 or providing is None or id not in steps_done:
                continue
            ready = max(providing, key=lambda step: steps_done[step], default=None)
            late = steps_done[subject.graph.immediate_dominator[id]] - steps_done[ready]
            if late >= self.steps:
                yield self._flag(subject, check, ready, late)

    def _flag(self, subject: Subject, check: Check, ready: str | None, late: int) -> Flag:
        label = subject.procedure.label
        cases = "can turn cases away" if check.reject is None else f"turns {percentage(check.reject)} of cases away"
        needs = f"it has all it needs after '{label(ready)}'" if ready else "it needs nothing from earlier steps"
        return Flag(
            f"'{label(check.step)}' {cases} {count(late, 'customer step')} later than necessary: {needs}",
            steps=(check.step,),
        )


def _customer_steps_done(subject: Subject) -> Mapping[str | None, int]:
    """For each reachable step, how many customer steps every case has done once that step is done."""
    graph = subject.graph
    done: dict[str | None, int] = {None: 0}
    for step in graph.dominator_order:
        own = step in subject.tasks and subject.side(step) is Side.CUSTOMER
        done[step] = done[graph.immediate_dominator[step]] + own
    return done


def _providing(subject: Subject, check: str) -> list[str] | None:
    """The first step to provide each item that a check needs, if one does; None if the page cannot tell."""
    graph, needs = subject.graph, subject.procedure.steps[check].needs
    if needs is None:
        return None
    first: list[str] = []
    for item in needs:
        providing = [step for step in steps_by_output(subject).get(item, ()) if step != check]
        certain = [step for step in providing if graph.certainly_before(step, check)]
        if certain:  # they form a chain, since each dominates the check
            first.append(max(certain, key=lambda step: sum(graph.certainly_before(step, later) for later in certain)))
        elif any(step in graph.before(check) for step in providing):
            return None  # on some routes only
    return first

"""A case that passes through many hands is fully known to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.handoffs import handoff_passages
from frictionaudit.analysis.patterns.exceptions import without_exceptions
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.only_sometimes import only_sometimes
from frictionaudit.analysis.patterns.phrases import times
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule


class ManyHandoffs(Rule):
    """Inside the organisation, a case is expected to change hands three times or more.

    The rule uses the measure `handoffs`: expected hand-offs directly from one of our parties to another, loops
    included. A hand-off that goes by way of the customer is a contact and does not count here.

    Why it matters:
        Each hand-off adds a queue, another explanation and another chance to lose something. No one involved sees the
        whole case.

    Wrong:
        steps:
          log: {by: agent, next: check}
          check: {by: billing, next: measure}
          measure: {by: meters, next: answer}
          answer: {by: agent, next: done}

    Right:
        steps:
          look-into-it: {by: agent, systems: [billing and meters on one screen], next: answer}
          answer: {by: agent, next: done}

    What to do:
        Where one person may do several steps of a case, let that person do them in a row. Give that person the screens
        and the authority that these steps need.

    Leave it when:
        The law or safety requires several professions to judge the case. Give that reason with `because`.

    Sources:
        Redesign heuristics 13 (order assignment), 18 (numerical involvement) and 19 (case manager) of Reijers and Liman
        Mansar; three hand-offs as threshold.
    """

    level = "warning"
    stake = ("staff", "queueing")
    care_point = "resolved-quickly"

    handoffs: float = Field(default=3, ge=0, description="expected hand-offs per case at which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        expected = measures["handoffs"].value
        if expected is None:
            return
        if expected < self.handoffs:  # saves time
            return
        if sum(passage.expected for passage in handoff_passages(without_exceptions(subject))) < self.handoffs - 1e-9:
            return  # it rests on events of which nobody says how often they happen
        received: dict[str, float] = {}
        for passage in handoff_passages(subject):
            received[passage.target] = received.get(passage.target, 0.0) + passage.expected
        steps = unjustified_first(subject, received, self.code())
        if not steps:
            return
        most = max(received[step] for step in steps)
        busiest = [step for step in steps if received[step] > most - 1e-9]
        where = f", most often before {describe(subject.graph, busiest[0])}" if len(busiest) == 1 else ""
        yield Flag(
            f"A case changes hands {times(expected)} inside the organisation{rests_on(subject, received)}"
            f"{only_sometimes(subject, received)}{where}",
            steps=steps,
            whole=True,
            portion=1 - max(0.0, self.handoffs - 1) / expected if expected else 1.0,
        )

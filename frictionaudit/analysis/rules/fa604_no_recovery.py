"""When something goes wrong, a step should put it right."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.disruptions import share_of_visits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, of_visits


class NoRecovery(Rule):
    """A step is known to go wrong, and no step puts it right.

    The rule looks at every entry of `disruptions` without `recovered_by`. Those of one step are one finding.

    Why it matters:
        People tell their friends about a mistake that was put right quickly. They also tell them about one that nobody
        put right.

    Wrong:
        steps:
          serve: {by: waiter, disruptions: [{what: the dish is cold}], next: done}

    Right:
        steps:
          serve: {by: waiter, disruptions: [{what: the dish is cold, recovered_by: bring-new-dish}], next: done}
          bring-new-dish: {by: waiter, next: done}

    What to do:
        Agree in advance who puts it right, how and how fast, and let the first person who hears of it start.

    Leave it when:
        It cannot be put right. Say what the customer may choose instead, and give that reason with `because`.

    Sources:
        The idea of procedural care: a recovery step for each way of failing.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "right-first-time"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            unrecovered = [disruption for disruption in step.failures if disruption.recovered_by is None]
            if not unrecovered:
                continue
            failures = "; ".join(
                f"{disruption.what} (in {of_visits(subject, id, disruption.share.value)})"
                if disruption.share
                else disruption.what
                for disruption in unrecovered
            )
            yield Flag(
                f"No step puts things right if {describe(subject.graph, id)} goes wrong: {failures}",
                steps=(id,),
                about="disruptions",
                portion=share_of_visits(unrecovered),
            )

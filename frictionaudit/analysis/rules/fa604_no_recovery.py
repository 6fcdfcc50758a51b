"""Things go wrong; what counts is what happens then."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percent


class NoRecovery(Rule):
    """Something is known to go wrong in a step, and no step puts it right.

    Judged is every entry of `disruptions` without `recovered_by`. Those of one step are one finding.

    Why it matters:
        A mistake that is put right quickly is told to friends as a good story. One that nobody feels responsible for
        is told as well.

    Wrong:
        steps:
          serve: {by: waiter, disruptions: [{what: the dish is cold}], next: done}

    Right:
        steps:
          serve: {by: waiter, disruptions: [{what: the dish is cold, recovered_by: bring-new-dish}], next: done}
          bring-new-dish: {by: waiter, next: done}

    What to do:
        Decide beforehand who puts it right, with what and how fast, and let the person who hears of it first begin.

    Leave it when:
        It cannot be put right: then say what the customer may choose instead, and give the reason with `because`.

    Sources:
        The idea of procedural care: a recovery step for each way of failing.
    """

    level = "warning"
    care_point = "right-first-time"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            left = [disruption for disruption in step.disruptions if disruption.recovered_by is None]
            if not left:
                continue
            places = "; ".join(f"{d.what}, {percent(d.share.value)}" if d.share else d.what for d in left)
            yield Flag(
                f"at '{subject.procedure.label(id)}' something can go wrong that no step puts right: {places}",
                steps=(id,),
                about="disruptions",
            )

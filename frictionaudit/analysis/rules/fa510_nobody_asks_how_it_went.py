"""The customer tells the story afterwards: to you, or to everyone else."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.patterns.messages import untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule


class NobodyAsksHowItWent(Rule):
    """People get their result, and nobody asks how it went or tells them where to say so.

    The rule looks at ends whose `outcome` is favourable or neutral, on pages that tell customers anything. The result
    is no follow-up: `feedback` has to be told at the end, or on every path to it since the last decision. Where
    customers are told nothing at all at such an end, FA507 says so instead. All such ends are one finding.

    Why it matters:
        Only the people who went through it know where it hurt. If you do not ask, you only hear from
        the few who complain.

    Wrong:
        steps:
          refunded: {kind: end, outcome: favourable, tells: {result: true}}

    Right:
        steps:
          refunded: {kind: end, outcome: favourable, tells: {result: true, feedback: one question by text message}}

    What to do:
        Ask one question a few days after the result, and send the answers to the owner of the procedure.

    Leave it when:
        People come so often that a question each time would be a burden. Ask a sample, and say so with `because`.

    Sources:
        The idea of procedural care: care goes on after the sale. Our default.
    """

    level = "info"
    stake = ()
    element = "personal"
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        ends = {id for id in subject.procedure.ends if steps[id].outcome in ("favourable", "neutral")}
        if not ends:  # saves time
            return
        told = ends - (untold_since_decision(subject, "result") & untold_since_decision(subject, "next"))
        for group in split_justified(subject, told & untold_since_decision(subject, "feedback"), self.code()):
            yield Flag(
                f"Nobody asks customers how it went after {list_steps(subject, group)}, or tells them where to say so",
                steps=group,
            )

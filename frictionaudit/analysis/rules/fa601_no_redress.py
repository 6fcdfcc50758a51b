"""A refusal should say how to challenge it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.bad_news import bad_news_steps
from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.messages import told_before_split, untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule

_KINDS_BOUND_BY_CODES = ("complaint", "permit", "fine")


class NoRedress(Rule):
    """The case ends badly for the customer, and no appeal, complaint or ombudsman is named.

    The rule looks at ends with `outcome: adverse`, and at other adverse steps from which no adverse end can be reached.
    Redress is what `tells.redress` says there, on every path to it since the last decision, or later but before the
    next branch. So the letter with the decision is enough. For complaints, permits and fines, where codes require it,
    the finding is an error.

    Why it matters:
        A wrong decision stands if people do not know how to challenge it. Some give up their rights, others go to the
        press.

    Wrong:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true}}

    Right:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true, reason: true, redress: ombudsman}}

    What to do:
        Add to the decision where people can challenge it, by what date, and who can help them.

    Leave it when:
        Nobody decided the outcome, such as an item that is sold out.

    Sources:
        FCA Handbook DISP 1.6.2R (final response names the ombudsman); UNCTAD eRegulations (recourse at each step).
    """

    level = "warning"
    stake = ("customer", "waiting")
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        untold = untold_since_decision(subject, "redress") - told_before_split(subject, "redress")
        for step in bad_news_steps(subject):
            if step in untold:
                yield Flag(
                    f"{sentence(describe(subject.graph, step))} names no appeal, complaint or ombudsman",
                    steps=(step,),
                    severity="error" if procedure.kind in _KINDS_BOUND_BY_CODES else None,
                )

"""Who hears a no has to hear what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.messages import told_before_fork, untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule

_BOUND = ("complaint", "permit", "fine")


class NoRedress(Rule):
    """The case ends badly for the customer, and no appeal, complaint or ombudsman is named.

    Judged are ends with `outcome: adverse`, and other adverse steps after which no adverse end can come. Named is
    what `tells.redress` says there, on every way to it since the last decision, or after it before the way forks
    again: the letter that tells the decision is enough. For complaints, permits and fines, where codes demand it,
    the finding is an error.

    Why it matters:
        A decision without a way to question it is the end of the road even where it is wrong. People who do not know
        where to turn give up what is theirs or turn to the press.

    Wrong:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true}}

    Right:
        steps:
          refused: {kind: end, outcome: adverse, tells: {result: true, reason: true, redress: ombudsman}}

    What to do:
        Name in the decision itself where it can be questioned, until when, and who helps.

    Leave it when:
        The outcome is unwelcome but nobody decided it, such as an item that is sold out.

    Sources:
        FCA Handbook DISP 1.6.2R (final response names the ombudsman); UNCTAD eRegulations (recourse at each step).
    """

    level = "warning"
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        ends = [end for end in procedure.ends if procedure.steps[end].outcome == "adverse"]
        ending = _before_any(subject, ends)
        others = [id for id, step in procedure.steps.items() if step.outcome == "adverse" and id not in ending]
        untold = untold_since_decision(subject, "redress") - told_before_fork(subject, "redress")
        for step in (step for step in (*ends, *others) if step in untold):
            yield Flag(
                f"'{procedure.label(step)}' names no appeal, complaint or ombudsman",
                steps=(step,),
                severity="error" if procedure.kind in _BOUND else None,
            )


def _before_any(subject: Subject, ends: list[str]) -> set[str]:
    """The ends and all steps from which one of them can be reached."""
    seen, queue = set(ends), list(ends)
    while queue:
        for arc in subject.graph.incoming[queue.pop()]:
            if arc.source not in seen:
                seen.add(arc.source)
                queue.append(arc.source)
    return seen

"""Care goes on when the matter is settled."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart, named
from frictionaudit.analysis.patterns.messages import untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule

_WORDS = ("result", "next", "feedback")


class NoGoodbye(Rule):
    """The case ends well, and the customer hears nothing: no confirmation, nothing to follow, no way to say how it was.

    Judged are ends whose `outcome` is favourable or neutral. A goodbye is the `result`, what comes `next`, or where
    to give `feedback`, told at the end or on every way to it since the last decision; a document given by the step
    just before the end is one too. All such ends are one finding.

    Why it matters:
        Who is not told that it is done keeps waiting or asks. And the story that people tell afterwards is mostly that
        of the last moment.

    Wrong:
        steps:
          refunded: {kind: end, outcome: favourable}

    Right:
        steps:
          refunded: {kind: end, outcome: favourable, tells: {result: true, feedback: a reply to the message}}

    What to do:
        Say that it is done, what happens next if anything, and ask how it went.

    Leave it when:
        The customer leaves with what they came for in their hands.

    Sources:
        The idea of procedural care: care goes on after the sale. Our default.
    """

    level = "warning"
    element = "personal"
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        ends = {id for id in subject.procedure.ends if steps[id].outcome in ("favourable", "neutral")}
        if not ends:  # saves time
            return
        for word in _WORDS:
            ends &= untold_since_decision(subject, word)
        for group in apart(subject, (end for end in ends if not _handed_over(subject, end)), self.code()):
            yield Flag(
                f"{named(subject, group)}: the case ends well, and the customer hears neither that it is done, nor "
                "what comes next, nor where to say how it went",
                steps=group,
            )


def _handed_over(subject: Subject, end: str) -> bool:
    before = [arc.source for arc in subject.graph.incoming[end]]
    return bool(before) and all(subject.procedure.steps[step].gives for step in before)

"""One procedure has one start."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class TwoStarts(Rule):
    """The procedure has more than one start.

    Why it matters:
        A page cannot say how many cases begin at each start, so all expected figures assume equal numbers. Readers do
        not know which start is theirs.

    Wrong:
        steps:
          by-web: {kind: start, next: check}
          by-post: {kind: start, next: check}

    Right:
        steps:
          wish: {kind: start, next: [{to: by-web, share: 0.8}, {to: by-post, share: 0.2}]}

    What to do:
        Use one start, with a flow and a share for each kind of case. If the cases have little in common, write two
        pages.

    Leave it when:
        About the same number of cases begins at each start, and each start has its own trigger.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        one start and one end; comparable to bpmnlint's single-blank-start-event, which accepts several starts if all
        but one have a trigger (message, timer …), and looks into each sub-process. Here each further start counts,
        whatever its trigger.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        starts = subject.procedure.starts
        if len(starts) > 1:
            yield Flag(
                f"The procedure has {len(starts)} starts: {describe_all(subject.graph, starts)}. "
                "The figures assume that equal numbers of cases begin at each",
                steps=unjustified_first(subject, starts, self.code()),
            )

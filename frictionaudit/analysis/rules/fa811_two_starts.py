"""One procedure begins in one place."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class TwoStarts(Rule):
    """More than one step is a start.

    Why it matters:
        It cannot be drawn how many cases begin at each start, so all expected numbers take them evenly. Readers do
        not know which of them is theirs.

    Wrong:
        steps:
          by-web: {kind: start, next: check}
          by-post: {kind: start, next: check}

    Right:
        steps:
          wish: {kind: start, next: [{to: by-web, share: 0.8}, {to: by-post, share: 0.2}]}

    What to do:
        Draw one start with a share for each way in, or two procedures.

    Leave it when:
        Cases do begin evenly, and each start has its own trigger.

    Sources:
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): one start
        and one end; comparable to bpmnlint's single-blank-start-event, which lets several starts pass where all but one
        have a trigger (message, timer …), and looks into each sub-process. Here each further start counts, whatever
        begins it.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        starts = subject.procedure.starts
        if len(starts) > 1:
            yield Flag(
                f"{len(starts)} starts are drawn, {list_steps(subject, starts)}; "
                "cases are taken to begin evenly at each",
                steps=unjustified_first(subject, starts, self.code()),
            )

"""Weeks without a word."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.silence import longest_silence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class SilentWait(Rule):
    """The longest stretch in which the customer hears nothing is longer than `longer_than`.

    Silence lasts through all steps that neither tell anything nor lie with the customer, and through the waiting
    before the step that breaks it. A loop of ours counts with all its expected rounds. Only the longest stretch is
    named; once it is broken, the next one shows.

    Why it matters:
        Who hears nothing cannot tell a long queue from a lost case, and rings up to ask.

    Wrong:
        steps:
          log: {by: agent, wait: {queue: 5 working days}, next: check}
          check: {by: billing, wait: {queue: 15 working days}, next: answer}
          answer: {by: agent, tells: {result: true}, next: closed}

    Right:
        steps:
          log: {by: agent, wait: {queue: 5 working days}, next: report}
          report: {by: agent, tells: {delay: how it stands and what comes next}, next: check}

    What to do:
        Send word on how it stands before people have to ask, also when there is nothing new.

    Leave it when:
        The customer has chosen to be told at the end only: say so with `because` on the steps.

    Sources:
        FCA Handbook, DISP 1.6.1R(2): keep the complainant informed of progress. Ten working days are our default.
    """

    level = "warning"
    care_point = "on-time"

    longer_than: Duration = Duration.fixed(days=10, working=True)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        silence = longest_silence(subject)
        limit = subject.procedure.calendar.expected_elapsed(self.longer_than)
        if silence.minutes <= limit + 1e-6:
            return
        first, last = silence.steps[0], silence.steps[-1]
        label = subject.procedure.label
        where = f"before '{label(last)}'" if first == last else f"from '{label(first)}' to '{label(last)}'"
        least = "at least " if silence.unknown else ""
        written, clock = str(self.longer_than), format_elapsed(limit)
        allowed = written if written == clock else f"{written} ({clock} on the clock)"
        yield Flag(
            f"the customer can hear nothing for {least}{format_elapsed(silence.minutes)}, {where}; "
            f"more than {allowed} are long",
            steps=silence.steps,
        )

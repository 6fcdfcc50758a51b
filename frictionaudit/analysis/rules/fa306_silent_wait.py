"""People should not wait for weeks without any news."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.silence import longest_silence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.time_limits import comparable, limit_in_words
from frictionaudit.domain.quantities import Duration


class SilentWait(Rule):
    """The customer hears nothing for a long time.

    A silence longer than `longer_than` is flagged. Silence lasts through all steps that tell the customer nothing and
    are not the customer's turn. It includes the wait before the step that ends it. A loop on our side counts with the
    longest way through it and its expected further rounds. A message in a branch that is always taken is heard in all
    of them. The finding names only the longest stretch. Once that one is fixed, the next longest appears.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        People who hear nothing cannot tell a long queue from a lost case, and phone to ask.

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
        Send a progress message before people have to ask, even when there is nothing new.

    Leave it when:
        The customer has chosen to hear only at the end. Give the reason in `because` on the steps.

    Sources:
        FCA Handbook, DISP 1.6.1R(2): keep the complainant informed of progress. Ten working days is our default.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "on-time"

    longer_than: Duration = Field(
        default=Duration.fixed(days=10, working=True), description="longest silence that is not flagged"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        silence = longest_silence(subject)
        limit = subject.procedure.calendar.expected_elapsed(self.longer_than)
        silent = comparable(silence.minutes, self.longer_than)
        if silence.minutes <= limit + 1e-6 or silent == comparable(limit, self.longer_than):
            return  # minutes of work on the last day do not make it longer
        first, last = silence.steps[0], silence.steps[-1]
        label = subject.procedure.label
        where = f"before '{label(last)}'" if first == last else f"from '{label(first)}' to '{label(last)}'"
        minimum = "at least " if silence.unknown else ""
        yield Flag(
            f"The customer can hear nothing for {minimum}{silent} {where}; "
            f"the limit is {limit_in_words(self.longer_than, limit)}",
            steps=silence.steps,
        )

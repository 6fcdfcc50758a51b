"""Right first time, or back to the customer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.rework import send_back_passages
from frictionaudit.analysis.patterns.correction_requests import is_sent_back
from frictionaudit.analysis.rule import Flag, Rule


class SentBack(Rule):
    """The customer gets the case back for correction, at least `per_case` times per case.

    A case is sent back where it comes from us to the customer and then returns to a step that it had passed before.
    All ways back to the same step of the customer's are added up. What is counted are the times per case: somebody
    who is sent back twice counts twice.

    Why it matters:
        Every return costs the customer a second round and us a second look, and it says that the first request was
        not clear.

    Wrong:
        steps:
          apply: {by: customer, next: check}
          check: {by: desk, next: [{to: apply, share: 0.26}, {to: decide, share: 0.74}]}

    Right:
        steps:
          apply: {by: customer, tells: {documents: the list with an example of each}, next: check}
          check: {by: desk, next: [{to: apply, share: 0.04}, {to: decide, share: 0.96}]}

    What to do:
        Find what is missing most often, and ask for it so that nobody can leave it out.

    Leave it when:
        The return is a choice of the customer's, for example a second draft on which advice was asked: say so with
        `because`.

    Sources:
        First-pass yield: the share of cases that go through without a return; 10 cases in 100.
    """

    level = "warning"

    per_case: float = 0.1

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        onward: dict[str, list[str]] = {}
        for passage in subject.by_party:
            onward.setdefault(passage.source or "", []).append(passage.target)
        returned: dict[str, list[Handover]] = {}
        for passage in send_back_passages(subject):
            returned.setdefault(passage.target, []).append(passage)
        for target, passages in sorted(returned.items()):
            if self._times(passages) is None:  # saves time
                continue
            back = [passage for passage in passages if is_sent_back(subject, passage, onward)]
            times = self._times(back)
            if times is None:
                continue
            sources = [str(p.source) for p in sorted(back, key=lambda p: (-p.expected, str(p.source)))]
            label = subject.procedure.label
            names = " and ".join(f"'{label(source)}'" for source in sources)
            yield Flag(
                f"the case comes back to the customer at '{label(target)}' from {names}, "
                f"{times * 100:.0f} times in 100 cases",
                steps=(*sources, target),
            )

    def _times(self, passages: list[Handover]) -> float | None:
        """How often they happen per case; None where that is too seldom, or a loop makes it endless."""
        times = sum(passage.expected for passage in passages)
        return times if passages and times >= self.per_case - 1e-9 and math.isfinite(times) else None

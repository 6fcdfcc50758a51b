"""Work is done in sequence although it could be done at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks
from frictionaudit.analysis.patterns.inputs_outputs import outputs_by_step
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class NeedlessSequence(Rule):
    """Two parties work one after the other, although the second needs nothing from the first.

    Only steps that always follow each other are judged, where the later step states what it `needs`. Customer steps are
    left out, and so are earlier steps that decide how the case continues. Working at the same time would save the
    shorter of the two times, waiting included. It is flagged if that is at least `saving`, or at least `part` of the
    whole lead time.

    Why it matters:
        The customer waits for the sum of both, where the longer one alone would do.

    Wrong:
        steps:
          see-zone: {by: zoning, wait: {queue: 3 working days}, needs: lot-plan, makes: zone-note, next: see-fire}
          see-fire: {by: fire, wait: {queue: 4 working days}, needs: floor-plan, makes: fire-note, next: decide}

    Right:
        steps:
          see-both: {kind: parallel, next: [see-zone, see-fire]}
          see-zone: {by: zoning, wait: {queue: 3 working days}, needs: lot-plan, makes: zone-note, next: both-seen}
          see-fire: {by: fire, wait: {queue: 4 working days}, needs: floor-plan, makes: fire-note, next: both-seen}
          both-seen: {kind: parallel, next: decide}

    What to do:
        Send the case to both parties at once, and continue when both have answered.

    Leave it when:
        Most cases are refused at the first step, so work on the second would mostly be wasted. Draw that flow, or give
        the reason in `because`.

    Sources:
        Parallelism, heuristic 10 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand). One day and 5 % of the lead time are our defaults.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "resolved-quickly"

    saving: Duration = Field(default=Duration.fixed(days=1), description="time saved from which it is flagged")
    part: float = Field(default=0.05, ge=0, le=1, description="share of the lead time saved from which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        if all(step.needs is None for step in steps.values()):  # saves time
            return
        enough = subject.procedure.calendar.expected_elapsed(self.saving)
        for earlier, later in adjacent_tasks(subject):
            needs = steps[later].needs
            if needs is None or not _two_parties(subject, earlier, later):
                continue
            if steps[later].reviews == earlier or not outputs_by_step(subject)[earlier].isdisjoint(
                (*needs, *steps[later].asks)
            ):
                continue
            saved = min(elapsed(subject, earlier), elapsed(subject, later))
            if saved >= enough - 1e-6 or self._large(subject, measures, earlier, saved):
                label = subject.procedure.label
                yield Flag(
                    f"'{label(later)}' waits for '{label(earlier)}' but needs nothing from it; "
                    f"doing both at the same time would save {format_elapsed(saved)}",
                    steps=(earlier, later),
                )

    def _large(self, subject: Subject, measures: Measures, step: str, saved: float) -> bool:
        """Whether the time saved is a large part of the lead time, where that is fully known."""
        lead = measures["lead_time"]
        if not lead.value or lead.evidence.bound != "exact":
            return False
        return saved * subject.visits(step).value >= self.part * lead.value - 1e-6


def _two_parties(subject: Subject, earlier: str, later: str) -> bool:
    """Whether two different parties do the steps, neither of them the customer."""
    steps = subject.procedure.steps
    sides = {subject.side(earlier), subject.side(later)}
    return steps[earlier].by != steps[later].by and not sides & {None, Side.CUSTOMER}

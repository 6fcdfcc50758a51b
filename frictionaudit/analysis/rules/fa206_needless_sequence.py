"""One after the other, though neither needs the other."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Two parties work one after the other, though the later needs nothing that the earlier makes.

    Judged are steps that always follow one another, where the later says what it `needs`. The customer's steps are
    not meant, nor an earlier step that decides how to go on. Done at the same time, they would spare the shorter
    of the two, waiting included: that has to be `saving` or more, or `part` of the whole lead time.

    Why it matters:
        The customer waits for the sum of both, where the longer alone would do.

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
        Send the case to both at once, and go on when both have answered.

    Leave it when:
        The first turns so many away that the second would mostly work for nothing: draw that way, or say so with
        `because`.

    Sources:
        Parallelism, heuristic 10 of business process redesign (Reijers and Liman Mansar, 2005; not read first-hand).
        One day, or five per cent of the lead time, is our default.
    """

    level = "warning"

    saving: Duration = Duration.fixed(days=1)
    part: float = 0.05

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
            spared = min(elapsed(subject, earlier), elapsed(subject, later))
            if spared >= enough - 1e-6 or self._large(subject, measures, earlier, spared):
                label = subject.procedure.label
                yield Flag(
                    f"'{label(later)}' waits for '{label(earlier)}' and needs nothing of it; "
                    f"at the same time they would take {format_elapsed(spared)} less",
                    steps=(earlier, later),
                )

    def _large(self, subject: Subject, measures: Measures, step: str, spared: float) -> bool:
        """Whether what is spared is a large part of the lead time, where all of that is known."""
        lead = measures["lead_time"]
        if not lead.value or lead.evidence.bound != "exact":
            return False
        return spared * subject.visits(step).value >= self.part * lead.value - 1e-6


def _two_parties(subject: Subject, earlier: str, later: str) -> bool:
    """Whether two different parties do them, neither of them the customer."""
    steps = subject.procedure.steps
    sides = {subject.side(earlier), subject.side(later)}
    return steps[earlier].by != steps[later].by and not sides & {None, Side.CUSTOMER}

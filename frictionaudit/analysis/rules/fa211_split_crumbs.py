"""Small steps that one hand could do in one go."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, chains, follows_immediately
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_effort


class SplitCrumbs(Rule):
    """The same party does one small step after the other in the same channel, and nothing lies between.

    Judged are steps that always follow one another, with `by`, `channel` and `effort`, where the second has `wait:
    none`. One of the two takes no more than `crumb`. Steps with a `control` are kept apart on purpose, and a step
    that takes no effort is a machine's.

    Why it matters:
        Each step is opened, read and closed again; what is cut into crumbs is done twice over.

    Wrong:
        steps:
          open-letter: {by: mailroom, channel: internal, effort: {work: 2m}, wait: none, next: stamp-letter}
          stamp-letter: {by: mailroom, channel: internal, effort: {work: 1m}, wait: none, next: sort-letter}
          sort-letter: {by: mailroom, channel: internal, effort: {work: 2m}, wait: none, next: read-letter}

    Right:
        steps:
          take-in-letter: {by: mailroom, channel: internal, effort: {work: 4m}, wait: none, next: read-letter}

    What to do:
        Make one step of them, with one screen and one name.

    Leave it when:
        Each of them is measured for itself, or another may take over between: say so with `because`.

    Sources:
        Task composition, heuristic 8 of business process redesign (Reijers and Liman Mansar, 2005; not read
        first-hand). Five minutes are our default.
    """

    level = "info"

    crumb: Duration = Duration.fixed(minutes=5)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if all(step.channel is None for step in subject.procedure.steps.values()):  # saves time
            return
        minutes = _minutes(subject)
        limit = subject.procedure.calendar.expected_touch(self.crumb)
        pairs = [
            (one, two)
            for one, two in adjacent_tasks(subject)
            if _one_hand(subject, one, two)
            and min(minutes.get(one, 0.0), minutes.get(two, 0.0)) > 0
            and min(minutes[one], minutes[two]) <= limit + 1e-9
        ]
        for row in chains(pairs):
            by = subject.procedure.steps[row[0]].by or ""
            party = subject.procedure.parties[by].name or by
            yield Flag(
                f"'{party}' does {count(len(row), 'step')} that could be one: {list_steps(subject, row)}, "
                f"{format_effort(sum(minutes[step] for step in row))} together",
                steps=unjustified_first(subject, row, self.code()),
            )


def _one_hand(subject: Subject, one: str, two: str) -> bool:
    """Whether two steps are done by the same party in the same channel, at once and without a control."""
    earlier, later = subject.procedure.steps[one], subject.procedure.steps[two]
    same = earlier.by is not None and earlier.by == later.by
    there = earlier.channel is not None and earlier.channel == later.channel
    return same and there and follows_immediately(subject, two) and earlier.control is None and later.control is None


def _minutes(subject: Subject) -> dict[str, float]:
    """Minutes of touch time of every step with an effort."""
    found: dict[str, float] = {}
    for step, _, _, minutes in subject.efforts:
        found[step] = found.get(step, 0.0) + minutes
    return found

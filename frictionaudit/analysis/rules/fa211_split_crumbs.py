"""Several small steps could be one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, chains, follows_immediately
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import count, format_effort
from frictionaudit.domain.quantities.listing import listed, quoted, sentence


class SplitCrumbs(Rule):
    """The same party does small steps one after the other in the same channel, with nothing in between.

    The rule looks at steps that always follow each other and state `by`, `channel` and `effort`. The second must have
    `wait: none`. At least one of the two takes no more than `crumb`. Steps with a `control` are separate on purpose,
    and steps without effort are done by a machine.

    Why it matters:
        Each step has to be opened, read and closed again. Splitting work into small steps adds work.

    Wrong:
        steps:
          open-letter: {by: mailroom, channel: internal, effort: {work: 2m}, wait: none, next: stamp-letter}
          stamp-letter: {by: mailroom, channel: internal, effort: {work: 1m}, wait: none, next: sort-letter}
          sort-letter: {by: mailroom, channel: internal, effort: {work: 2m}, wait: none, next: read-letter}

    Right:
        steps:
          take-in-letter: {by: mailroom, channel: internal, effort: {work: 4m}, wait: none, next: read-letter}

    What to do:
        Combine them into one step, with one screen and one name.

    Leave it when:
        Each step is measured separately, or somebody else may take over in between. Give the reason in `because`.

    Sources:
        Task composition, heuristic 8 of business process redesign (Reijers and Liman Mansar, 2005; source not checked
        first-hand). Five minutes is our default.
    """

    level = "info"
    stake = ("customer", "staff")
    care_point = "resolved-quickly"

    crumb: Duration = Field(default=Duration.fixed(minutes=5), description="longest effort of a small step")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if all(step.channel is None for step in subject.procedure.steps.values()):  # saves time
            return
        minutes = _minutes(subject)
        limit = subject.procedure.calendar.expected_touch(self.crumb)
        pairs = [
            (first, second)
            for first, second in adjacent_tasks(subject)
            if _could_be_one(subject, first, second)
            and min(minutes.get(first, 0.0), minutes.get(second, 0.0)) > 0
            and min(minutes[first], minutes[second]) <= limit + 1e-9
        ]
        for row in chains(pairs):
            by = subject.procedure.steps[row[0]].by or ""
            party = sentence(subject.procedure.party_label(by))
            yield Flag(
                f"{party} does {count(len(row), 'step')} that could be one: "
                f"{listed(quoted(map(subject.procedure.label, row)))} "
                f"({format_effort(sum(minutes[step] for step in row))} in all)",
                steps=unjustified_first(subject, row, self.code()),
            )


def _could_be_one(subject: Subject, first: str, second: str) -> bool:
    """Whether the same party does both steps in the same channel, without a wait or a control."""
    earlier, later = subject.procedure.steps[first], subject.procedure.steps[second]
    same_party = earlier.by is not None and earlier.by == later.by
    same_channel = earlier.channel is not None and earlier.channel == later.channel
    no_control = earlier.control is None and later.control is None
    return same_party and same_channel and follows_immediately(subject, second) and no_control


def _minutes(subject: Subject) -> dict[str, float]:
    """The touch time of every step with an effort, in minutes."""
    touch: dict[str, float] = {}
    for step, _, _, minutes in subject.efforts:
        touch[step] = touch.get(step, 0.0) + minutes
    return touch

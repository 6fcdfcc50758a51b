"""Staff have to switch between several systems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, chains, follows_immediately
from frictionaudit.analysis.patterns.grouping import in_reading_order, is_justified, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed, quoted


class SystemHopping(Rule):
    """A person has to switch between two or more systems in one step, or in one stretch of steps.

    A stretch is a series of consecutive steps by the same party. The page has to state that there is no wait between
    them. Steps without effort are done by a machine and do not count. Each party has one finding for all its stretches.

    Why it matters:
        People who copy between screens make mistakes, and they look at the screens instead of the customer.

    Wrong:
        steps:
          check-request: {by: helpdesk, systems: [order system, mailbox], effort: {work: 6m}, next: decide}

    Right:
        steps:
          check-request: {by: helpdesk, systems: service desk, effort: {work: 4m}, next: decide}

    What to do:
        Show the data that staff need from the second system in the first.

    Leave it when:
        The two systems must stay separate, for example to protect health data. Give the reason in `because`.

    Sources:
        Integral technology, heuristic 26 of business process redesign (Reijers and Liman Mansar, 2005; source not
        checked first-hand). Two systems is our default.
    """

    level = "warning"
    stake = ("staff",)

    systems: int = Field(default=2, ge=1, description="systems in one stretch from which it is flagged")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        by_party: dict[str, list[_Stretch]] = {}
        for stretch in _stretches(subject):
            if len(stretch.systems) >= self.systems:
                by_party.setdefault(stretch.party, []).append(stretch)
        for party, stretches in sorted(by_party.items()):
            justified = [
                stretch
                for stretch in stretches
                if all(is_justified(subject, step, self.code()) for step in stretch.steps)
            ]
            unjustified = [stretch for stretch in stretches if stretch not in justified]
            for group in ([unjustified] if unjustified else []) + [[stretch] for stretch in justified]:
                yield self._flag(subject, party, group)

    def _flag(self, subject: Subject, party: str, stretches: Sequence[_Stretch]) -> Flag:
        name = subject.procedure.party_label(party)
        label = subject.procedure.label
        places = listed(
            f"{listed(quoted(map(label, stretch.steps)))} ({', '.join(stretch.systems)})" for stretch in stretches
        )
        counts = {len(stretch.systems) for stretch in stretches}
        most = f"{'up to ' if len(counts) > 1 else ''}{max(counts)}"
        return Flag(
            f"{sentence(name)} has to switch between {most} systems at {places}",
            steps=unjustified_first(subject, (step for stretch in stretches for step in stretch.steps), self.code()),
            about=party,
        )


@dataclass(frozen=True)
class _Stretch:
    """Steps that a party does without a break, with the systems it needs for them."""

    party: str
    steps: tuple[str, ...]
    systems: tuple[str, ...]


def _stretches(subject: Subject) -> Iterator[_Stretch]:
    """The stretches of each party, in reading order."""
    steps = subject.procedure.steps
    if not any(step.systems for step in steps.values()):  # saves time
        return
    busy = {step for step, _, _, minutes in subject.efforts if minutes}
    by_hand = {id for id, step in subject.tasks.items() if step.by and (step.effort is None or id in busy)}
    pairs = (pair for pair in adjacent_tasks(subject) if by_hand.issuperset(pair) and _no_break(subject, *pair))
    row_from = {row[0]: row for row in chains(pairs)}
    continuing = {step for row in row_from.values() for step in row[1:]}
    for id in in_reading_order(subject, by_hand - continuing):
        row = tuple(step for step in row_from.get(id, (id,)) if steps[step].systems)
        systems = tuple(dict.fromkeys(system for step in row for system in steps[step].systems))
        yield _Stretch(steps[id].by or "", row, systems)


def _no_break(subject: Subject, first: str, second: str) -> bool:
    """Whether the same party does both steps with no wait in between."""
    steps = subject.procedure.steps
    return steps[first].by == steps[second].by and follows_immediately(subject, second)

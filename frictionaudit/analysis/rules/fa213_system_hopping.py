"""From screen to screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks, chains, follows_immediately
from frictionaudit.analysis.patterns.grouping import in_reading_order, is_justified, list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class SystemHopping(Rule):
    """A person has to switch between two or more systems in one step, or in one stretch of steps.

    A stretch is what the same party does without a break: steps that follow one another where the page says that
    nothing is waited for between. A step that takes no effort is a machine's, which does not mind. There is one
    finding for each party, with all its stretches.

    Why it matters:
        Who copies from one screen to the other makes mistakes, and looks at the screens instead of at the customer.

    Wrong:
        steps:
          check-request: {by: helpdesk, systems: [order system, mailbox], effort: {work: 6m}, next: decide}

    Right:
        steps:
          check-request: {by: helpdesk, systems: service desk, effort: {work: 4m}, next: decide}

    What to do:
        Show what is needed from the second system in the first.

    Leave it when:
        The second system may not be joined with the first, for example to protect health data: say so with `because`.

    Sources:
        Integral technology, heuristic 26 of business process redesign (Reijers and Liman Mansar, 2005; not read
        first-hand). Two systems are our default.
    """

    level = "warning"

    systems: int = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        by_party: dict[str, list[_Stretch]] = {}
        for stretch in _stretches(subject):
            if len(stretch.systems) >= self.systems:
                by_party.setdefault(stretch.party, []).append(stretch)
        for party, stretches in sorted(by_party.items()):
            justified = [
                one for one in stretches if all(is_justified(subject, step, self.code()) for step in one.steps)
            ]
            still_open = [one for one in stretches if one not in justified]
            for together in ([still_open] if still_open else []) + [[one] for one in justified]:
                yield self._flag(subject, party, together)

    def _flag(self, subject: Subject, party: str, stretches: Sequence[_Stretch]) -> Flag:
        name = subject.procedure.parties[party].name or party
        where = "; ".join(f"{', '.join(one.systems)} at {list_steps(subject, one.steps)}" for one in stretches[:3])
        more = f"; and at {len(stretches) - 3} more" if len(stretches) > 3 else ""
        most = max(len(one.systems) for one in stretches)
        return Flag(
            f"'{name}' has to switch between {'up to ' if len(stretches) > 1 else ''}{most} systems: {where}{more}",
            steps=unjustified_first(subject, (step for one in stretches for step in one.steps), self.code()),
            about=party,
        )


@dataclass(frozen=True)
class _Stretch:
    """Steps that a party does without a break, and the systems it needs for them."""

    party: str
    steps: tuple[str, ...]
    systems: tuple[str, ...]


def _stretches(subject: Subject) -> Iterator[_Stretch]:
    """What each party does in one go, with the systems it needs, as a reader meets it."""
    steps = subject.procedure.steps
    if not any(step.systems for step in steps.values()):  # saves time
        return
    busy = {step for step, _, _, minutes in subject.efforts if minutes}
    by_hand = {id for id, step in subject.tasks.items() if step.by and (step.effort is None or id in busy)}
    pairs = (pair for pair in adjacent_tasks(subject) if by_hand.issuperset(pair) and _in_one_go(subject, *pair))
    joined = {row[0]: row for row in chains(pairs)}
    later = {step for row in joined.values() for step in row[1:]}
    for id in in_reading_order(subject, by_hand - later):
        row = tuple(step for step in joined.get(id, (id,)) if steps[step].systems)
        systems = tuple(dict.fromkeys(system for step in row for system in steps[step].systems))
        yield _Stretch(steps[id].by or "", row, systems)


def _in_one_go(subject: Subject, one: str, two: str) -> bool:
    """Whether the same party does both, with nothing waited for between."""
    steps = subject.procedure.steps
    return steps[one].by == steps[two].by and follows_immediately(subject, two)

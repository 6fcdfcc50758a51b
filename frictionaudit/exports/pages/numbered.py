"""The turns of a page as numbered steps: what the customer does, and what happens then until it is their turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from frictionaudit.results.customer_page import Turn


@dataclass
class NumberedStep:
    """A step of the customer with what the others do after it."""

    number: int
    lead: Turn
    then: list[Turn] = field(default_factory=list)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns on its own level."""
        return (self.lead, *self.then)


@dataclass(frozen=True)
class NumberedSteps:
    """The steps in order. `begins` are the events with which a case begins, `number_of` the step that holds a turn."""

    begins: tuple[Turn, ...]
    steps: tuple[NumberedStep, ...]
    number_of: Mapping[str, int]
    names: Mapping[str, str]

    @property
    def leads(self) -> Mapping[str, int]:
        """The number of each step, by the id of the turn that it begins with."""
        return {step.lead.id: step.number for step in self.steps}

    @property
    def number_named(self) -> Mapping[str, int]:
        """The number of the step that holds a turn, by the turn's name."""
        return {self.names[id]: number for id, number in reversed(list(self.number_of.items()))}


def numbered(turns: Iterable[Turn], starts: frozenset[str]) -> NumberedSteps:
    """Group the turns; `starts` are the ids of the events with which a case begins."""
    begins: list[Turn] = []
    steps: list[NumberedStep] = []
    for turn in turns:
        if turn.id in starts and not turn.branches:
            begins.append(turn)
        elif turn.actor == "you" or not steps:
            steps.append(NumberedStep(len(steps) + 1, turn))
        else:
            steps[-1].then.append(turn)
    number_of = {inner.id: step.number for step in steps for inner in nested(step.turns)}
    names = {inner.id: inner.name for step in steps for inner in nested(step.turns)}
    names |= {turn.id: turn.name for turn in begins}
    return NumberedSteps(tuple(begins), tuple(steps), number_of, names)


def nested(turns: Iterable[Turn]) -> Iterator[Turn]:
    """The turns with all that stand in their branches."""
    for turn in turns:
        yield turn
        for branch in turn.branches:
            yield from nested(branch.turns)

"""What two units answer for, nobody answers for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart, named
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step


class SharedBlame(Rule):
    """More than one unit answers for a step.

    Counted are the units of the parties in `accountable` and, where the step is done by a party of ours, its unit.
    Parties without a unit are not judged: they may belong to the same one. Steps shared by the same units are one
    finding.

    Why it matters:
        When it goes wrong each unit points to the other, and the customer is the one who has to find out whose fault
        it is.

    Wrong:
        parties:
          dispatch: {side: backstage, unit: Logistics}
          billing: {side: backstage, unit: Finance}
        steps:
          settle-claim: {by: dispatch, accountable: [dispatch, billing], next: settled}

    Right:
        parties:
          dispatch: {side: backstage, unit: Logistics}
        steps:
          settle-claim: {by: dispatch, accountable: [dispatch], next: settled}

    What to do:
        Name one unit that answers for the step; the other may help.

    Leave it when:
        The law demands that two units sign for it: say so with `because`.

    Sources:
        Redesign heuristic 16 (split responsibilities) of Reijers and Liman Mansar.
    """

    level = "warning"

    units: int = 1

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        shared: dict[tuple[str, ...], list[str]] = {}
        for id, step in subject.procedure.steps.items():
            units = _units(subject, step) if step.accountable else ()
            if len(units) > self.units:
                shared.setdefault(units, []).append(id)
        for units, found in sorted(shared.items()):
            for steps in apart(subject, found, self.code()):
                yield Flag(
                    f"{len(units)} units answer for {named(subject, steps)}: {', '.join(units)}",
                    steps=steps,
                    about=" and ".join(units),
                )


def _units(subject: Subject, step: Step) -> tuple[str, ...]:
    """The units that answer for a step, those without a name left out."""
    parties = subject.procedure.parties
    answering = [parties[id] for id in step.accountable]
    if step.by is not None and parties[step.by].side.ours:
        answering.append(parties[step.by])
    return tuple(sorted({party.unit for party in answering if party.unit}))

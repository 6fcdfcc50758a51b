"""Steps for which several units are responsible."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.listing import listed


class SharedBlame(Rule):
    """More than one unit is responsible for a step.

    The rule counts the units of the parties in `accountable`. If one of our parties does the step, its unit counts too.
    Parties without a unit are left out, because they may belong to the same one. Steps shared by the same units are one
    finding.

    Why it matters:
        When something goes wrong, each unit points to the other. The customer is left to find out who is responsible.

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
        Name one unit that is responsible for the step; the others may still help.

    Leave it when:
        The law requires two units to sign. Give that reason with `because`.

    Sources:
        Redesign heuristic 16 (split responsibilities) of Reijers and Liman Mansar.
    """

    level = "warning"
    stake = ("staff", "waiting")

    units: int = Field(default=1, ge=0, description="units that may be responsible for one step")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        shared: dict[tuple[str, ...], list[str]] = {}
        for id, step in subject.procedure.steps.items():
            units = _responsible_units(subject, step) if step.accountable else ()
            if len(units) > self.units:
                shared.setdefault(units, []).append(id)
        for units, step_ids in sorted(shared.items()):
            for steps in split_justified(subject, step_ids, self.code()):
                yield Flag(
                    f"{len(units)} units are responsible for {list_steps(subject, steps)}: {listed(units)}",
                    steps=steps,
                    about=" and ".join(units),
                )


def _responsible_units(subject: Subject, step: Step) -> tuple[str, ...]:
    """The units that are responsible for a step, without parties whose unit is unknown."""
    parties = subject.procedure.parties
    responsible = [parties[id] for id in step.accountable]
    if step.by is not None and parties[step.by].side.ours:
        responsible.append(parties[step.by])
    return tuple(sorted({party.unit for party in responsible if party.unit}))

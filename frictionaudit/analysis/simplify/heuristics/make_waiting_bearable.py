"""Give people who wait on site a seat, a time and a slot to come back to."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import enumeration, step_names
from frictionaudit.domain.changes import Change, PlaceAmended, StepAmended
from frictionaudit.domain.procedure import needed_offers

COMFORTS = ("seat", "time estimate", "slot to come back to")


class MakeWaitingBearable(Heuristic):
    """Offer people who wait on site a seat, a time estimate and a slot to come back to; give the place what they need.

    Steps that FA606 reports get the three comforts. Places that FA705 reports get what the groups there need, and a
    seat and signs where everybody queues.

    Do not use it when the wait itself can go: shorten it first.
    """

    answers = ("FA606", "FA705")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA606"):
            changes: tuple[Change, ...] = tuple(
                StepAmended(id=id, attribute="waiting_comforts", value=list(COMFORTS)) for id in finding.steps
            )
            title = f"Offer people who wait at {step_names(subject, finding.steps)} a seat, a time and a slot to return"
            yield Idea(title, changes, steps=finding.steps, trade_off="space, and somebody who calls people back")
        places = subject.procedure.places
        reported = {finding.about.partition(".")[0] for finding in open_findings(subject, measures, "FA705")}
        for id in sorted(reported):
            offered = places[id].offers or ()
            added = sorted(_needed(subject, id) - set(offered))
            yield Idea(
                f"Give '{places[id].name or id}' what people need there: {enumeration(added)}",
                (PlaceAmended(id=id, attribute="offers", value=[*offered, *added]),),
                steps=tuple(step for step, body in subject.procedure.steps.items() if body.at == id),
            )


def _needed(subject: Subject, place: str) -> set[str]:
    """What the groups need at a place; a seat and signs for everybody."""
    needs = {
        offer for group in subject.procedure.groups.values() for need in group.needs for offer in needed_offers(need)
    }
    return {"seat", "signage", *needs}

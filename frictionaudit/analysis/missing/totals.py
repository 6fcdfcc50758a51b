"""The totals of a case, with a middle guess for everything that the page leaves out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from frictionaudit.analysis.burden.amounts import adjoints
from frictionaudit.analysis.flow.disruptions import delay_minutes
from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields, asked_forms
from frictionaudit.analysis.missing.plausible_ranges import EFFORT, QUESTIONS, range_of, wages, waiting
from frictionaudit.domain.procedure import Bearer

Total = Literal["customer", "staff", "waiting", "cost", "fields", "steps"]
Impact = Mapping[Total, float]
"""By how much each total of a case could change."""
WAITS = {"queue": "wait_ours", "customer": "wait_customer", "third": "wait_third"}
"""The measure of waiting for each side that a case can wait for."""


def finite(visits: float) -> float:
    """Expected visits; 1 on a loop without an exit."""
    return visits if math.isfinite(visits) else 1.0


class CaseTotals:
    """What is known of a procedure, what is not, and the totals of a case with guesses filled in."""

    def __init__(self, subject: Subject, measures: Measures) -> None:
        self.subject = subject
        self._measures = measures
        procedure, tasks = subject.procedure, subject.tasks
        stated: dict[str, dict[str, float]] = {"customer": defaultdict(float), "staff": defaultdict(float)}
        for step, part, _, minutes in subject.efforts:
            bearer = procedure.bearer(step, part)
            if bearer in stated:
                stated[bearer][step] += minutes
        elapsed = procedure.calendar.expected_elapsed
        self._waits = {
            step: sum(map(elapsed, waits(subject, step))) + delay_minutes(subject, step) for step in procedure.steps
        }
        self.without_party = tuple(step for step in tasks if subject.side(step) is None)
        self.customer_effort = range_of(stated["customer"].values(), EFFORT)
        self.staff_effort = range_of(stated["staff"].values(), EFFORT)
        default = waiting(procedure.calendar)
        self.wait = {
            key: range_of(
                (elapsed(d) for s in procedure.steps.values() if s.wait and (d := getattr(s.wait, turn))), default
            )
            for turn, key in WAITS.items()
        }
        self.rate = wages(float(party.cost.amount) for party in procedure.parties.values() if party.cost)
        self.questions = range_of((float(len(form.fields or ())) for form in procedure.forms.values()), QUESTIONS)
        self._staff = dict(stated["staff"])
        self._staff.update(dict.fromkeys(self.staff_effort_unknown, self.staff_effort.middle))

    def _unknown(self, key: str) -> list[str]:
        """Steps that a measure lacks a figure of."""
        return [step for step in self._measures[key].evidence.unknown if step in self.subject.procedure.steps]

    @cached_property
    def customer_effort_unknown(self) -> Mapping[str, str]:
        """Customer steps without effort, each with the part of effort that it most likely is."""
        return {step: self._likeliest_part(step) for step in self._unknown("customer_minutes")}

    @cached_property
    def staff_effort_unknown(self) -> Sequence[str]:
        """Staff steps without effort."""
        return self._unknown("staff_minutes")

    @cached_property
    def waits_unknown(self) -> Mapping[str, str]:
        """Steps after a hand-off that do not state their wait, each with whose turn it is."""
        return {step: turn for turn, key in WAITS.items() for step in self._unknown(key)}

    @cached_property
    def forms_unknown(self) -> Mapping[str, float]:
        """Forms whose questions are unknown, each with how often a case fills it in."""
        times: dict[str, float] = {}
        for step, id, form in asked_forms(self.subject):
            if form.fields is None:
                times[id] = times.get(id, 0.0) + self.visits(step)
        return times

    @cached_property
    def failures_unknown(self) -> Sequence[str]:
        """Our step with the most work, if no step says what can go wrong; `disruptions: []` says that nothing can."""
        steps = self.subject.procedure.steps
        if any(step.disruptions is not None for step in steps.values()):
            return ()
        work = {step: self.visits(step) * minutes for step, minutes in self._staff.items() if minutes}
        return sorted(work, key=lambda step: (-work[step], step))[:1]

    @cached_property
    def hours(self) -> Mapping[str, float]:
        """Expected staff hours per case, by party."""
        hours: dict[str, float] = defaultdict(float)
        for step, minutes in self._staff.items():
            party = self.subject.procedure.steps[step].by
            if party is not None:
                hours[party] += self.visits(step) * minutes / 60
        return dict(sorted(hours.items()))

    @cached_property
    def unpriced(self) -> Mapping[str, float]:
        """Parties with staff hours but no wage, with those hours."""
        return {id: hours for id, hours in self.hours.items() if self.subject.procedure.parties[id].cost is None}

    def visits(self, step: str) -> float:
        """Expected visits of a step per case."""
        return finite(self.subject.visits(step).value)

    def effort_visits(self, step: str, part: str) -> float:
        """Expected visits, each customer group weighted with its factor for a part of effort."""
        return finite(self.subject.effort_visits(step, part).value)

    def of_party(self, step: str) -> Impact:
        """What changes once a step has a party."""
        times = self.visits(step)
        if self.subject.procedure.steps[step].effort is not None:
            return {"steps": times}
        return {"steps": times, "customer": times * self.customer_effort.high, "staff": times * self.staff_effort.high}

    def of_sides(self, parties: Collection[str]) -> Impact:
        """What changes once it is certain on which side some parties work: whose time their steps take."""
        steps = [id for id, step in self.subject.procedure.steps.items() if step.by in parties]
        efforts: dict[str, float] = defaultdict(float)
        for step, _, _, minutes in self.subject.efforts:
            efforts[step] += minutes
        likely = {step: efforts.get(step, self.customer_effort.high) for step in steps}
        total = sum(self.visits(step) * minutes for step, minutes in likely.items())
        return {"steps": sum(map(self.visits, steps)), "customer": total, "staff": total}

    @cached_property
    def size(self) -> Mapping[Total, float]:
        """Each total per case."""
        visits = [segment.visits.value for segment in self.subject.segments]
        rates = {id: float(p.cost.amount) for id, p in self.subject.procedure.parties.items() if p.cost}
        asked = sum(self.visits(step) for step, _, _ in asked_fields(self.subject))
        return {
            **self.minutes(visits),
            "cost": sum(hours * rates.get(party, self.rate.middle) for party, hours in self.hours.items()),
            "fields": asked + sum(self.forms_unknown.values()) * self.questions.middle,
            "steps": sum(map(self.visits, self.subject.tasks)),
        }

    @property
    def yearly(self) -> Impact:
        """The totals per case that are multiplied by the volume."""
        return {"customer": self.size["customer"], "staff": self.size["staff"], "cost": self.size["cost"]}

    def minutes(self, visits: Iterable[Mapping[str, float]]) -> dict[Total, float]:
        """The minutes of customer, staff and waiting, for the visits of each customer segment."""
        totals: dict[Total, float] = {"customer": 0.0, "staff": 0.0, "waiting": 0.0}
        for segment, visits_of, per_visit in zip(self.subject.segments, visits, self._per_visit, strict=True):
            for total, steps in per_visit.items():
                expected = sum(finite(visits_of[step]) * minutes for step, minutes in steps.items())
                totals[total] += segment.share * expected
        return totals

    @cached_property
    def to_go(self) -> Sequence[Mapping[Total, Mapping[str, float]]] | None:
        """For each segment the minutes from each state to the end; None where a loop without an exit has no end."""
        segments = list(zip(adjoints(self.subject), self._per_visit, strict=True))
        if not all(adjoint.finite for adjoint, _ in segments):
            return None
        return [{total: adjoint.to_go(steps) for total, steps in amounts.items()} for adjoint, amounts in segments]

    @cached_property
    def _per_visit(self) -> Sequence[Mapping[Total, Mapping[str, float]]]:
        """For each segment, what one visit to each step adds to the three totals of minutes."""
        unassigned = [step for step in self.without_party if self.subject.procedure.steps[step].effort is None]
        staff = {**self._staff, **dict.fromkeys(unassigned, self.staff_effort.middle / 2)}
        waiting = {**self._waits, **{s: self.wait[WAITS[turn]].middle for s, turn in self.waits_unknown.items()}}
        return [
            {"customer": self._customer(segment, unassigned), "staff": staff, "waiting": waiting}
            for segment in self.subject.segments
        ]

    def _customer(self, segment: CustomerSegment, unassigned: Iterable[str]) -> dict[str, float]:
        minutes_of: dict[str, float] = defaultdict(float)
        for step, part, _, minutes in self.subject.efforts:
            if self.subject.procedure.bearer(step, part) is Bearer.CUSTOMER:
                minutes_of[step] += segment.factor(part) * minutes
        for step, part in self.customer_effort_unknown.items():
            minutes_of[step] = segment.factor(part) * self.customer_effort.middle
        minutes_of.update(dict.fromkeys(unassigned, self.customer_effort.middle / 2))
        return dict(minutes_of)

    def weight(self, impact: Impact) -> float:
        """An impact as parts of the totals, added up."""
        parts = (abs(change) / self.size[total] for total, change in impact.items() if self.size[total] > 0)
        return round(sum(parts), 9)

    def _likeliest_part(self, id: str) -> str:
        step, procedure = self.subject.procedure.steps[id], self.subject.procedure
        if any(thing in procedure.forms for thing in step.asks):
            return "fill"
        if step.asks:
            return "gather"
        if step.channel is not None and step.channel.in_person:
            return "counter"
        return "pay" if step.fees else "fill"

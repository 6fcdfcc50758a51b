"""The totals of a case, made up with a middling guess wherever the page says nothing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields, asked_forms
from frictionaudit.analysis.missing.plausible_ranges import EFFORT, QUESTIONS, among, wages, waiting
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS

Total = Literal["customer", "staff", "waiting", "cost", "fields", "steps"]
Impact = Mapping[Total, float]
"""By how much each total of a case could move."""
WAITS = {"queue": "wait_ours", "customer": "wait_customer", "third": "wait_third"}
"""Whose turn it is while a case waits, and the measure of it."""


def finite(visits: float) -> float:
    """Expected visits; once, on a loop that no case leaves."""
    return visits if math.isfinite(visits) else 1.0


class CaseTotals:
    """What is known of a procedure, what is not, and what the totals of a case come to with guesses put in."""

    def __init__(self, subject: Subject, measures: Measures) -> None:
        self.subject = subject
        self._measures = measures
        procedure, tasks = subject.procedure, subject.tasks
        stated: dict[str, dict[str, float]] = {"customer": defaultdict(float), "staff": defaultdict(float)}
        for step, part, _, minutes in subject.efforts:
            stated["staff" if part in STAFF_PARTS else "customer"][step] += minutes
        elapsed = procedure.calendar.expected_elapsed
        self._waits = {step: sum(map(elapsed, waits(subject, step))) for step in procedure.steps}
        self.nobody = tuple(step for step in tasks if subject.side(step) is None)
        self.customer_effort = among(stated["customer"].values(), EFFORT)
        self.staff_effort = among(stated["staff"].values(), EFFORT)
        default = waiting(procedure.calendar)
        self.wait = {
            key: among(
                (elapsed(d) for s in procedure.steps.values() if s.wait and (d := getattr(s.wait, turn))), default
            )
            for turn, key in WAITS.items()
        }
        self.rate = wages(float(party.cost.amount) for party in procedure.parties.values() if party.cost)
        self.questions = among((float(len(form.fields or ())) for form in procedure.forms.values()), QUESTIONS)
        self._staff = dict(stated["staff"])
        self._staff.update(dict.fromkeys(self.silent_staff, self.staff_effort.middle))

    def _unknown(self, key: str) -> list[str]:
        """Steps that a measure misses something of."""
        return [step for step in self._measures[key].evidence.unknown if step in self.subject.procedure.steps]

    @cached_property
    def silent_customers(self) -> Mapping[str, str]:
        """Steps of customers that do not say what they take, each with the part that it is likeliest to be."""
        return {step: self._likeliest_part(step) for step in self._unknown("customer_minutes")}

    @cached_property
    def silent_staff(self) -> Sequence[str]:
        """Steps of ours that do not say what work they are."""
        return self._unknown("staff_minutes")

    @cached_property
    def silent_waits(self) -> Mapping[str, str]:
        """Steps that take a case over and do not say what it waits for them, each with whose turn it is."""
        return {step: turn for turn, key in WAITS.items() for step in self._unknown(key)}

    @cached_property
    def silent_forms(self) -> Mapping[str, float]:
        """Forms whose questions are not known, each with how often it is filled in."""
        found: dict[str, float] = {}
        for step, id, form in asked_forms(self.subject):
            if form.fields is None:
                found[id] = found.get(id, 0.0) + self.visits(step)
        return found

    @cached_property
    def hours(self) -> Mapping[str, float]:
        """Expected hours of work of a case, by party of ours."""
        found: dict[str, float] = defaultdict(float)
        for step, minutes in self._staff.items():
            party = self.subject.procedure.steps[step].by
            if party is not None and self.subject.procedure.parties[party].side.ours:
                found[party] += self.visits(step) * minutes / 60
        return dict(sorted(found.items()))

    @cached_property
    def unpriced(self) -> Mapping[str, float]:
        """Parties that work and have no wage, with their hours."""
        return {id: hours for id, hours in self.hours.items() if self.subject.procedure.parties[id].cost is None}

    def visits(self, step: str) -> float:
        """Expected visits of a step per case."""
        return finite(self.subject.visits(step).value)

    def effort_visits(self, step: str, part: str) -> float:
        """Expected visits, those of each group of customers weighted with its factor on a part of effort."""
        return finite(self.subject.effort_visits(step, part).value)

    def whoever(self, step: str) -> Impact:
        """What moves when a step finds somebody to do it."""
        times = self.visits(step)
        if self.subject.procedure.steps[step].effort is not None:
            return {"steps": times}
        return {"steps": times, "customer": times * self.customer_effort.high, "staff": times * self.staff_effort.high}

    @cached_property
    def size(self) -> Mapping[Total, float]:
        """Each total of a case."""
        visits = [stream.visits.value for stream in self.subject.segments]
        rates = {id: float(p.cost.amount) for id, p in self.subject.procedure.parties.items() if p.cost}
        asked = sum(self.visits(step) for step, _, _ in asked_fields(self.subject))
        return {
            **self.minutes(visits),
            "cost": sum(hours * rates.get(party, self.rate.middle) for party, hours in self.hours.items()),
            "fields": asked + sum(self.silent_forms.values()) * self.questions.middle,
            "steps": sum(map(self.visits, self.subject.tasks)),
        }

    @property
    def yearly(self) -> Impact:
        """The totals of a case that are multiplied with the volume."""
        return {"customer": self.size["customer"], "staff": self.size["staff"], "cost": self.size["cost"]}

    def minutes(self, visits: Iterable[Mapping[str, float]]) -> dict[Total, float]:
        """The customer's minutes, the staff's and those of waiting, for visits of each stream of customers."""
        found: dict[Total, float] = {"customer": 0.0, "staff": 0.0, "waiting": 0.0}
        for stream, times, a_visit in zip(self.subject.segments, visits, self._a_visit, strict=True):
            for total, steps in a_visit.items():
                found[total] += stream.share * sum(finite(times[step]) * amount for step, amount in steps.items())
        return found

    @cached_property
    def _a_visit(self) -> Sequence[Mapping[Total, Mapping[str, float]]]:
        """For each stream what one visit of each step adds to the three totals of minutes."""
        unnamed = [step for step in self.nobody if self.subject.procedure.steps[step].effort is None]
        staff = {**self._staff, **dict.fromkeys(unnamed, self.staff_effort.middle / 2)}
        waiting = {**self._waits, **{s: self.wait[WAITS[turn]].middle for s, turn in self.silent_waits.items()}}
        return [
            {"customer": self._customer(stream, unnamed), "staff": staff, "waiting": waiting}
            for stream in self.subject.segments
        ]

    def _customer(self, stream: CustomerSegment, unnamed: Iterable[str]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for step, part, _, minutes in self.subject.efforts:
            if part in CUSTOMER_PARTS:
                found[step] += stream.factor(part) * minutes
        for step, part in self.silent_customers.items():
            found[step] = stream.factor(part) * self.customer_effort.middle
        found.update(dict.fromkeys(unnamed, self.customer_effort.middle / 2))
        return dict(found)

    def weight(self, swing: Impact) -> float:
        """What moves, in parts of the totals."""
        parts = (abs(moved) / self.size[total] for total, moved in swing.items() if self.size[total] > 0)
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

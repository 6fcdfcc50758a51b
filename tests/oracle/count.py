"""What one case counts for, measure by measure, by the formulas of the reference."""

from __future__ import annotations

from frictionaudit.domain.procedure import CUSTOMER_PARTS, Step
from tests.oracle.play import Case
from tests.oracle.routing import OUR_SIDES, Model, Place

VALUE_ADDING = ("understand", "gather", "fill", "counter", "pay", "work")
ORIGINALS = ("original", "certified", "notarised")

Counts = dict[str, float]


class Tariff:
    """What a visit to each step, and a passage from each to each, adds to the measures."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.steps = [self._step(place) for place in model.places]
        self.items = [self._items(place) for place in model.places]
        self.crossings: dict[tuple[int, int], Counts] = {}
        self.handoffs: dict[tuple[int, int], Counts] = {}

    def _step(self, place: Place) -> Counts:
        step = self.model.procedure.steps[place.id]
        counts: Counts = {"phone_prompts": step.prompts, "approvals": int(step.control is not None)}
        task = place.kind == "task"
        counts["tasks"] = int(task)
        counts["customer_steps"] = int(task and place.side == "customer")
        counts["staff_steps"] = int(task and place.side in OUR_SIDES)
        counts["customer_cost"] = sum(float(fee.amount.amount) for fee in step.fees or () if fee.amount)
        if step.processing is not None:
            counts["processing_minutes"] = self.model.procedure.calendar.touch(step.processing.high)
        if self._asks_the_customer(place):
            self._asked(step, counts)
        return {key: float(value) for key, value in counts.items() if value}

    def _asks_the_customer(self, place: Place) -> bool:
        talk = self.model.procedure.steps[place.id].channel in ("phone", "chat", "counter", "onsite", "home")
        return place.side == "customer" or (place.side == "frontstage" and talk)

    def _asked(self, step: Step, counts: Counts) -> None:
        procedure = self.model.procedure
        for id in step.asks:
            if id in procedure.forms:
                fields = [field for field in procedure.forms[id].fields or () if not field.prefilled]
                for key, number in (
                    ("forms", 1),
                    ("fields", len(fields)),
                    ("required_fields", sum(field.required for field in fields)),
                    ("known_fields", sum(field.known for field in fields)),
                ):
                    counts[key] = counts.get(key, 0) + number
            else:
                counts["documents"] = counts.get("documents", 0) + 1
                original = procedure.documents[id].proof in ORIGINALS
                counts["originals"] = counts.get("originals", 0) + original

    def _items(self, place: Place) -> frozenset[str]:
        procedure = self.model.procedure
        if not self._asks_the_customer(place):
            return frozenset()
        forms = [procedure.forms[id] for id in procedure.steps[place.id].asks if id in procedure.forms]
        return frozenset(field.data for form in forms for field in form.fields or () if not field.prefilled)

    def _crossing(self, ends: tuple[int, int]) -> Counts:
        if ends not in self.crossings:
            source, target = (self.model.places[end] for end in ends)
            ours = source.side in OUR_SIDES
            counts: Counts = {}
            if (source.side == "customer" and target.side in OUR_SIDES) or (ours and target.side == "customer"):
                counts["contacts"] = 1.0
            self.crossings[ends] = counts
        return self.crossings[ends]

    def _handoff(self, ends: tuple[int, int]) -> Counts:
        if ends not in self.handoffs:
            source, target = (self.model.places[end] for end in ends)
            counts: Counts = {}
            if source.side in OUR_SIDES and target.side in OUR_SIDES and source.party != target.party:
                counts["handoffs"] = 1.0
                units = [self.model.procedure.parties[place.party or ""].unit for place in (source, target)]
                if None not in units and units[0] != units[1]:
                    counts["unit_handoffs"] = 1.0
            self.handoffs[ends] = counts
        return self.handoffs[ends]

    def counts(self, case: Case) -> Counts:
        """Every measure of one case that is a plain count; keys that are not there are nought."""
        total: Counts = {}
        items: set[str] = set()
        first = 0.0
        for step, times in case.visits.items():
            for key, value in self.steps[step].items():
                total[key] = total.get(key, 0.0) + times * value
            items |= self.items[step]
            first += self.steps[step].get("tasks", 0.0)
        for passages, adds in ((case.passages, self._crossing), (case.handed, self._handoff)):
            for ends, times in passages.items():
                for key, value in adds(ends).items():
                    total[key] = total.get(key, 0.0) + times * value
        counted = case.counted
        total["contacts"] = total.get("contacts", 0.0) + counted["messages"] + counted["received"]
        for key in ("ping_pong", "send_backs", "channel_switches", "visits_in_person", "customer_courier"):
            total[key] = float(counted[key])
        total["distinct_fields"] = float(len(items))
        total["first_tasks"] = first
        total["rework"] = total.get("tasks", 0.0) - first
        self._times(case, total)
        total["adding_once"] = total.get("value_adding_minutes", 0.0) - case.together
        for loop in case.sent_round:
            total[f"loop {loop}"] = 1.0
        outcomes = [self.model.procedure.steps[self.model.ids[end]].outcome for end in case.ends]
        total["abandoned"] = float("abandoned" in outcomes)
        return total

    def _times(self, case: Case, total: Counts) -> None:
        procedure = self.model.procedure
        for (step, part), minutes in case.minutes.items():
            if isinstance(step, str):
                key = {"queue": "wait_ours", "batch": "wait_ours"}.get(part, f"wait_{part}")
                total[key] = total.get(key, 0.0) + minutes
                continue
            place = self.model.places[step]
            customers = part in CUSTOMER_PARTS or (part == "search" and place.side == "customer")
            if part in VALUE_ADDING and procedure.steps[place.id].control is None:
                longer = self.model.factor(case.group, part) if customers else 1.0
                total["value_adding_minutes"] = total.get("value_adding_minutes", 0.0) + minutes * longer
            if place.side == "third":
                total["third_minutes"] = total.get("third_minutes", 0.0) + minutes
                continue  # a third party's effort is a third party's
            if not customers and place.party and procedure.parties[place.party].outside:
                total["contractor_minutes"] = total.get("contractor_minutes", 0.0) + minutes
                continue
            if customers:
                key = "search_customer" if part == "search" else part
                minutes *= self.model.factor(case.group, part)
                total[key] = total.get(key, 0.0) + minutes
                total["customer_minutes"] = total.get("customer_minutes", 0.0) + minutes
            elif place.side in OUR_SIDES:
                total["staff_minutes"] = total.get("staff_minutes", 0.0) + minutes
                if part == "search":
                    total["search_staff"] = total.get("search_staff", 0.0) + minutes
                cost = procedure.parties[place.party or ""].cost
                if cost is not None:
                    total["staff_cost"] = total.get("staff_cost", 0.0) + minutes / 60 * float(cost.amount)

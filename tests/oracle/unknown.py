"""What a page does not say, so that a measure has no exact value however often the page is played."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.domain.procedure import CUSTOMER_PARTS, Procedure
from tests.oracle.routing import OUR_SIDES, Model, Place

Miss = Callable[..., None]
WHO = ("handoffs", "unit_handoffs", "ping_pong", "channel_switches", "visits_in_person", "contacts")


def unknown(procedure: Procedure, model: Model) -> dict[str, str]:
    """Keys with the first thing that is missing for them. What no case comes to is not missed."""
    missing: dict[str, str] = {}

    def miss(why: str, *keys: str) -> None:
        for key in keys:
            missing.setdefault(key, why)

    for number in sorted(_reached(model)):
        place = model.places[number]
        if place.kind == "task":
            _who(procedure, place, miss)
            _how_long(procedure, model, place, miss)
            if place.side == "customer":
                _asked(procedure, procedure.steps[place.id].asks, miss)
    for number in sorted(_reached(model)):
        _what_goes_wrong(procedure, model, model.places[number], miss)
    _nothing_timed(procedure, miss)
    if not any(step.fees is not None for step in procedure.steps.values()):
        miss("no fee is read at any step", "customer_cost")
    return missing


def _reached(model: Model) -> set[int]:
    return {*model.starts, *(step for start in model.starts for step in model.reach[start])}


def _who(procedure: Procedure, place: Place, miss: Miss) -> None:
    step = procedure.steps[place.id]
    if step.by is None and not step.implied:
        miss(f"nobody does {place.id}", *WHO, "customer_steps", "staff_steps")
    if place.side == "customer" and step.channel is None:
        miss(f"channel of {place.id}", "channel_switches", "visits_in_person")


def _how_long(procedure: Procedure, model: Model, place: Place, miss: Miss) -> None:
    step = procedure.steps[place.id]
    if step.wait is None and _taken_over(model, place.number):
        turn = {"customer": "customer", "third": "third"}.get(place.side or "", "ours")
        miss(f"wait before {place.id}", f"wait_{turn}", "lead_time", "flow_efficiency")
    if step.effort is None:
        own = ("customer_minutes", "search_customer", *CUSTOMER_PARTS) if place.side == "customer" else ()
        ours = ("staff_minutes", "search_staff", "staff_cost") if place.side in OUR_SIDES else ()
        theirs = ("third_minutes",) if place.side == "third" else ()
        miss(f"effort of {place.id}", *own, *ours, *theirs, "value_adding_minutes", "lead_time", "flow_efficiency")


def _what_goes_wrong(procedure: Procedure, model: Model, place: Place, miss: Miss) -> None:
    for n, failure in enumerate(procedure.steps[place.id].disruptions or ()):
        if (place.number, n) in model.shown or (failure.share is not None and failure.share.value == 0):
            continue
        turn = model.whose_turn(place, failure.recovered_by)
        whole = failure.share is not None and failure.takes is not None
        waits = {"queue": ("wait_ours",), "customer": ("wait_customer",), "third": ("wait_third",)}
        if not whole:
            every = ("wait_ours", "wait_customer", "wait_third")
            miss(f"{failure.what} at {place.id}", *waits.get(turn or "", every), "lead_time", "flow_efficiency")


def _nothing_timed(procedure: Procedure, miss: Miss) -> None:
    """A source in which no task states its effort, or its wait, says nothing of minutes, or of waiting."""
    tasks = [step for step in procedure.steps.values() if step.kind == "task"]
    if all(step.effort is None for step in tasks):
        bearers = ("staff_minutes", "contractor_minutes", "third_minutes")
        searched = ("search_customer", "search_staff")
        own = ("customer_minutes", *CUSTOMER_PARTS)
        miss("no step states its effort", *own, *searched, *bearers, "value_adding_minutes")
    if not any(step.wait is not None for step in procedure.steps.values()):
        miss("no step states a wait", "wait_ours", "wait_customer", "wait_third")
    if procedure.drawn and not any(step.asks for step in tasks):
        papers = ("documents", "originals", "customer_courier", "known_fields", "distinct_fields", "required_fields")
        miss("the drawing shows no papers", "forms", "fields", *papers)
    if procedure.drawn and not any(step.control for step in procedure.steps.values()):
        miss("the drawing marks no checks", "approvals")


def _taken_over(model: Model, number: int) -> bool:
    """Whether the step takes cases over from somebody else, with what names nobody looked through."""
    party, waiting, seen = model.places[number].party, [number], set()
    while waiting:
        for arrow in model.arrows:
            if arrow.target != waiting[0] or arrow.source in seen:
                continue
            seen.add(arrow.source)
            before = model.places[arrow.source].party
            if before is None:
                waiting.append(arrow.source)
            elif before != party:
                return True
        waiting.pop(0)
    return False


def _asked(procedure: Procedure, asks: tuple[str, ...], miss: Miss) -> None:
    for id in asks:
        if id in procedure.documents:
            document = procedure.documents[id]
            if document.proof is None:
                miss(f"proof of {id}", "originals")
            if document.issued_by in (None, "us"):
                miss(f"issuer of {id}", "customer_courier")
        elif procedure.forms[id].fields is None:
            keys = ("fields", "required_fields", "known_fields", "distinct_fields", "redundancy", "known_data_ratio")
            miss(f"questions of {id}", *keys)

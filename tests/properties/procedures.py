"""Random small procedures that hold together, for laws that every procedure obeys."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import strategies as st

from frictionaudit.domain.procedure import CUSTOMER_PARTS, EFFORT_PARTS, ISSUER_WORDS, Channel, Procedure, Tells

_plain = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff")
TRAPS = (
    *("no", "yes", "null", "~", "true", "12:30", "1.0", "0x1f", "1_000", "2024-01-01", "=", "<<", ".inf"),
    *("- x", "a: b", "x #y", "#", "?", "'", '"', "{", "[a]", "&a", "*a", "!t", "%", "@", "`", "|", " blank ", "a,b"),
    *("What is it?", "? a ?b, c", "https://a.b/?c=d"),
    *("Say “no” — twice", "it's", "back\\slash", "trailing:", "two\nlines", "\tindented", "   "),
)
TEXT = st.text(_plain, min_size=1, max_size=20) | st.sampled_from(TRAPS)
"""Texts that people write, and texts that YAML is known to misread."""
WHY = st.sampled_from(["as in the German standard times", "two people asked", "nobody knows: a guess"])
FLAG = st.booleans()
UNIQUE = {"unique": True, "max_size": 3}

DURATIONS = (
    *("0m", "4m", "90s", "1h 30m", "0.5h", "2.25 h", "3 days", "2 weeks", "1 month", "1 year 2 months", "1 day 4h 20s"),
    *("2 working days", "3 working hours", "45 working minutes", "1 working day 2h", "0 working minutes", "PT12H"),
    *("5m..20m", "1 day..1 month", "1 working day..5 working days", "0m..0m"),
    *("5m/8m/20m", "1h/1h/9h", "1 month/2 months/1 year", "1 working hour/1 working day/9 working days"),
    *("P50=3d P90=10d", "P10=1.5 h P50=2h P99=1 month", "P2.5=1 working day P80=4 working days"),
)
"""Times of every shape, in clock and in working time."""


def evidenced(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A quantity as drawn, as measured or as assumed."""
    measured = st.fixed_dictionaries({"n": st.integers(1, 999), "period": st.just("2025"), "source": TEXT})
    return (
        values
        | st.fixed_dictionaries({"value": values, "measured": measured})
        | st.fixed_dictionaries({"value": values, "assumed": WHY})
    )


durations = evidenced(st.sampled_from(DURATIONS))
shares = evidenced(st.sampled_from([0, 0.1, 0.25, 1 / 3, 0.5, 0.88, 1]))
money = evidenced(st.sampled_from(["0 GBP", "12.50 GBP", "50 GBP", "1200 GBP"]))
rates = evidenced(st.sampled_from(["28 GBP/h", "31.5 GBP/h"]))
volumes = evidenced(st.sampled_from(["12000 per year", "3.5 per week", "40 per day", "0 per month"]))
because = st.fixed_dictionaries(
    {"purpose": st.sampled_from(["privacy", "law", "safety"])},
    optional={"basis": TEXT, "covers": st.just(["BU101"])},
)


def some(fields: dict[str, st.SearchStrategy[Any]], **always: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A mapping that has every key of `always` and any of the others."""
    return st.fixed_dictionaries(always, optional=fields)


guidance = some(
    {
        "start": st.just("https://www.example.com/a"),
        "who": TEXT,
        "not_for": st.lists(some({"instead": TEXT}, who=TEXT), max_size=2),
        "key_points": st.lists(TEXT, max_size=2),
        "appeals": st.lists(some({"to": TEXT, "within": durations, "from": TEXT}, what=TEXT), max_size=2),
        "contact": some({"name": TEXT, "phone": TEXT, "email": TEXT}),
        "reviewed": st.just("2026-11-02"),
    }
)
translations = st.dictionaries(st.sampled_from(["de", "es"]), st.dictionaries(TEXT, TEXT, max_size=2), max_size=2)


@st.composite
def pages(draw: st.DrawFn) -> dict[str, Any]:
    """A page as plain data, right in every reference."""
    names = st.integers(1, 9)
    parties = [f"party{n}" for n in draw(st.lists(names, **UNIQUE))]
    forms = [f"form{n}" for n in draw(st.lists(names, **UNIQUE))]
    documents = [f"paper{n}" for n in draw(st.lists(names, **UNIQUE))]
    steps = [f"step{n}" for n in draw(st.lists(names, unique=True, min_size=1, max_size=5))]
    body = {id: draw(_steps(steps, parties, forms, documents)) for id in steps}
    flows = [f"{id}>{flow.get('id') or flow['to']}" for id, step in body.items() for flow in step.get("next", ())]
    page: dict[str, Any] = draw(
        some(
            {
                "kind": st.sampled_from(["return", "permit", "complaint"]),
                "owner": TEXT,
                "organisation": TEXT,
                "under": st.just(["ra11032"]),
                "complexity": st.sampled_from(["simple", "highly technical"]),
                "customers": st.sampled_from([1, 2500.5]),
                "worth": money,
                "languages": st.lists(TEXT, max_size=2),
                "language": st.sampled_from(["en", "de", "he", "pt-BR"]),
                "translations": translations,
                "guidance": guidance,
                "case_owner": st.sampled_from(parties) if parties else st.nothing(),
                "summary": TEXT,
                "volume": volumes,
                "bau_share": shares,
                "case_value": TEXT,
                "calendar": some({"country": st.just("GB"), "hours": st.just("Mon-Sat 08:00-12:00")}),
                "leaves": st.just("subscribe"),
                "drawn": st.just({"drawn_tasks": 3}),
                "published": some({"time": durations, "fees": money, "steps": st.integers(0, 9), "printed": TEXT}),
                "because": st.lists(because, max_size=2),
            },
            id=st.sampled_from(["return-a-product", "apply", "a.b:c_1"]),
            title=TEXT,
        )
    )
    page["parties"] = {id: draw(_party) for id in parties}
    page["documents"] = {id: draw(_document(parties)) for id in documents}
    page["places"] = {id: draw(_place) for id in PLACES}
    page["forms"] = {id: draw(_form(steps)) for id in forms}
    page["groups"] = {
        f"group{n}": draw(_group(flows)) for n in draw(st.lists(st.integers(1, 3), unique=True, max_size=2))
    }
    ends = st.tuples(st.sampled_from(steps), st.sampled_from(steps))
    page["promises"] = [draw(_promise(*pair)) for pair in draw(st.lists(ends, **UNIQUE))]
    page["steps"] = body
    return page


_party = some(
    {
        "name": TEXT,
        "unit": TEXT,
        "cost": rates,
        "authority": money,
        "discretion": st.lists(TEXT, max_size=2),
        "capacity": st.integers(0, 9),
        "target": st.sampled_from(["30 a day", {"what": "30 a day", "counts": "cases closed"}]),
        "serves_first": st.sampled_from(["customers", "internal work"]),
        "outside": st.booleans(),
    },
    side=st.sampled_from(["customer", "frontstage", "backstage", "third"]),
).map(lambda party: party if party["side"] in ("frontstage", "backstage") else {**party, "outside": False})


PLACES = ("hall", "web")

_place = some(
    {
        "name": TEXT,
        "offers": st.lists(st.sampled_from(["seat", "signage", "keyboard"]), unique=True),
        "hours": st.just("Mon-Fri 08:00-20:00"),
        "outdoors": FLAG,
        "times_out": durations,
    }
)


_fee = some({"name": TEXT, "amount": money, "to": st.just("third"), "note": TEXT})


def _document(parties: list[str]) -> st.SearchStrategy[Any]:
    issuers = st.sampled_from([*ISSUER_WORDS, *parties])
    proof = st.sampled_from(["original", "copy", "digital"])
    texts = dict.fromkeys(("name", "where", "text"), TEXT)
    names = st.lists(st.sampled_from(["item1", "item2"]), unique=True)
    return some({**texts, "issued_by": issuers, "proof": proof, "known": FLAG, "shows": names, "because": because})


def _form(steps: list[str]) -> st.SearchStrategy[Any]:
    field = some(
        {
            **dict.fromkeys(("label", "purpose", "basis"), TEXT),
            **dict.fromkeys(("required", "known", "prefilled", "sensitive"), FLAG),
            "used_by": st.none() | st.lists(st.sampled_from(steps), **UNIQUE),
            "preference": st.sampled_from(["channel", "time", "language", "form of address"]),
            "because": because,
        },
        data=st.sampled_from(["email", "order-number", "iban", "birth-date"]),
    )
    fields = st.none() | st.lists(field, max_size=4, unique_by=lambda field: field["data"])
    channels = st.sampled_from([str(channel) for channel in Channel])
    return some({"name": TEXT, "channel": channels, "fields": fields, "signature": FLAG, "because": because})


def _group(flows: list[str]) -> st.SearchStrategy[Any]:
    factors = st.dictionaries(
        st.sampled_from(["all", "search", *CUSTOMER_PARTS]), st.sampled_from([0.5, 1.5, 3]), max_size=2
    )
    own = st.dictionaries(st.sampled_from(flows), shares, max_size=2) if flows else st.just({})
    share = evidenced(st.sampled_from([0.1, 0.25]))
    said = {"name": TEXT, "flows": own, "effort": factors, "needs": st.lists(TEXT, max_size=2), "urgent": FLAG}
    said["without"] = st.lists(st.sampled_from(["web", "printer", "car"]), unique=True)
    said["free"] = st.just("Mon-Fri 17:00-20:00")
    return some(said, share=share)


def _promise(start: str, end: str) -> st.SearchStrategy[Any]:
    said = {"published": TEXT, "kept": shares, "basis": st.just("eu-crd-13"), "note": TEXT}
    return some(said, **{"from": st.just(start), "to": st.just(end), "within": durations})


def _disruption(steps: list[str]) -> st.SearchStrategy[Any]:
    tells = some({"delay": FLAG | TEXT, "reason": FLAG})
    said = {"share": shares, "tells": tells, "options": st.lists(TEXT, max_size=2)}
    return some({**said, "recovered_by": st.sampled_from(steps), "takes": durations}, what=TEXT)


@st.composite
def _steps(
    draw: st.DrawFn, steps: list[str], parties: list[str], forms: list[str], papers: list[str]
) -> dict[str, Any]:
    def among(ids: list[str]) -> st.SearchStrategy[Any]:
        return st.lists(st.sampled_from(ids), **UNIQUE) if ids else st.just([])

    channels = [str(channel) for channel in Channel]
    step: dict[str, Any] = draw(
        some(
            {
                "kind": st.sampled_from(["start", "end", "event", "exclusive", "parallel", "task"]),
                **dict.fromkeys(("name", "note"), TEXT),
                "by": st.sampled_from(parties) if parties else st.nothing(),
                "channel": st.sampled_from(channels),
                "also": among(channels),
                "requires": among(["printer", "car"]),
                "at": st.sampled_from(PLACES),
                "honours": among(["channel", "time", "language", "form of address"]),
                "asks": among([*forms, *papers]),
                **dict.fromkeys(("sends_to", "receives_from"), among(parties)),
                "gives": among(papers),
                "tells": some(dict.fromkeys(Tells.model_fields, FLAG | TEXT)),
                **dict.fromkeys(("options", "systems", "makes", "waiting_comforts"), st.lists(TEXT, max_size=2)),
                "needs": st.none() | st.lists(TEXT, max_size=2),
                "submission": st.sampled_from(["final", "checked", "undoable"]),
                "accountable": among(parties),
                "reviews": st.sampled_from(steps),
                "triage": FLAG | TEXT,
                "patience": durations,
                **dict.fromkeys(("stops", "implied"), FLAG),
                "call_back": some({"within": durations, "otherwise": TEXT}),
                "disruptions": st.lists(_disruption(steps), max_size=2),
                "effort": some(dict.fromkeys(EFFORT_PARTS, durations)),
                "wait": some(
                    {
                        **dict.fromkeys(("queue", "batch", "customer", "third", "deadline"), durations),
                        "reminder": FLAG | TEXT,
                        "otherwise": TEXT,
                        "because": because,
                    }
                ),
                "fees": st.lists(
                    some({"name": TEXT, "amount": money, "to": st.just("third"), "note": TEXT}), max_size=2
                ),
                "processing": durations,
                "control": st.sampled_from(["approval", "check", "eligibility"]),
                **dict.fromkeys(("signatures", "prompts"), st.integers(0, 3)),
                "outcome": st.sampled_from(["favourable", "adverse"]),
                "because": because,
            }
        )
    )
    if step.get("kind") != "end":
        said = {"share": shares, "when": TEXT, "handover": st.sampled_from(["warm", "cold", "customer"])}
        said["at_most"] = st.integers(1, 3)
        flow = some({**said, "id": st.sampled_from(["yes", "no"])}, to=st.sampled_from(steps))
        step["next"] = draw(st.lists(flow, max_size=3, unique_by=lambda flow: flow.get("id") or flow["to"]))
    return step


procedures: st.SearchStrategy[Procedure] = pages().map(Procedure.model_validate)
"""Valid procedures, small."""


def shuffled(page: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same page with its tables, flows and promises in another order."""

    def mixed(value: Any, sort: bool) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            random.Random(seed).shuffle(items)
            return {key: mixed(inner, key in ("next", "promises")) for key, inner in items}
        if isinstance(value, list) and sort:
            value = list(value)
            random.Random(seed).shuffle(value)
        return value

    return dict(mixed(page, False))

"""What customers tell an organisation, counted by hand over two of its procedures."""

from __future__ import annotations

import json

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.lineage import lineage
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.lineage import FORMATS
from frictionaudit.results.lineage import LineageEntry, OrganisationLineage

PERMIT = {
    "id": "permit",
    "title": "Get a stall permit",
    "organisation": "San Roque",
    "volume": "1000 per year",
    "parties": {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}},
    "documents": {"lease": {"name": "Lease", "issued_by": "third", "shows": ["address"]}},
    "forms": {
        "application": {"fields": [{"data": "address"}, {"data": "e-mail"}, {"data": "reason"}]},
        "correction": {"fields": [{"data": "address", "label": "Address in full"}]},
    },
    "steps": {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "asks": ["application", "lease"], "next": "check"},
        "check": {"by": "desk", "next": [{"to": "correct", "share": 0.25}, {"to": "e", "share": 0.75}]},
        "correct": {"by": "customer", "asks": ["correction"], "next": "check"},
        "e": {"kind": "end"},
    },
}
"""A quarter of the checks send the case back, so a case comes to `correct` 1/3 times."""

LICENCE = {
    "id": "licence",
    "title": "Get a dog licence",
    "organisation": "San Roque",
    "volume": "200 per year",
    "parties": {"customer": {"side": "customer"}},
    "forms": {
        "licence": {"fields": [{"data": "home-address"}, {"data": "mail", "label": "E-mail", "prefilled": True}]}
    },
    "steps": {
        "s": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "asks": ["licence"], "next": "e"},
        "e": {"kind": "end"},
    },
}


def of(*pages: dict[str, object]) -> tuple[OrganisationLineage, ...]:
    return lineage(Subject(Procedure.model_validate(page)) for page in pages)


def entry(organisation: OrganisationLineage, id: str) -> LineageEntry:
    return next(entry for entry in organisation.entries if entry.id == id)


def test_an_address_counts_each_time_a_form_or_a_document_gives_it() -> None:
    (san_roque,) = of(PERMIT, LICENCE)
    address = entry(san_roque, "address")
    # permit: form 1, lease 1, correction 1/3; licence: form 1
    assert address.per_journey == pytest.approx(1 + 1 + 1 / 3 + 1)
    assert address.per_year == pytest.approx(1000 * (1 + 1 + 1 / 3) + 200 * 1)
    assert [request.procedure for request in address.requests] == ["permit", "licence"]
    assert address.shown_by == ("Lease",)
    assert address.issued_by == ("somebody else",)


def test_what_is_prefilled_is_not_given_again() -> None:
    (san_roque,) = of(PERMIT, LICENCE)
    assert entry(san_roque, "e-mail").per_journey == 1
    assert [request.procedure for request in entry(san_roque, "e-mail").requests] == ["permit"]


def test_what_customers_repeat_most_often_comes_first_and_what_is_new_in_each_case_last() -> None:
    (san_roque,) = of(PERMIT, LICENCE)
    assert [entry.id for entry in san_roque.entries] == ["address", "e-mail", "lease", "reason"]
    assert entry(san_roque, "reason").new_each_time


def test_a_page_without_a_volume_makes_the_yearly_count_a_least() -> None:
    (san_roque,) = of(PERMIT, {key: value for key, value in LICENCE.items() if key != "volume"})
    address = entry(san_roque, "address")
    assert address.per_year == pytest.approx(1000 * (1 + 1 + 1 / 3))
    assert address.at_least


def test_no_volume_at_all_leaves_the_yearly_count_unknown() -> None:
    (san_roque,) = of({key: value for key, value in LICENCE.items() if key != "volume"})
    assert entry(san_roque, "home-address").per_year is None


def test_organisations_are_kept_apart_and_a_page_and_its_improved_version_count_once() -> None:
    found = of(PERMIT, LICENCE, LICENCE, {**LICENCE, "organisation": "San Juan"})
    assert [organisation.organisation for organisation in found] == ["San Juan", "San Roque"]
    assert [len(organisation.procedures) for organisation in found] == [1, 2]


def test_a_form_whose_questions_are_not_listed_is_named() -> None:
    (organisation,) = of({**LICENCE, "forms": {"licence": {"name": "Licence form"}}})
    assert organisation.entries == ()
    assert organisation.unlisted_forms == ("Licence form",)


def test_each_format_has_every_item_and_a_graph_has_an_edge_for_each_request() -> None:
    found = of(PERMIT, LICENCE)
    for form, write in FORMATS.items():
        assert "Lease" in write(found), form
    graph = json.loads(FORMATS["graph"](found))
    nodes = {node["id"]: node for node in graph["nodes"]}
    edges = {(nodes[edge["from"]]["name"], nodes[edge["to"]]["name"]) for edge in graph["edges"]}
    assert ("address", "Get a stall permit") in edges
    assert ("address", "Get a dog licence") in edges


def test_hostile_names_are_harmless_in_text_and_html() -> None:
    hostile = {**LICENCE, "title": "<script>\x1b[31m::error::"}
    found = of(hostile, {**hostile, "id": "second"})
    assert "\x1b" not in FORMATS["text"](found)
    assert "<script>" not in FORMATS["html"](found)

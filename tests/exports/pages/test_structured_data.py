"""Data for machines: schema.org types with properties that they have, and CPSV-AP that passes its shapes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph

from frictionaudit.domain.quantities import Duration
from frictionaudit.exports.pages import cpsv_ap, schema_org
from frictionaudit.exports.pages.iso_duration import iso_duration
from tests.building import procedure
from tests.conftest import ROOT
from tests.publishing import GOOD, SCENES, read, view_of

SHAPES = ROOT / "tests" / "fixtures" / "schemas" / "cpsv-ap-3.2-own.ttl"
THING = {"name", "description"}
SERVICE = THING | {"provider", "areaServed", "availableChannel", "offers"}
KNOWN = {
    "Service": SERVICE,
    "GovernmentService": SERVICE,
    "Organization": THING,
    "GovernmentOrganization": THING,
    "Country": THING,
    "ServiceChannel": THING | {"processingTime", "serviceUrl", "servicePhone", "availableLanguage"},
    "ContactPoint": THING | {"telephone"},
    "Offer": THING | {"price", "priceCurrency"},
    "MonetaryAmount": {"value", "currency"},
    "MerchantReturnPolicy": THING
    | {"applicableCountry", "returnMethod", "returnFees", "returnShippingFeesAmount", "merchantReturnLink"},
}
"""Types of schema.org that we use, with those of their properties that we use (schema.org 29)."""
RETURN_METHODS = {"https://schema.org/ReturnByMail", "https://schema.org/ReturnInStore"}
RETURN_FEES = {"https://schema.org/FreeReturn", "https://schema.org/ReturnShippingFees"}


def objects(value: Any):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


@pytest.mark.parametrize("path", [*SCENES, GOOD], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_type_and_property_is_one_of_schema_org(path):
    data = schema_org.data(view_of(read(path)))
    assert data.pop("@context") == "https://schema.org"
    for found in objects(data):
        assert set(found) - {"@type"} <= KNOWN[found["@type"]], found


def test_a_fine_is_a_government_service_whose_channel_has_no_time_that_covers_only_a_part():
    data = schema_org.data(view_of(read(ROOT / "processes" / "challenge-a-parking-fine.yaml")))
    assert data["@type"] == "GovernmentService"
    assert "processingTime" not in data["availableChannel"][0]


def test_a_promise_up_to_an_end_is_the_processing_time():
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"by": "customer", "channel": "web", "next": "e"},
        "e": {"kind": "end"},
    }
    promise = {"from": "ask", "to": "e", "within": "2 weeks", "published": "website"}
    data = schema_org.data(view_of(procedure(steps, kind="permit", promises=[promise])))
    assert data["availableChannel"][0]["processingTime"] == "P14D"


def test_a_return_is_a_return_policy():
    free, paid = (schema_org.data(view_of(read(path))) for path in (GOOD, ROOT / "processes" / "return-a-product.yaml"))
    assert free["@type"] == paid["@type"] == "MerchantReturnPolicy"
    assert free["returnFees"] == "https://schema.org/FreeReturn"
    assert paid["returnShippingFeesAmount"] == {"@type": "MonetaryAmount", "value": "5", "currency": "EUR"}
    for policy in (free, paid):
        assert set(policy["returnMethod"]) <= RETURN_METHODS
        assert policy["returnFees"] in RETURN_FEES


def test_the_data_block_cannot_be_left_by_what_a_name_says():
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "e"}, "e": {"kind": "end"}}
    element = schema_org.element(view_of(procedure(steps, title="</script><script>alert(1)</script>")))
    assert element.count("<") == 2
    inner = element.partition(">")[2].rpartition("<")[0]
    assert json.loads(inner)["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("path", [*SCENES, GOOD], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_european_description_passes_its_shapes(path):
    view = view_of(read(path))
    data = cpsv_ap.write(view)
    assert bool(data) == (not cpsv_ap.lacks(view))
    if data:
        graph = Graph().parse(data=data.decode(), format="json-ld")
        conforms, _, report = validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=False)
        assert conforms, report
        assert len(graph) > 10


@pytest.mark.parametrize(
    ("broken", "by"),
    [
        ('"dct:identifier"', '"dct:other"'),
        ('"cv:hasCompetentAuthority"', '"cv:other"'),
        ('"@type": "cv:PublicOrganisation"', '"@type": "cv:Other"'),
        ('"xsd:duration"', '"xsd:string"'),
        ('"@language": "en"', '"@type": "xsd:string"'),
    ],
)
def test_the_shapes_would_find_a_fault(broken, by):
    good = cpsv_ap.write(view_of(read(GOOD))).decode()
    bad = good.replace(broken, by)
    assert bad != good
    conforms, _, _ = validate(Graph().parse(data=bad, format="json-ld"), shacl_graph=Graph().parse(SHAPES))
    assert not conforms


def test_without_an_organisation_a_summary_or_a_country_there_is_no_description():
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "e"}, "e": {"kind": "end"}}
    view = view_of(procedure(steps))
    assert cpsv_ap.lacks(view) == ("organisation", "summary", "calendar: {country}")
    assert cpsv_ap.write(view) == b""


@pytest.mark.parametrize(
    ("time", "written"),
    [("14 days", "P14D"), ("2 weeks", "P14D"), ("1 month", "P1M"), ("90m", "PT1H30M"), ("5m..3 days", "P3D"),
     ("2 working days", None), ("30s", "PT1M"), ("0m", "PT0M")],
)  # fmt: skip
def test_a_promised_time_is_written_as_its_longest_and_never_too_short(time, written):
    assert iso_duration(Duration.model_validate(time)) == written

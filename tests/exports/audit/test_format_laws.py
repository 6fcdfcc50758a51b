"""What holds of every format for every audit, not only for the fixed one."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft4Validator
from lxml import etree, html

from frictionaudit.application.audit import Sources, audit
from frictionaudit.domain.procedure import Reading
from frictionaudit.exports import BINARY, FORMATS, writer
from tests.exports.audit.test_formats import SCHEMAS
from tests.properties.procedures import procedures

TEXT_FORMATS = tuple(form for form in FORMATS if form not in BINARY)
"""Formats that are text; Word and PDF have tests of their own."""

LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_bytes()))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


@LAW
@given(procedures)
def test_every_audit_is_a_valid_document_with_all_its_findings(procedure):
    done = audit(Sources((Reading(procedure, {}),), (), ()))
    findings = done.procedures[0].findings
    open_ = done.procedures[0].open
    sarif = json.loads(writer("sarif")(done))
    assert [error.message for error in SARIF.iter_errors(sarif)] == []
    assert len(sarif["runs"][0]["results"]) == len(findings)
    assert JUNIT.validate(etree.fromstring(writer("junit")(done).encode()))
    assert len(list(csv.reader(io.StringIO(writer("csv")(done))))) == len(findings) + 1
    assert sum("title=FA" in line for line in writer("github")(done).splitlines()) == len(open_)
    page = html.document_fromstring(writer("html")(done))
    assert len(page.xpath("//ul[@class='messages']/li")) == len(open_)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@LAW
@given(procedures)
def test_the_same_audit_gives_the_same_bytes_in_every_format(procedure):
    once, again = (audit(Sources((Reading(procedure, {}),), (), ())) for _ in range(2))
    for form in TEXT_FORMATS:
        assert writer(form)(once) == writer(form)(again), form

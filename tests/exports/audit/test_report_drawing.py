"""The drawing of the HTML report has the numbers of the findings beside it, to see and to hear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.application.audit import Sources, merge, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.exports.audit.html import write
from frictionaudit.exports.audit.in_short import numbered
from frictionaudit.sources import read_all

SCENES = Path(__file__).parents[3] / "processes"


def audited(name):
    read = Sources(tuple(read_all(SCENES / f"{name}.yaml")), (), ())
    options = AuditOptions(tuple(chosen_rules()), draw=True)
    return merge([part(read, options)], options)


def heard(page):
    """The number and message of each finding that a step of the drawing tells."""
    for step in page.xpath("//*[@role='listitem' and contains(@aria-label, ' Findings: ')]"):
        told = step.get("aria-label").partition(" Findings: ")[2]
        yield from re.findall(r"(?:^|; )(\d+), (.+?)(?=; \d+, |\.$)", told)


@pytest.mark.parametrize("name", ["return-a-product", "support-line"])
@pytest.mark.parametrize("waived", [False, True])
def test_a_step_is_read_aloud_with_the_numbers_of_the_report(name, waived):
    audit = audited(name)
    (procedure,) = audit.procedures
    if waived:  # the settings are applied after the drawing was made
        first = procedure.open[0]
        findings = tuple(f.model_copy(update={"known": f.rule == first.rule}) for f in procedure.findings)
        audit = audit.model_copy(update={"procedures": (procedure.model_copy(update={"findings": findings}),)})
        (procedure,) = audit.procedures
    number = {(str(numbered(procedure)[f.fingerprint]), f.message) for f in procedure.open}
    told = set(heard(html.document_fromstring(write(audit))))
    assert told
    assert told - number == set()


def test_every_finding_of_a_circle_has_a_mark_below_its_name_with_the_number_of_the_report():
    audit = audited("return-a-product")
    (procedure,) = audit.procedures
    page = html.document_fromstring(write(audit))
    (end,) = page.xpath("//*[@role='listitem' and *[local-name()='title' and text()='Return refused']]")
    expected = [str(n) for f, n in numbered(procedure).items() if "refused" in next(
        one.steps for one in procedure.open if one.fingerprint == f)]  # fmt: skip
    assert [text.text for text in end.xpath(".//*[local-name()='text' and contains(@class, 'number')]")] == expected
    assert len(expected) > 1

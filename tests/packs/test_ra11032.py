"""Republic Act 11032 against every published charter: which of them break it, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frictionaudit.application.audit import audit, chosen_rules, collect
from frictionaudit.packs import time_limits
from frictionaudit.results.audit import Finding

OVER_THE_CEILING = {"iloilo-excavation-inspection"}  # 22 working days, 20 are the most for a highly technical request
OPEN_ENDED = {
    "sadanga-building-permit",  # 'Other certification, if applicable'
    "college-tor",  # 'Necessary documents (not specified)'
    "baao-indigency",  # 'Asks for supporting documents' on the way, which takes as long as the client needs
}
CIRCULAR = {
    "quezon-mayors-permit",  # the official receipt, which one gets by paying later
    "baao-trimobile-permit",  # 'Payment' is a requirement, and made in the second step
    "bacoor-license-redemption",  # the receipt of the fine, which is paid in the second step
}
UNLISTED = {"padregarcia-senior-id"}  # requirements are handed in, and none is listed
NO_REQUIREMENTS = {
    *("angono-seedlings", "bmc-complaints", "csc-complaint-filing", "irosin-tax-declaration", "padregarcia-senior-id"),
    "tangub-citation-copy",
}
NO_FEES = {
    *("angono-seedlings", "bmc-complaints", "burgos-mtop", "depedr2-service-record-old", "dotcarmm-copies-decisions"),
    *("mnwd-water-bill", "rtu-library-borrow"),
}
NO_LONGEST_TIME = {"burgos-mtop"}
COME_AGAIN = {
    *("baao-library", "baao-marriage-license", "baao-trimobile-permit", "quezon-mayors-permit"),
    *("sadanga-building-permit", "sadanga-technical-information", "tangub-returning-books"),
}
PAY_LATER = {
    *("baao-marriage-license", "baao-trimobile-permit", "bacoor-license-redemption", "candaba-supplies-outpatient"),
    *("college-tor", "irosin-tax-declaration", "lupao-mayors-permit", "mamburao-endorsement"),
    *("manolofortich-senior-id", "manolofortich-vawc-filing", "mnwd-water-bill", "padregarcia-senior-id"),
    *("quezon-mayors-permit", "sadanga-technical-information", "tangub-returning-books"),
}


@pytest.fixture(scope="module")
def charters(shared_data: Path) -> Path:
    return shared_data / "charters"


@pytest.fixture(scope="module")
def found(charters: Path) -> dict[str, tuple[Finding, ...]]:
    """What the law has against each charter, by the name of its file."""
    done = audit(collect(sorted(charters.glob("*.csv"))), chosen_rules(["FA990"]))
    assert done.summary.unreadable == 0
    return {Path(one.source).stem: one.findings for one in done.procedures}


def breaking(found: dict[str, tuple[Finding, ...]], duty: str, word: str = "") -> set[str]:
    """The charters that break a duty."""
    pairs = [(name, finding) for name, findings in found.items() for finding in findings]
    return {name for name, finding in pairs if finding.about == f"ph-ra11032-{duty}" and word in finding.message}


def test_the_charters_over_the_ceiling_of_their_class_are_those_of_the_key(found, charters):
    key = json.loads((charters / "open.json").read_text()) + json.loads((charters / "no_total.json").read_text())
    over = {case["id"].removeprefix("ph-") for case in key if case.get("sum_within_ra11032_limit") is False}
    assert over & set(found) == OVER_THE_CEILING
    classes = ("simple", "complex", "highly-technical")
    assert set().union(*(breaking(found, f"ceiling-{one}") for one in classes)) == OVER_THE_CEILING


def test_open_ended_requirements_are_found(found):
    assert breaking(found, "complete-list") == OPEN_ENDED


def test_circular_requirements_are_found(found):
    assert breaking(found, "complete-first") == CIRCULAR


def test_requirements_that_no_list_names_are_found(found):
    assert breaking(found, "listed-only") == UNLISTED


def test_what_a_charter_has_to_list_and_does_not_is_found(found):
    assert breaking(found, "charter", "the requirements, or") == NO_REQUIREMENTS
    assert breaking(found, "charter", "the fees, or") == NO_FEES
    assert breaking(found, "charter", "the longest time for the whole") == NO_LONGEST_TIME


def test_having_to_come_again_after_acceptance_is_found(found):
    assert breaking(found, "no-contact") == COME_AGAIN


def test_promises_that_begin_before_the_payment_are_found(found):
    assert breaking(found, "payment") == PAY_LATER


def test_no_charter_is_accused_of_anything_else(found):
    lists = (OVER_THE_CEILING, OPEN_ENDED, CIRCULAR, UNLISTED, NO_REQUIREMENTS, NO_FEES, NO_LONGEST_TIME, COME_AGAIN)
    assert {name for name, findings in found.items() if findings} == set().union(*lists, PAY_LATER)


def test_each_finding_cites_its_section_and_says_whether_it_was_read(found):
    for findings in found.values():
        for finding in findings:
            duty = time_limits()[finding.about]
            assert f"RA 11032 {duty.clause} (clause " in finding.message
            assert ("read in excerpts" if duty.seen == "read" else "from memory") in finding.message


def test_each_finding_stands_at_a_row_of_its_table(found):
    for name, findings in found.items():
        for finding in findings:
            assert finding.where is not None, name
            assert Path(finding.where.path).stem == name


def test_a_charter_without_a_class_falls_under_the_law_and_no_ceiling_is_compared(charters):
    (reading,) = collect([charters / "college-tor.csv"]).readings
    assert reading.procedure.under == ("ra11032",)
    assert reading.procedure.complexity is None
    assert any("its time limit is not checked" in note for note in reading.notes)
    (classed,) = collect([charters / "quezon-mayors-permit.csv"]).readings
    assert classed.procedure.complexity == "simple"

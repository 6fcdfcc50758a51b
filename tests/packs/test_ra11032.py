"""Which of the published charters breach Republic Act 11032, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frictionaudit.application.audit import audit, chosen_rules, collect
from frictionaudit.packs import time_limits
from frictionaudit.results.audit import Finding

OVER_THE_CEILING = {"iloilo-excavation-inspection"}  # 22 working days, the limit for a highly technical request is 20
OPEN_ENDED = {
    "sadanga-building-permit",  # 'Other certification, if applicable'
    "college-tor",  # 'Necessary documents (not specified)'
    "baao-indigency",  # 'Asks for supporting documents' in a step that takes as long as the client needs
}
CIRCULAR = {
    "quezon-mayors-permit",  # the official receipt, which people get by paying later
    "baao-trimobile-permit",  # 'Payment' is a requirement, but people pay in the second step
    "bacoor-license-redemption",  # the receipt of the fine, which is paid in the second step
    "manolofortich-vawc-filing",  # the medical certificate, for which people are examined in the fifth step
}
UNLISTED = {"padregarcia-senior-id"}  # requirements are handed in, but none are listed
NO_REQUIREMENTS = {
    *("angono-seedlings", "bmc-complaints", "csc-complaint-filing", "irosin-tax-declaration", "padregarcia-senior-id"),
    "tangub-citation-copy",
}
NO_FEES = {
    *("bmc-complaints", "burgos-mtop", "depedr2-service-record-old", "dotcarmm-copies-decisions"),
    *("mnwd-water-bill", "rtu-library-borrow"),
}
NO_LONGEST_TIME = {"burgos-mtop"}
NOBODY_NAMED = {  # rows in which only the client acts
    *("burgos-mtop", "bacoor-license-redemption", "baao-marriage-license", "baao-trimobile-permit"),
}
COME_AGAIN = {
    *("baao-marriage-license", "baao-trimobile-permit", "quezon-mayors-permit"),
    *("sadanga-building-permit", "sadanga-technical-information", "tangub-returning-books"),
}
PAY_LATER = {"baao-marriage-license"}  # the others promise it within a day, or the payment is what they come for


@pytest.fixture(scope="module")
def charters(shared_data: Path) -> Path:
    return shared_data / "charters"


@pytest.fixture(scope="module")
def breaches(charters: Path) -> dict[str, tuple[Finding, ...]]:
    """The breaches of each charter, by the name of its file."""
    result = audit(collect(sorted(charters.glob("*.csv"))), chosen_rules(["FA990"]))
    assert result.summary.unreadable == 0
    return {Path(audited.source).stem: audited.findings for audited in result.procedures}


def breaking(breaches: dict[str, tuple[Finding, ...]], duty: str, word: str = "") -> set[str]:
    """The charters that break a duty."""
    pairs = [(name, finding) for name, findings in breaches.items() for finding in findings]
    return {name for name, finding in pairs if finding.about == f"ph-ra11032-{duty}" and word in finding.message}


def test_charters_that_exceed_the_ceiling_of_their_class_match_the_answer_key(breaches, charters):
    key = json.loads((charters / "open.json").read_text()) + json.loads((charters / "no_total.json").read_text())
    over = {case["id"].removeprefix("ph-") for case in key if case.get("sum_within_ra11032_limit") is False}
    assert over & set(breaches) == OVER_THE_CEILING
    classes = ("simple", "complex", "highly-technical")
    assert (
        set().union(*(breaking(breaches, f"ceiling-{request_class}") for request_class in classes)) == OVER_THE_CEILING
    )


def test_open_ended_requirements_are_found(breaches):
    assert breaking(breaches, "complete-list") == OPEN_ENDED


def test_circular_requirements_are_found(breaches):
    assert breaking(breaches, "complete-first") == CIRCULAR


def test_requirements_missing_from_the_list_are_found(breaches):
    assert breaking(breaches, "listed-only") == UNLISTED


def test_items_that_a_charter_leaves_out_are_found(breaches):
    assert breaking(breaches, "charter", "the checklist of requirements (") == NO_REQUIREMENTS
    assert breaking(breaches, "charter", "the fees") == NO_FEES
    assert breaking(breaches, "charter", "the longest time for the whole") == NO_LONGEST_TIME
    assert breaking(breaches, "charter", "who is responsible for") == NOBODY_NAMED


def test_visits_after_acceptance_are_found(breaches):
    assert breaking(breaches, "no-contact") == COME_AGAIN


def test_promises_that_start_before_the_payment_are_found(breaches):
    assert breaking(breaches, "payment") == PAY_LATER


def test_there_are_no_other_findings(breaches):
    lists = (OVER_THE_CEILING, OPEN_ENDED, CIRCULAR, UNLISTED, NO_REQUIREMENTS, NO_FEES, NO_LONGEST_TIME, COME_AGAIN)
    assert {name for name, findings in breaches.items() if findings} == set().union(*lists, PAY_LATER)


def test_each_finding_cites_its_section_and_says_whether_the_clause_was_read(breaches):
    for findings in breaches.values():
        for finding in findings:
            duty = time_limits()[finding.about]
            assert f"RA 11032 {duty.clause} (clause " in finding.message
            assert ("read in excerpts" if duty.seen == "read" else "from memory") in finding.message


def test_each_finding_points_to_a_row_of_its_table(breaches):
    for name, findings in breaches.items():
        for finding in findings:
            assert finding.where is not None, name
            assert Path(finding.where.path).stem == name


def test_a_charter_without_a_class_falls_under_the_law_but_has_no_ceiling(charters):
    (reading,) = collect([charters / "college-tor.csv"]).readings
    assert reading.procedure.under == ("ra11032",)
    assert reading.procedure.complexity is None
    assert any("its time limit is not checked" in note for note in reading.notes)
    (classed,) = collect([charters / "quezon-mayors-permit.csv"]).readings
    assert classed.procedure.complexity == "simple"

"""The papers that one municipality asks for in its published charters, counted by hand on the printed lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.lineage import lineage
from frictionaudit.results.lineage import OrganisationLineage
from frictionaudit.sources import csv_table

PRINTED = {"indigency": 4, "library": 1, "marriage-license": 8, "medical-consultation": 3, "sanitation-complaint": 2}
PRINTED |= {"trimobile-permit": 4}
"""Rows under "checklist of requirements" in the six charters of Baao."""
FORMS = 1
"""The application form for a marriage license is no document."""
WRITTEN_BY_THE_TOWN = {
    "Assessment": "you",
    "Certificate of insolvency from the assessor": "Municipal Assessor's Office",
    "Family number card": "you",
    "Filled-up certificate of eligibility": "Mayor's office",
    "Office number": "you",
    "Payment": "Municipal Treasurer's Office",
    "Pre-marriage counselling certificate": "Municipal Social Welfare and Development Office",
}
"""Requirements that people fetch at one of the town's own offices, as the column "where to secure" says.

The complaint letter is not among them: whoever complains writes it.
"""


@pytest.fixture(scope="module")
def baao(shared_data: Path) -> OrganisationLineage:
    files = [shared_data / "charters" / f"baao-{name}.csv" for name in PRINTED]
    pages = [csv_table.read(file.read_bytes(), file.name).procedure for file in files]
    (town,) = lineage(Subject(page) for page in pages)
    return town


def test_each_printed_requirement_is_one_document_of_the_town(baao: OrganisationLineage):
    documents = [entry for entry in baao.entries if entry.kind == "document"]
    assert len(documents) == sum(PRINTED.values()) - FORMS
    assert all(entry.per_journey == 1 for entry in documents)


def test_seven_papers_are_fetched_at_one_office_of_the_town_for_another(baao: OrganisationLineage):
    offices = ("you", "Mayor", "Municipal")
    own = {entry.name: issuer for entry in baao.entries for issuer in entry.issued_by if issuer.startswith(offices)}
    assert own == WRITTEN_BY_THE_TOWN

"""The documents that the rows of a service table ask for: what is one, what is none, and what is the same again."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Reading
from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.no_papers import is_no_paper


def read(*asked: str) -> Reading:
    rows = [f'{n},Hand in part {n},Applicant,"{paper}"' for n, paper in enumerate(asked, 1)]
    return csv_table.read("\n".join(["No,Step,Who,What to bring", *rows]).encode(), "t.csv")


def names(reading: Reading) -> list[str]:
    return [document.name or id for id, document in reading.procedure.documents.items()]


def asked_in(reading: Reading, part: int) -> tuple[str, ...]:
    return next(step.asks for step in reading.procedure.steps.values() if step.name == f"Hand in part {part}")


@pytest.mark.parametrize(
    "name",
    [
        *("Email address", "Your e-mail address", "Debit or credit card", "Name and date of birth", "Bank details"),
        *("National Insurance number", "Exact change", "Internet access", "Address (current)", "E-Mail-Adresse"),
        *("EC-Karte", "Bankverbindung", "Carte bancaire", "Adresse e-mail", "Telefonnummer"),
    ],
)
def test_details_and_means_of_payment_are_no_documents(name):
    assert is_no_paper(name)
    reading = read(name, "Passport")
    assert names(reading) == ["Passport"]
    assert f"row 2, column D: '{name}' is a detail or a means of payment, and no document" in reading.notes


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Proof of address",
            "Bank statement",
            "Identity card",
            "Proof of payment",
            "Birth certificate",
            "Library card",
        ),
        *("Letter with the reference number", "Personalausweis", "Photo", "Name change certificate"),
    ],
)
def test_papers_that_prove_such_details_are_documents(name):
    assert names(read(name)) == [name]


@pytest.mark.parametrize("again", ["Passport (again)", "passport", "Passport again", "Passport (see above)"])
def test_a_paper_that_is_asked_again_is_the_same_paper(again):
    reading = read("Passport", again)
    assert names(reading) == ["Passport"]
    assert [step.asks for step in reading.procedure.steps.values() if step.by] == [("passport",), ("passport",)]


@pytest.mark.parametrize("words", ["see above", "As above", "siehe oben", "voir ci-dessus", "zie boven", "(see above)"])
def test_see_above_means_the_papers_of_the_row_above(words):
    reading = read("Passport", "Photo", words)
    assert (names(reading), asked_in(reading, 3)) == (["Passport", "Photo"], ("photo",))
    assert f"row 4, column D: '{words}' is read as 'Photo'" in reading.notes


@pytest.mark.parametrize("words", ["see step 1", "as in step 1", "same as step 1", "siehe Schritt 1", "voir étape 1"])
def test_a_reference_to_a_step_means_the_papers_of_that_row(words):
    reading = read("Passport", "Photo", words)
    assert (names(reading), asked_in(reading, 3)) == (["Passport", "Photo"], ("passport",))


def test_a_reference_that_leads_nowhere_is_no_document_and_is_told():
    reading = read("see step 7", "Photo")
    assert names(reading) == ["Photo"]
    assert "row 2, column D: 'see step 7' points to no row that names a document" in reading.notes


def test_a_number_alone_is_no_reference():
    assert names(read("Passport", "Form no. 1")) == ["Passport"]

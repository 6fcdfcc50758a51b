"""A page speaks to its reader: what tables say of a customer and a clerk becomes what 'you' and 'we' do."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.text.addressed import addressed, plain_form
from frictionaudit.domain.procedure import Procedure


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Submits the form", "Submit the form"),
        ("rings the blocking line", "ring the blocking line"),
        ("prints, signs and posts the form", "print, sign and post the form"),
        ("Verifies papers; assesses fees", "Verify papers; assess fees"),
        ("Takes payment; issues receipt", "Take payment; issue receipt"),
        ("Reviews and signs", "Review and sign"),
        ("Pays and then shows the receipt", "Pay and then show the receipt"),
        ("Goes to the office, waits for the schedule", "Go to the office, wait for the schedule"),
        ("Fills it and has it signed", "Fill it and have it signed"),
        ("Copies the deed", "Copy the deed"),
        ("Processes card", "Process card"),
        ("Presents himself with his/her card", "Present yourself with your card"),
    ],
)
def test_verbs_stand_in_their_plain_form(name, told):
    assert plain_form(name) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Brings the form and copies of the deed", "Bring the form and copies of the deed"),
        ("Hands in papers, copies and receipts", "Hand in papers, copies and receipts"),
        ("Checks the claim with the officer of records", "Check the claim with the officer of records"),
    ],
)
def test_a_noun_that_could_be_a_verb_stays_a_noun(name, told):
    assert plain_form(name) == told


@pytest.mark.parametrize(
    "name",
    [
        "Submit the form",
        "Claims are checked",
        "Records of the deed",
        "Documents",
        "Business permit",
        "Is interviewed",
        "Bekommt den Bescheid",
        "",
        "1. Pays",
    ],
)
def test_what_does_not_begin_with_a_verb_in_the_third_person_stays_as_it_is(name):
    assert plain_form(name) == name


def page(**more: object) -> Procedure:
    steps = {
        "s": {"kind": "start", "name": "card is lost", "next": "ring"},
        "ring": {"name": "rings us", "by": "customer", "next": "block"},
        "block": {"name": "checks his/her account", "by": "desk", "next": "print"},
        "print": {"name": "prints the card", "by": "printer", "next": "nobody"},
        "nobody": {"name": "sends the card", "next": "e"},
        "e": {"kind": "end", "name": "receives the card"},
    }
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}, "printer": {"side": "third"}}
    return Procedure.model_validate({"id": "p", "title": "P", "parties": parties, "steps": steps, **more})


def test_the_customer_and_our_staff_are_addressed_and_others_are_told_of():
    assert {id: step.name for id, step in addressed(page()).steps.items()} == {
        "s": "card is lost",
        "ring": "Ring us",
        "block": "Check his/her account",
        "print": "Prints the card",
        "nobody": "Sends the card",
        "e": "receives the card",
    }


def test_a_name_that_the_page_translates_stays_the_key_of_its_translation():
    told = addressed(page(translations={"de": {"rings us": "Bei uns anrufen"}}))
    assert told.steps["ring"].name == "rings us"


def test_nothing_but_names_changes():
    before = page()
    after = addressed(before)
    nameless = {id: step.model_copy(update={"name": None}) for id, step in before.steps.items()}
    assert {id: step.model_copy(update={"name": None}) for id, step in after.steps.items()} == nameless
    assert after.model_copy(update={"steps": before.steps}) == before

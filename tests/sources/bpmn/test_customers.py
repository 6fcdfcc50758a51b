"""The customer is recognised by what the name of a pool or lane is about."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.bpmn.customers import names_the_customer
from tests.drawing import drawing, flows


@pytest.mark.parametrize(
    "name",
    [
        "Customer",
        "CUSTOMER\n",
        "the hungry customer",
        "Customer 2",
        "Customer (web shop)",
        "Applicant, 18 or older",
        "Owner / Applicant",
        "Patient of the clinic",
        "Bürger",
        "Antragsteller/in",
        "Antragsteller*in",
        "Antragsteller(in)",
        "Kunde und Nutzer",
        "Kunde der Bank",
        "Versicherungsnehmer",
        "Aanvrager",
        "Cliente particular",
        "Usager",
        "Ciudadano",
        "Requerente",
        "Cittadina",
        "ΠΕΛΑΤΗΣ",
        "Πελάτης",
        "ο ενδιαφερόμενος",
    ],
)
def test_it_is_about_the_customer(name):
    assert names_the_customer(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Pool 1",
        "Customer service",
        "Customer Service Centre of Berlin",
        "Student office",
        "User management",
        "Kundenservice",
        "Kunden-Center",
        "Bürgeramt",
        "Sachbearbeiter",
        "Kunde und Vertrieb",
        "Service clients",
        "Atención al cliente",
        "Urkunde",
        "Employee",
        "Εξυπηρέτηση πελατών",
    ],
)
def test_it_is_about_somebody_else(name):
    assert not names_the_customer(name)


def lanes(*names: str) -> str:
    made = [f"<lane id='l{n}' name='{name}'><flowNodeRef>{n}</flowNodeRef></lane>" for n, name in enumerate(names)]
    tasks = "".join(f"<task id='{n}'/>" for n in range(len(names)))
    chain = flows(*(f"{n} {n + 1}" for n in range(len(names) - 1)))
    return f"<laneSet>{''.join(made)}</laneSet>{tasks}{chain}"


def test_whoever_gets_the_case_from_the_customer_is_in_front():
    parties = drawing(lanes("Customer", "Desk", "Archive")).procedure.parties
    assert [parties[id].side for id in sorted(parties)] == [Side.CUSTOMER, Side.FRONTSTAGE, Side.BACKSTAGE]


def test_without_a_customer_all_are_behind_and_that_is_told():
    reading = drawing(lanes("Employee", "Boss"))
    assert {party.side for party in reading.procedure.parties.values()} == {Side.BACKSTAGE}
    assert reading.notes == (
        "no customer recognised among 'Employee', 'Boss'; name them with `customer:` in a side file",
    )


def test_seen_from_the_customer_whoever_writes_to_them_is_in_front():
    pools = """<collaboration><participant id='me' name='Customer' processRef='p'/><participant id='shop' name='Shop'/>
        <participant id='bank' name='Bank'/><messageFlow sourceRef='shop' targetRef='a'/></collaboration>"""
    parties = drawing("<task id='a'/>", pools).procedure.parties
    assert {id: party.side.value for id, party in parties.items()} == {
        "bank": "third",
        "me": "customer",
        "shop": "frontstage",
    }

"""The customer is recognised by what the name of a pool or lane is about."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.bpmn import read
from frictionaudit.sources.customer_names import names_the_customer
from tests.drawing import drawing, flows, xml


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
        "Cardholder",
        "Card holder",
        "Motorist",
        "Vehicle owner",
        "Homeowner",
        "Householders",
        "Jobseeker",
        "Job seeker",
        "Ratepayer",
        "Pupil",
        "Objector",
        "Appellants",
        "Cyclist",
        "Next of kin",
        "Members of the public",
        "Autofahrer",
        "Karteninhaberin",
        "Widerspruchsführer",
        "Rentenantragstellerin",
        "Automobiliste",
        "Bénéficiaire",
        "Demandeur d'emploi",
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
        "Delivery driver",
        "Process owner",
        "Candidate manager",
        "Buchhalter",
        "Vermieter",
        "Conducteur de travaux",
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


def sides(*names: str, pool: str = "") -> dict[str, str]:
    """The side of each lane, in a pool if it has a name."""
    inside = lanes(*names)
    around = f"<collaboration><participant id='pool' name='{pool}' processRef='p'/></collaboration>" if pool else ""
    parties = drawing(inside, around).procedure.parties
    return {party.name or "": party.side.value for party in parties.values()}


@pytest.mark.parametrize("name", ["Driver", "Reader", "Member", "Fahrerin", "Conducteur"])
def test_a_word_that_also_means_staff_is_the_customer_where_they_begin_the_case(name):
    assert sides(name, "Fines office", "Archive") == {
        name: "customer",
        "Fines office": "frontstage",
        "Archive": "backstage",
    }


@pytest.mark.parametrize("names", [("Dispatcher", "Driver", "Warehouse"), ("Customer", "Dispatcher", "Driver")])
def test_a_word_that_also_means_staff_is_ours_where_others_begin_the_case(names):
    assert sides(*names)["Driver"] in ("frontstage", "backstage")


@pytest.mark.parametrize(("sender", "side"), [("driver", "customer"), ("police", "third")])
def test_a_closed_pool_whose_message_begins_the_case_is_the_customer_even_with_such_a_word(sender, side):
    pools = f"""<collaboration><participant id='office' name='Office' processRef='p'/>
        <participant id='driver' name='Driver'/><participant id='police' name='Police'/>
        <messageFlow sourceRef='{sender}' targetRef='s'/><messageFlow sourceRef='a' targetRef='driver'/>
        </collaboration>"""
    drawn = drawing("<startEvent id='s'/><task id='a'/>" + flows("s a"), pools).procedure
    assert drawn.parties["driver"].side == side


@pytest.mark.parametrize("pool", ["", "Return of goods"])
def test_other_organisations_are_third_parties_beside_the_customers_lane_also_in_a_pool(pool):
    assert sides("Customer", "Courier", "Web shop", "Bank", pool=pool) == {
        "Customer": "customer",
        "Courier": "third",
        "Web shop": "frontstage",
        "Bank": "third",
    }


def test_a_pool_without_the_customers_lane_is_one_organisation():
    assert sides("Sales", "Courier", "Bank desk", pool="Web shop")["Courier"] == "backstage"


def test_a_pool_with_the_name_of_an_organisation_keeps_its_departments():
    assert sides("Patient", "Reception", "Pharmacy", "Police", pool="City hospital") == {
        "Patient": "customer",
        "Reception": "frontstage",
        "Pharmacy": "backstage",
        "Police": "third",
    }


POOLS = (
    "<collaboration><participant id='c' name='{}' processRef='p'/><participant id='o' name='{}' processRef='q'/>"
    "<messageFlow id='m' sourceRef='ask' targetRef='in'/></collaboration><process id='q'><startEvent id='in'/>"
    "<task id='check'/><sequenceFlow id='x' sourceRef='in' targetRef='check'/></process>"
)


def two_pools(first: str, second: str):
    return drawing("<startEvent id='s'/><task id='ask'/>" + flows("s ask"), POOLS.format(first, second))


def test_who_was_taken_for_the_customer_is_told_where_a_name_leaves_it_open():
    reading = two_pools("Mandant", "Observer")
    assert [(guess.name, guess.side, guess.known) for guess in reading.uncertain] == [
        ("Mandant", Side.CUSTOMER, True),
        ("Observer", Side.FRONTSTAGE, False),
    ]


def test_nothing_was_guessed_where_the_names_say_who_is_who():
    reading = two_pools("Customer", "Legal department")
    assert [guess.known for guess in reading.guessed] == [True, True]
    assert reading.uncertain == ()


def test_known_outsiders_are_not_uncertain_but_an_office_behind_a_closed_pool_is():
    assert two_pools("Customer", "Clerk").uncertain == ()
    parts = POOLS.format("Customer", "Clerk").replace(
        "</collaboration>", "<participant id='z' name='{}'/></collaboration>"
    )
    inside = "<startEvent id='s'/><task id='ask'/>" + flows("s ask")
    assert drawing(inside, parts.format("Supplier")).uncertain == ()
    assert "Zeta" in [guess.name for guess in drawing(inside, parts.format("Zeta")).uncertain if not guess.known]


def test_a_drawing_is_read_again_when_somebody_says_who_the_customer_is():
    reading = two_pools("Mandant", "Observer")
    again = reading.with_sides({"c": Side.BACKSTAGE, "o": Side.CUSTOMER})
    assert {id: party.side for id, party in again.procedure.parties.items()} == {
        "c": Side.FRONTSTAGE,
        "o": Side.CUSTOMER,
    }
    assert again.guessed == ()


def test_a_side_file_that_names_the_customer_leaves_nothing_to_guess(tmp_path):
    path = tmp_path / "small.bpmn"
    path.write_bytes(xml("<startEvent id='s'/><task id='ask'/>" + flows("s ask"), POOLS.format("Mandant", "Observer")))
    (tmp_path / "small.friction.yaml").write_text("customer: Observer\n")
    assert read(path.read_bytes(), str(path)).guessed == ()


def test_a_side_that_a_side_file_states_is_no_longer_guessed(tmp_path):
    path = tmp_path / "small.bpmn"
    path.write_bytes(xml("<startEvent id='s'/><task id='ask'/>" + flows("s ask"), POOLS.format("Mandant", "Observer")))
    (tmp_path / "small.friction.yaml").write_text("parties: {o: {side: third}}\n")
    assert [guess.name for guess in read(path.read_bytes(), str(path)).guessed] == ["Mandant"]

"""Who is who by name alone: the customer, those who serve the customer, and third parties."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Side
from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.offices import TableOffice, issuer_of
from frictionaudit.sources.tables.sides import Beginning, sides_of

CHARTER = "Client Steps,Agency Actions,Fees to be Paid,Processing Time,Person Responsible"


def read(*rows: str, mapping=None):
    return csv_table.read("\n".join(rows).encode(), "t.csv", mapping or {})


def side(name: str, *others: str) -> Side:
    return sides_of([name, *others], {}, {})[name.casefold()].side


@pytest.mark.parametrize(
    "name",
    [
        *("Customer hub", "Customer Care", "Client Relations", "Guest Relations", "Patient Administration"),
        *("Passenger Assistance", "Student Registry", "Junior doctor", "Ward pharmacist", "Fahrgastservice-Team"),
    ],
)
def test_those_who_serve_the_customer_are_ours_though_named_after_the_customer(name):
    assert side(name, "Wug") in (Side.FRONTSTAGE, Side.BACKSTAGE)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Consumer",
            "Account holder",
            "Next of kin",
            "Registered keeper",
            "Data subject",
            "New starter",
            "Insured person",
        ),
        *("Policy holder", "Member", "Trader", "Household", "Versicherte Person", "Bauherrin", "Kund*in", "Kund:innen"),
        *("Eltern", "Reisender", "Halter", "Interesado", "Munícipe", "Abonné", "Inwoner", "Kundinnen"),
        *("Jobseeker", "Ratepayer", "Objector", "Motorist", "Karteninhaber", "Widerspruchsführerin", "Bénéficiaire"),
    ],
)
def test_more_words_for_customers_are_known(name):
    assert sides_of(["Clerk", name], {}, {})[name.casefold()].side is Side.CUSTOMER


@pytest.mark.parametrize(
    "name", ["Tribunal", "Ombudsman", "Bailiff", "Evri", "DHL", "Doctor", "GP", "Merchant", "Rechtsanwältin", "Notaire"]
)
def test_third_parties_are_known(name):
    assert side(name, "Customer") is Side.THIRD


def test_doctors_are_ours_where_the_customer_is_a_patient():
    assert side("Doctor", "Patient") is Side.BACKSTAGE
    assert side("GP", "Patient") is Side.THIRD
    assert side("Accountant", "Patient") is Side.BACKSTAGE
    assert side("Buchhalter", "Kunde") is Side.BACKSTAGE


def begins(title: str, *names: str, act: str = "Deliver it") -> dict[str, Side]:
    sides = sides_of(names, {}, {}, begins=Beginning(act, title))
    return {name: sides[name.casefold()].side for name in names}


@pytest.mark.parametrize(
    "act",
    [
        *("Apply for a card", "Submit the completed application", "Lodges an objection", "Rings the repairs line"),
        *("File a complaint", "Fill in the form", "Antrag einreichen", "Queues at the counter", "Complain by phone"),
    ],
)
def test_an_unknown_name_that_begins_with_what_customers_do_is_taken_for_the_customer(act):
    assert begins("", "Wug", "Clerk", act=act)["Wug"] is Side.CUSTOMER


@pytest.mark.parametrize(
    "act", ["Sign the contract", "Request a laptop", "File the application", "Enter the claim", "Call the customer", ""]
)
def test_an_unknown_name_that_begins_with_what_staff_do_as_well_is_not_the_customer(act):
    assert begins("", "HRBP", "HR Ops", "IT", act=act)["HRBP"] is Side.BACKSTAGE


def test_an_unknown_name_is_taken_for_the_customer_only_where_it_begins_among_known_ones():
    rows = ("Submit the application,Northern Power,2 days", "Wire the house,Zorp,3 days")
    assert {party.side for party in read("Step,Who,Time", *rows).procedure.parties.values()} == {Side.BACKSTAGE}
    assert sides_of(["Wug", "Clerk"], {}, {}, begins=Beginning("Apply for it"))["wug"].known is False
    assert sides_of(["Clerk", "Wug"], {}, {}, begins=Beginning("Apply for it"))["wug"].side is Side.BACKSTAGE


def test_a_table_whose_names_and_acts_show_no_customer_has_none_and_asks():
    reading = read(
        "Step,Owner,Time", "Sign contract,HRBP,3 days", "Create record,HR Ops,1 day", "Open account,IT,1 day"
    )
    assert {party.side for party in reading.procedure.parties.values()} == {Side.BACKSTAGE}
    assert ("hrbp", False) in [(guess.party, guess.known) for guess in reading.uncertain]


@pytest.mark.parametrize(
    ("act", "title", "side"),
    [
        ("Register on the portal", "", Side.CUSTOMER),
        ("Prepare papers", "Open tender: procedure for suppliers", Side.CUSTOMER),
        ("Deliver the goods", "Goods in", Side.THIRD),
    ],
)
def test_a_firm_that_begins_with_a_request_and_meets_nobody_but_us_is_the_customer(act, title, side):
    assert begins(title, "Supplier", "PU", "TEC", act=act)["Supplier"] is side


@pytest.mark.parametrize("names", [("Supplier", "Customer"), ("Supplier", "Bank", "PU"), ("PU", "Supplier")])
def test_a_firm_beside_a_customer_or_other_outsiders_stays_a_third_party(names):
    assert begins("", *names, act="Register on the portal")["Supplier"] is Side.THIRD


@pytest.mark.parametrize("name", ["Court", "Hospital", "Courier"])
def test_those_who_are_called_in_stay_third_parties_where_they_begin(name):
    assert begins("", name, "Clerk", act="Send the order")[name] is Side.THIRD


@pytest.mark.parametrize(
    "role",
    [
        *("Customer Service Officer", "Customer Service Assistant", "Client Services Officer", "Student Registry"),
        *("Patient Services", "Citizen Service Desk", "Resident Services", "Applicant Support"),
    ],
)
def test_in_a_charter_a_role_named_after_the_client_does_its_step(role):
    procedure = read(CHARTER, f"1. Asks,1. Answers,None,5 minutes,{role}", ",2. Files,None,5 minutes,Clerk").procedure
    assert procedure.parties[procedure.steps["1-answers"].by].name == role


@pytest.mark.parametrize("role", ["Client", "Requesting party", "Applicant"])
def test_in_a_charter_the_client_is_no_performer(role):
    procedure = read("Office:,Kennel,,,", CHARTER, f"1. Asks,1. Answers,None,5 minutes,{role}").procedure
    assert procedure.parties[procedure.steps["1-answers"].by].name == "Kennel"


def test_the_line_below_a_role_is_its_department():
    procedure = read(
        CHARTER,
        '1. Asks,1. Answers,None,5 minutes,"Customer Service Assistant\nCommercial Services Division"',
        '2. Waits,2. Inspects,None,2 days,"Maintenance Man\nEngineering Division"',
        '3. Goes,3. Waves,None,1 minute,"Cashier\nTeller"',
    ).procedure
    units = {party.name: party.unit for party in procedure.parties.values()}
    assert units["Customer Service Assistant"] == "Commercial Services Division"
    assert units["Maintenance Man"] == "Engineering Division"
    assert [step.note for step in procedure.steps.values() if step.note] == ["also responsible: Teller"]


def test_a_counter_for_customers_issues_our_papers():
    desk = TableOffice("Commercial Services Division")
    assert issuer_of("Application form", "Customer Service Counter", desk) == "us"
    assert issuer_of("Letter", "Client", desk) == "customer"
    assert issuer_of("Request slip", "Requesting office", desk) == "customer"


def test_agency_actions_without_a_name_belong_to_the_office():
    reading = read("Step,Client step,Agency action,Time", "1,Asks,Answers,5 min", "2,,Files it,5 min")
    parties, steps = reading.procedure.parties, reading.procedure.steps
    assert [(parties[steps[id].by].name, parties[steps[id].by].side) for id in ("answers", "files-it")] == [
        ("Office", Side.FRONTSTAGE)
    ] * 2
    columns = {"Student": "client step", "Library desk": "agency action"}
    mapped = read("Time,Student,Library desk", "5 min,Asks,Answers", mapping={"columns": columns})
    assert mapped.procedure.parties["library-desk"].name == "Library desk"


def test_what_customer_and_staff_do_together_takes_time_of_both():
    steps = read(
        "Step,Who,Time", "Send it,Customer,10 min", "Check it,Customer and clerk,30 min",
        "Meet,Adviser & Customer,20 min", "Inspect,Health and Safety,5 min",
    ).procedure.steps  # fmt: skip
    spent = {
        id: {part: time.short() for part, time in step.effort if time} for id, step in steps.items() if step.effort
    }
    assert spent == {
        "check-it": {"counter": "30m", "work": "30m"},
        "inspect": {"work": "5m"},
        "meet": {"counter": "20m", "work": "20m"},
        "send-it": {"counter": "10m"},
    }


@pytest.mark.parametrize(
    "name", ["Homeowner", "Farmer", "Exporter", "Importeur", "Reader", "Shipper", "Gründerin", "Employee"]
)
def test_a_customer_who_does_not_begin_is_known_by_name(name):
    assert sides_of(["Clerk", name, "Manager"], {}, {})[name.casefold()].side is Side.CUSTOMER


def test_an_employee_beside_another_customer_is_no_customer():
    assert sides_of(["Clerk", "Employee", "Tenant"], {}, {})["employee"].side is Side.BACKSTAGE
    assert sides_of(["Clerk", "Meter reader"], {}, {})["meter reader"].side is Side.BACKSTAGE


@pytest.mark.parametrize(
    "paper",
    [
        "Complaint letter",
        "Letter of request",
        "Letter-request addressed to the mayor",
        "Letter to the director",
        "Written complaint",
        "Sworn statement",
        "Complaint",
        "Photographs of the damage",
        "Motivation letter",
        "Beschwerdeschreiben",
        "Lebenslauf",
    ],
)
def test_what_people_write_or_photograph_is_theirs_wherever_its_form_is_had(paper):
    desk = TableOffice("Municipal Health Office", frozenset({"sanitary inspector"}))
    assert issuer_of(paper, "Sanitary Inspector", desk) == "customer"
    assert issuer_of(paper, "", desk) == "customer"


@pytest.mark.parametrize(
    "paper",
    [
        "Letter of approval",
        "Referral letter",
        "Statement of account",
        "Request from the mayor",
        "Complaint form",
        "Permit",
    ],
)
def test_what_an_office_writes_is_not(paper):
    desk = TableOffice("Municipal Health Office", frozenset({"sanitary inspector"}))
    assert issuer_of(paper, "Sanitary Inspector", desk) == "us"


def notes_on_who(*rows: str) -> list[str]:
    return [note for note in read(*rows).notes if "does the step" in note or "read as one" in note]


def test_a_cell_of_several_names_is_told_with_those_who_are_not_counted():
    rows = ("Step,Who,Time", "Apply,Customer,5 min", "Clear it,Zoning / Sanitary / Engineering,2 days")
    assert notes_on_who(*rows) == [
        "row 3, column B: 'Zoning' does the step; its note names 'Sanitary', 'Engineering', and hand-offs to them do "
        "not count"
    ]
    assert notes_on_who(CHARTER, "1. Asks,1. Answers,None,5 minutes,BPLO / MPDO") == [
        "row 2, column E: 'BPLO / MPDO' is read as one, and hand-offs between them do not count"
    ]


def test_one_name_and_a_step_of_customer_and_staff_need_no_such_note():
    assert notes_on_who("Step,Who,Time", "Apply,Customer,5 min", "Talk,Customer / Clerk,5 min") == []


@pytest.mark.parametrize(
    "name",
    [
        *("Budget holder", "Post holder", "Office holder", "Process holder", "Key holders", "Board member"),
        *("Delivery driver", "Key user", "Public works", "Public prosecutor"),
    ],
)
def test_staff_whose_names_end_like_those_of_customers_are_no_customers(name):
    assert side(name, "Clerk") in (Side.FRONTSTAGE, Side.BACKSTAGE)


@pytest.mark.parametrize("name", ["Permit holder", "Holder", "Blue badge holder", "Season ticket holders", "Driver"])
def test_those_who_hold_what_an_office_gives_are_customers(name):
    assert sides_of(["Clerk", name], {}, {})[name.casefold()].side is Side.CUSTOMER


def test_who_works_at_the_clinic_that_the_title_names_is_ours():
    begins = Beginning(title="Referral to the dermatology clinic")
    sides = sides_of(["Patient", "Clinic consultant", "Booking office"], {}, {}, begins=begins)
    assert (sides["clinic consultant"].side, sides["clinic consultant"].known) == (Side.BACKSTAGE, False)


def test_who_works_at_a_clinic_is_ours_where_nobody_else_is_the_organisation():
    assert side("Clinic consultant", "Patient") is Side.BACKSTAGE


def test_who_works_at_a_clinic_of_others_is_a_third_party():
    begins = Beginning(title="Payment of sick leave")
    sides = sides_of(["Employee", "Clinic consultant", "Payroll office"], {}, {}, begins=begins)
    assert sides["clinic consultant"].side is Side.THIRD


@pytest.mark.parametrize("name", ["Insurance company", "Bank of Wug", "Clinic"])
def test_an_institution_itself_is_a_third_party(name):
    begins = Beginning(title=f"Letters to the {name}")
    assert sides_of(["Customer", name, "Clerk"], {}, {}, begins=begins)[name.casefold()].side is Side.THIRD


@pytest.mark.parametrize("heading", ["Step", "No."])
def test_a_supplier_who_registers_is_the_customer_though_the_rows_are_numbered(heading):
    rows = (
        f"{heading},Who,What,Duration",
        "1,Supplier,Register on the portal,30 min",
        "2,Procurement,Check it,2 hours",
    )
    assert read(*rows).procedure.parties["supplier"].side is Side.CUSTOMER


@pytest.mark.parametrize("title", ["Supplier onboarding", "Registration of new suppliers", "Guide for suppliers"])
def test_a_title_tells_for_which_firm_a_procedure_is(title):
    rows = ("Step,Who", "Confirm the terms,Supplier", "Check the terms,Procurement")
    assert read(title, "", *rows).procedure.parties["supplier"].side is Side.CUSTOMER


def test_a_firm_that_the_title_only_mentions_stays_a_third_party():
    rows = ("Step,Who", "Confirm the terms,Supplier", "Check the terms,Procurement")
    assert read("Supplier payment", "", *rows).procedure.parties["supplier"].side is Side.THIRD

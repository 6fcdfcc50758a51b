"""Headings in other words, orders and places are recognised; what is not certain is told, or settled by a mapping."""

from __future__ import annotations

from pathlib import Path

import pytest

from frictionaudit.errors import InputError
from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.headings import Role, role_of
from frictionaudit.sources.tables.mapping import beside, read_mapping


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


CHARTER = "Client Step,Agency Action,Fees to be Paid,Processing Time,Person Responsible"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("CLIENT STEPS", Role.CLIENT),
        ("Client's Steps", Role.CLIENT),
        ("Agency Action(s)", Role.AGENCY),
        ("AGENCY  ACTIONS:", Role.AGENCY),
        ("Fees to be paid (in PhP)", Role.FEE),
        ("Fee to be paid", Role.FEE),
        ("Procesing Time", Role.TIME),
        ("Person/s Responsible", Role.WHO),
        ("Person in charge", Role.WHO),
        ("Where to secure", Role.WHERE),
        ("Checklist of requirement", Role.DOCUMENT),
        ("Bearbeitungszeit (Min.)", Role.TIME),
        ("Wartezeit", Role.WAIT),
        ("Zuständigkeit", Role.WHO),
        ("Benötigte Unterlagen", Role.DOCUMENT),
        ("Colour", None),
        ("How much we like it", None),
        ("", None),
    ],
)
def test_headings_are_recognised_in_small_differences_of_wording(heading, role):
    assert role_of(heading) is role


def test_columns_may_stand_in_another_order_and_begin_further_right():
    data = table(
        ",,Person Responsible,Processing Time,Remarks,Agency Action,Client Step",
        ",,Clerk,5 minutes,,1. Takes it,1. Hands it in",
        ",,,5 minutes,,TOTAL,",
    )
    reading = csv_table.read(data, "t.csv")
    assert reading.procedure.steps["1-takes-it"].processing.short() == "5m"
    assert reading.procedure.published.time.short() == "5m"
    assert "column G 'Client Step' read as client step" in reading.notes


def test_a_heading_printed_again_after_a_page_break_is_passed_over():
    data = table(CHARTER, "1. Asks,1. Answers,None,5 minutes,Clerk", CHARTER, "2. Goes,2. Waves,None,1 minute,Clerk")
    reading = csv_table.read(data, "t.csv")
    assert len(reading.procedure.steps) == 6
    assert any("row 3 repeats the heading" in note for note in reading.notes)


def test_a_time_under_the_wrong_heading_is_reported_and_not_misread():
    data = table(
        CHARTER,
        "1. Asks,1. Answers,None,5 minutes,Clerk",
        "2. Pays,2. Takes it,10 minutes,,Clerk",
        "3. Goes,3. Waves,None,1 minute,Clerk",
    )
    reading = csv_table.read(data, "t.csv")
    (skipped,) = reading.skipped
    assert str(skipped.where) == "t.csv:3:3"
    assert "row 3, column C: '10 minutes'" in skipped.what
    step = reading.procedure.steps["2-pays"]
    assert (step.fees, step.effort) == (None, None)
    assert reading.procedure.steps["2-takes-it"].processing is None


def test_a_table_whose_rows_are_mostly_shifted_is_an_error_for_each_row():
    data = table(CHARTER, "1. Asks,1. Answers,5 minutes,Clerk,", "2. Goes,2. Waves,1 minute,Clerk,")
    with pytest.raises(InputError) as caught:
        csv_table.read(data, "t.csv")
    assert [(one.slug, one.where) for one in caught.value.problems] == [
        ("shifted-columns", "t.csv:2:3"),
        ("shifted-columns", "t.csv:3:3"),
    ]


def test_a_total_outside_its_column_is_read_and_told():
    data = table(CHARTER, "1. Asks,1. Answers,None,5 minutes,Clerk", "TOTAL: 5 minutes,,,,")
    reading = csv_table.read(data, "t.csv")
    assert reading.procedure.published.time.short() == "5m"
    assert any("outside the time column" in note for note in reading.notes)


def test_what_stands_below_the_total_is_told():
    data = table(CHARTER, "1. Asks,1. Answers,None,5 minutes,Clerk", "TOTAL,,,5 minutes,", "Come back soon,,,,")
    (skipped,) = csv_table.read(data, "t.csv").skipped
    assert (skipped.what, str(skipped.where)) == ("Come back soon", "t.csv:4:1")


def test_an_unknown_table_says_what_was_looked_for_and_what_was_found():
    with pytest.raises(InputError) as caught:
        csv_table.read(table("Animal,Colour,Fee", "Dog,brown,5 EUR"), "t.csv")
    (only,) = caught.value.problems
    assert (only.slug, only.where) == ("no-table-heading", "t.csv:1:1")
    assert "row 1 has only column C 'Fee'" in only.message
    assert "name the columns step and who or processing time" in only.hint
    assert "mapping.yaml" in only.hint


def test_a_heading_without_steps_is_an_error():
    with pytest.raises(InputError, match="no rows of steps below the heading"):
        csv_table.read(table(CHARTER), "t.csv")


def test_a_mapping_settles_columns_ids_and_what_a_day_is():
    data = table("Der Hund", "", "Akt;Akteur;Frist;Taler", "Bellen;Hund;3 Tage;5", "Zahlen;Kunde;1 Tag;2")
    with pytest.raises(InputError):
        csv_table.read(data, "t.csv")
    reading = csv_table.read(
        data,
        "t.csv",
        {
            "header_row": 3,
            "columns": {"Akt": "step", "Akteur": "who", "C": "processing time", "Taler": "fee"},
            "id": "hund",
            "title": "Hunde",
            "kind": "order",
            "owner": "Zwinger",
            "currency": "EUR",
            "day": "working",
        },
    )
    procedure = reading.procedure
    assert (procedure.id, procedure.title, procedure.kind, procedure.owner) == ("hund", "Hunde", "order", "Zwinger")
    assert procedure.steps["bellen"].processing.short() == "3 working days"
    assert procedure.steps["zahlen"].by == "customer"
    assert procedure.steps["zahlen"].fees[0].amount.short() == "2 EUR"
    assert any("as the mapping says" in note for note in reading.notes)


def test_a_mapping_file_beside_the_table_is_used(tmp_path: Path):
    file = tmp_path / "dog.csv"
    file.write_bytes(table("Akt,Akteur", "Bellen,Hund"))
    assert beside(str(file)) is None
    (tmp_path / "dog.mapping.yaml").write_text("columns: {Akt: step, Akteur: who}\nid: hund\n", "utf-8")
    assert csv_table.read(file.read_bytes(), str(file)).procedure.id == "hund"


def test_a_mapping_with_faults_names_their_places():
    with pytest.raises(InputError) as caught:
        read_mapping(b"columns: {Akt: leap}\nheader: 3\nday: sunny\n", "t.mapping.yaml")
    assert {(one.slug, one.where) for one in caught.value.problems} == {
        ("wrong-value", "t.mapping.yaml:1:11"),
        ("unknown-key", "t.mapping.yaml:2:1"),
        ("wrong-value", "t.mapping.yaml:3:1"),
    }
    with pytest.raises(InputError, match="a mapping has named parts"):
        read_mapping(b"- a\n", "t.mapping.yaml")


def test_a_plain_day_outside_a_charter_is_a_calendar_day_and_that_is_told():
    reading = csv_table.read(table("Step,Who,Time", "Check,Clerk,2 days"), "t.csv")
    assert reading.procedure.steps["check"].processing.short() == "2 days"
    assert any("calendar day" in note for note in reading.notes)


def test_two_currencies_in_one_table_leave_the_second_open():
    data = table("Step,Who,Fee (EUR)", "Check,Clerk,5", "File,Clerk,$ 7")
    reading = csv_table.read(data, "t.csv")
    assert reading.procedure.steps["file"].fees[0].amount is None
    assert any("the currency differs" in skipped.why for skipped in reading.skipped)


def test_the_same_words_twice_get_different_ids():
    data = table(CHARTER, "1. Waits,1. Waits,None,1 minute,Clerk", "1. Waits,1. Waits,None,1 minute,Clerk")
    steps = csv_table.read(data, "t.csv").procedure.steps
    assert {"1-waits", "1-waits-2", "1-waits-3", "1-waits-4"} <= set(steps)


def test_a_client_named_as_responsible_is_read_as_the_office_and_told():
    data = table("Office:,Kennel,,,", CHARTER, "1. Asks,1. Answers,None,5 minutes,Client")
    reading = csv_table.read(data, "t.csv")
    assert reading.procedure.steps["1-answers"].by == "kennel"
    assert any("row 3, column E" in note for note in reading.notes)


def test_police_are_a_third_party():
    data = table("Office:,Kennel,,,", CHARTER, "1. Asks,1. Answers,None,5 minutes,PNP officer")
    assert csv_table.read(data, "t.csv").procedure.parties["pnp-officer"].side == "third"


def test_an_office_that_does_a_step_is_not_a_second_service():
    data = table("Who,Step,Documents,Time", "Office,Check,ID,5 minutes", "Office,File,,1 minute")
    assert csv_table.read(data, "t.csv").procedure.steps["file"].by == "office"


@pytest.mark.parametrize(
    ("rows", "mapping"),
    [
        (
            (
                "What we get done,Whose job,Takes",
                "Fill in the card,Client,10 minutes",
                "Write the tag,Back room,2 days",
            ),
            "{columns: {What we get done: step, Whose job: who, Takes: processing time}}",
        ),
        (
            ("Our dogs,,", "Deed,Doer,Colour", "Wash the dog,Dog desk,red"),
            "{header_row: 2, columns: {Deed: step, Doer: who}}",
        ),
        (
            ("Time,Student,Library desk", "Day 1,Submits it,", "Day 2,,Checks it"),
            "{columns: {Student: client step, Library desk: agency action}}",
        ),
    ],
)
def test_an_unknown_table_gets_the_mapping_of_its_own_headings(rows, mapping):
    with pytest.raises(InputError) as caught:
        csv_table.read(table(*rows), "t.csv")
    assert caught.value.problems[0].hint.partition("NAME.mapping.yaml: ")[2] == mapping


def test_a_list_of_services_is_no_table_of_steps_unless_a_mapping_says_so():
    rows = ("S.No.,Services/Transaction,Responsible Person,Process,Fees", "1,Passport,Officer,Apply and wait,1500")
    with pytest.raises(InputError, match="row 1 heads a list of services, one a row, and no steps") as caught:
        csv_table.read(table(*rows), "t.csv")
    assert "keep one service" in caught.value.problems[0].hint
    mapped = csv_table.read(table(*rows), "t.csv", {"columns": {"Process": "step"}})
    assert "apply-and-wait" in mapped.procedure.steps


@pytest.mark.parametrize(
    "rows",
    [
        ("No,Sender,Receiver,Limit", "1,Writes the letter,,3 days", "2,,Reads the letter at once,2 days"),
        ("Deed,Due date", "Wash the dog,3 days", "Feed the dog,2 days"),
        ("Deed,Colour", "Wash the dog,dark red", "Feed the dog,light blue"),
    ],
)
def test_a_refusal_proposes_no_mapping_where_none_is_sure_to_be_right(rows):
    with pytest.raises(InputError) as caught:
        csv_table.read(table(*rows), "t.csv")
    assert caught.value.problems[0].hint == (
        "name the columns step and who or processing time, or say in NAME.mapping.yaml what each column holds"
    )


def test_numbered_rows_with_a_column_for_each_party_keep_the_steps_of_both():
    rows = ("1,Submits the form,,Day 1", "2,,Checks the form thoroughly,Day 2")
    read = csv_table.read(table("Step,Student,Library desk,Time", *rows), "t.csv").procedure
    assert {step.name for step in read.steps.values()} >= {"Submits the form", "Checks the form thoroughly"}


LANES = (
    "Step,Customer,Retailer,Manufacturer,Time",
    "1,Report the fault,,,10 min",
    "2,,Check the warranty,,1 hour",
    "3,,,Send a technician,5 days",
)


def parties_of(*rows: str) -> dict[str, str]:
    procedure = csv_table.read("\n".join(rows).encode(), "t.csv").procedure
    named = {id: party.name or id for id, party in procedure.parties.items()}
    return {step.name: named.get(step.by, "") for step in procedure.steps.values() if step.kind == "task"}


def test_a_column_for_each_party_says_who_does_each_step():
    assert parties_of(*LANES) == {
        "Report the fault": "customer",
        "Check the warranty": "Retailer",
        "Send a technician": "Manufacturer",
    }


def test_where_two_parties_act_in_one_row_the_first_does_the_step_and_the_other_is_told():
    reading = csv_table.read("\n".join((*LANES, "4,Stay at home,,Repair it,1 hour")).encode(), "t.csv")
    assert "Stay at home" in [step.name for step in reading.procedure.steps.values()]
    assert [item.what for item in reading.skipped] == ["row 5: Manufacturer: 'Repair it'"]


def test_columns_that_several_rows_fill_at_once_are_no_lanes():
    rows = (*LANES, "4,Sign the report,Keep the report,,5 min", "5,Get the bill,Send the bill,Copy it,5 min")
    assert set(parties_of(*rows).values()) == {""}


def test_the_supplier_of_a_table_of_inputs_and_outputs_does_the_step():
    rows = ("Supplier,Input,Process,Output,Customer", "Fitter,Meter,Exchange the meter,Protocol,Household")
    assert parties_of(*rows) == {"Exchange the meter": "Fitter"}


def test_a_supplier_beside_no_input_or_output_is_an_unknown_heading():
    rows = ("Supplier,Process,Time", "Fitter,Exchange the meter,30 min")
    assert parties_of(*rows) == {"Exchange the meter": ""}

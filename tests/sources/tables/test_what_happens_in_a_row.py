"""What happens in one row of a service table, and in which order."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Reading
from frictionaudit.domain.quantities import Assumed
from frictionaudit.sources import csv_table

HEADING = "Client Steps,Agency Actions,Fees to be Paid,Processing Time,Person Responsible"


def read(*rows: str) -> Reading:
    return csv_table.read("\n".join([HEADING, *rows]).encode(), "t.csv")


def in_stages(*rows: str):
    return csv_table.read("\n".join(["Stage,What happens,Who,Next", *rows]).encode(), "t.csv").procedure.steps


def contacts(reading: Reading) -> float | None:
    return Measures(Subject(reading.procedure))["contacts"].value


def test_what_staff_hand_out_and_the_client_receives_in_one_row_is_one_act():
    assert contacts(
        read(
            "1. Hands in the letter,1. Prepares the copy,None,10 minutes,Clerk",
            "2. Receives the copy,2. Releases the copy,None,2 minutes,Clerk",
        )
    ) == 2  # fmt: skip


def test_it_is_one_act_at_another_counter_too():
    rows = ("1. Hands in the letter,1. Prepares the copy,None,10 minutes,Clerk", "2. {},2. {},None,2 minutes,Cashier")
    assert contacts(read(rows[0], rows[1].format("Receives the copy", "Releases the copy"))) == 2
    assert contacts(read(rows[0], rows[1].format("Shows the copy", "Stamps the copy"))) == 3


def test_what_the_client_receives_on_the_way_is_part_of_the_visit():
    assert contacts(
        read(
            "1. Asks,1. Explains,None,2 minutes,Clerk",
            "2. Gets the form,2. Gives the form,None,2 minutes,Clerk",
            "3. Hands in the form,3. Files it,None,2 minutes,Clerk",
        )
    ) == 1  # fmt: skip


def test_rows_at_one_counter_are_one_visit_and_that_is_told_as_an_assumption():
    reading = read(
        "1. Asks,1. Explains,None,2 minutes,Clerk",
        "2. Signs,2. Stamps,None,2 minutes,Clerk",
        "3. Leaves the form,3. Files it,None,2 minutes,Clerk",
    )
    counted = Measures(Subject(reading.procedure))["contacts"]
    assert counted.value == 1
    assert "rows at one counter without a wait of days between them read as one visit" in counted.evidence.assumed


def told(reading: Reading) -> list[str]:
    return [f"{one.what}: {one.why}" for one in reading.skipped]


def assumed(reading: Reading) -> tuple[str, ...]:
    return Measures(Subject(reading.procedure))["contacts"].evidence.assumed


RETURN = (
    "1. Shows the books,1.1 Checks for damage 1.2 If damaged: order of payment or replacement,None,7 minutes,Librarian",
    "2. Pays at the cash office,2. Issues a receipt,None,15 minutes,Cashier",
    "3. Shows receipt or replacement,3. Checks it,None,5 minutes,Librarian",
    "4. Takes the card,4. Stamps the card,None,3 minutes,Librarian",
)


def test_rows_that_follow_from_a_condition_are_told_and_their_numbers_rest_on_it():
    reading = read(*RETURN)
    why = "it depends on 'If damaged' in row 2; read as happening every time"
    assert f"row 3, column A: '2. Pays at the cash office': {why}" in told(reading)
    assert f"row 4, column A: '3. Shows receipt or replacement': {why}" in told(reading)
    assert not any("row 5" in one for one in told(reading))
    named = "'Pays at the cash office' and 'Shows receipt or replacement'"
    assert f"{named}, which depend on 'If damaged', read as happening in every case" in assumed(reading)


def test_a_row_about_the_same_case_does_not_follow_from_a_condition_for_that_alone():
    reading = read(
        "1. Reports the damage,1. Looks at it,None,7 minutes,Adjuster",
        "2. None,2. Assesses it (claims over EUR 3000),None,7 minutes,Adjuster",
        "3. None,3. Decides the claim,None,15 minutes,Handler",
    )
    (one,) = assumed_in(reading)
    assert one.startswith("'Assesses it (claims over EUR 3000)', which depends on")


def test_the_same_rows_without_a_condition_rest_on_none():
    reading = read(*(row.replace("If damaged: order", "Writes the order") for row in RETURN))
    assert not any("depend" in one for one in (*told(reading), *assumed(reading)))


def test_what_follows_when_all_goes_well_depends_on_no_condition():
    reading = read(*(row.replace("If damaged", "If complete") for row in RETURN))
    assert not any("depend" in one for one in (*told(reading), *assumed(reading)))
    denied = read(*(row.replace("If damaged", "If not complete") for row in RETURN))
    assert any("which depend on 'If not complete'" in one for one in assumed(denied))


def test_a_row_whose_client_acts_only_under_a_condition_depends_on_it_and_the_next_need_not():
    reading = read(
        "1. Asks,1. Explains,None,2 minutes,Clerk",
        "2. Searches the shelves if needed,2. Helps,None,2 minutes,Clerk",
        "3. Searches the archive,3. Opens it,None,2 minutes,Clerk",
    )
    named = "'Searches the shelves if needed'"
    assert f"{named}, which depends on 'if needed', read as happening in every case" in assumed(reading)


def test_a_condition_in_a_table_of_single_steps_is_an_assumption_too():
    data = "Step,Who,Time\nCheck the books,Clerk,5 minutes\nIf damaged: ask for a replacement,Clerk,5 minutes\n"
    reading = csv_table.read(data.encode(), "t.csv")
    assert any("which depends on 'If damaged'" in one for one in assumed(reading))


def test_a_stage_of_one_word_is_a_label_and_the_step_is_named_by_what_happens():
    steps = in_stages("2 Acknowledgement,Acknowledge the complaint in writing,Clerk,")
    step = next(step for step in steps.values() if step.by)
    assert (step.name, step.note) == ("Acknowledge the complaint in writing", "stage: Acknowledgement")


def test_a_next_step_finds_the_label_of_a_stage():
    rows = ("Complaint,Write to the manager,Patient,Reply", "Check,Check the facts,Clerk,", "Reply,Send it all,Clerk,")
    steps = in_stages(*rows)
    assert [flow.to for flow in steps["write-to-the-manager"].next] == ["send-it-all"]


@pytest.mark.parametrize(
    ("stage", "happens"),
    [
        ("Check the form", "The clerk reads the form and the papers"),
        ("Apply", "Online"),
        ("Apply", "You fill in the form with all the details that we ask for and send it to us by post"),
    ],
)
def test_a_step_keeps_its_name_where_it_says_more_or_what_happens_is_no_short_sentence(stage, happens):
    steps = in_stages(f"{stage},{happens},Clerk,")
    assert stage in [step.name for step in steps.values()]


VISITS = (
    "What happens,Who,Where",
    "Ask for a form,Reader,Library desk",
    "Fill in the form,Reader,{place}",
    "Hand in the form,Reader,Library desk",
    "{between},Librarian,Back office",
    "Bring the letter,Reader,Library desk",
    "Hand over the card,Librarian,Library desk",
)


def counted(measure: str, place: str, between: str) -> float | None:
    table = "\n".join(VISITS).format(place=place, between=between)
    return Measures(Subject(csv_table.read(table.encode(), "t.csv").procedure))[measure].value


def test_who_fills_in_at_home_and_gets_a_letter_comes_three_times():
    assert counted("visits_in_person", "At home", "Post a PIN") == 3
    assert counted("contacts", "At home", "Post a PIN") == 3


def test_who_fills_in_at_the_desk_and_gets_nothing_by_post_comes_once():
    assert counted("visits_in_person", "Library desk", "Check the form") == 1


@pytest.mark.parametrize(
    ("message", "contacts"), [("Automatic confirmation e-mail", 1), ("Ask the resident for a reason", 2)]
)
def test_an_automatic_message_is_no_contact_of_its_own(message, contacts):
    rows = ("Step,Who", "Fill in the form,Resident", f"{message},System", "Keep a diary,Resident")
    reading = csv_table.read("\n".join(rows).encode(), "t.csv")
    assert Measures(Subject(reading.procedure))["contacts"].value == contacts


def forms(*acts: str) -> float | None:
    rows = "\n".join(("Step,Who,Form", *(f"{act},Applicant,Form A1" for act in acts)))
    return Measures(Subject(csv_table.read(rows.encode(), "t.csv").procedure))["forms"].value


@pytest.mark.parametrize("second", ["Hand in the form", "Send the form", "Sign and return the form"])
def test_a_form_that_is_filled_in_and_handed_in_is_one_form(second):
    assert forms("Fill in the form", second) == 1


def test_a_form_that_is_filled_in_twice_counts_twice():
    assert forms("Fill in the form", "Correct and send the form") == 2


@pytest.mark.parametrize(
    ("action", "condition"),
    [
        ('"Court case study, when required"', "when required"),
        ("Court case study (where applicable)", "where applicable"),
        ("Court case study as needed", "as needed"),
        ("Court case study upon request", "upon request"),
        ("In case of appeal: court case study", "In case of appeal"),
        ("Court case study for minors only", "for minors only"),
        ("Court case study (minors only)", "minors only"),
        ("Court case study (claims over EUR 3000)", "claims over EUR 3000"),
        ('"Unless waived, court case study"', "Unless waived"),
        ("Fallstudie bei Bedarf", "bei Bedarf"),
        ('"Fallstudie, sofern nötig"', "sofern nötig"),
    ],
)
def test_a_condition_is_recognised_by_any_of_its_usual_words(action, condition):
    reading = read("1. Asks,1. Explains,None,2 minutes,Clerk", f"2. None,{action},None,5 days,Judge")
    assert any(f"depends on '{condition}', read as happening in every case" in one for one in assumed_in(reading))


@pytest.mark.parametrize(
    "action",
    [
        "Checks the form as required by law",
        "Reads the request form",
        "Calls when the number is reached",
        "Stamps for office use only",
        "Takes the fee (cash only)",
        "Studies the case (takes under 3 days)",
        "Files it in case file 3",
        "Determines if a study is needed",
    ],
)
def test_words_that_look_like_a_condition_make_nothing_conditional(action):
    reading = read("1. Asks,1. Explains,None,2 minutes,Clerk", f"2. None,{action},None,5 days,Judge")
    assert not any("depends on" in one for one in assumed_in(reading))


def assumed_in(reading: Reading) -> list[str]:
    shares = [flow.share for _, flow in reading.procedure.flows if flow.share]
    return [share.evidence.why for share in shares if isinstance(share.evidence, Assumed) and share.evidence.why]


COPIES = (
    "1. Hands in the letter,1. Receives it,None,5 minutes,Officer",
    "1b. None,1b. Evaluates it,None,20 minutes,Evaluator",
    "2. Receives the copies,2. Releases them,5 EUR,7 minutes,Officer",
)


def order(reading: Reading) -> list[str]:
    procedure = reading.procedure
    return [procedure.label(id) for id in procedure.in_reading_order() if procedure.steps[id].by]


def test_after_work_behind_the_counter_staff_hand_out_before_the_client_receives():
    reading = read(*COPIES)
    assert order(reading)[2:] == ["Evaluates it", "Releases them", "Receives the copies"]
    assert reading.procedure.steps["2-receives-the-copies"].fees
    measures = Measures(Subject(reading.procedure))
    assert measures["handoffs"].value == 2
    assert measures["contacts"].value == 2


def test_the_minutes_of_such_a_row_count_once_in_the_lead_time_and_for_both_people():
    measures = Measures(Subject(read(*COPIES).procedure))
    assert measures["lead_time"].value == 32
    assert measures["customer_minutes"].value == 12
    assert measures["staff_minutes"].value == 32


def test_after_a_row_in_which_the_client_acts_the_client_comes_first():
    reading = read(COPIES[0], "2. Pays,2. Takes the fee,5 EUR,2 minutes,Cashier", COPIES[2])
    assert order(reading)[4:] == ["Receives the copies", "Releases them"]
    assert Measures(Subject(reading.procedure))["handoffs"].value == 0


def test_a_client_who_shows_something_comes_first():
    reading = read(*COPIES[:2], "2. Shows the receipt,2. Releases the copies,None,7 minutes,Officer")
    assert order(reading)[3:] == ["Shows the receipt", "Releases the copies"]


def test_what_is_handed_out_on_the_way_at_one_counter_is_part_of_the_visit():
    rows = (
        "2. Gets the form,2. Gives the form,None,2 minutes,Officer",
        "3. Signs it,3. Stamps it,None,2 minutes,Officer",
    )
    assert contacts(read(*COPIES[:2], *rows)) == 1
    assert contacts(read(*COPIES[:2], *(row.replace("2 minutes", "3 days") for row in rows))) == 3


def test_minutes_of_a_row_in_which_the_column_of_staff_stands_first_count_once_too():
    data = "Agency Actions,Client Steps,Processing Time\nAsks for the form,Hands it in,7 minutes\n"
    assert Measures(Subject(csv_table.read(data.encode(), "t.csv").procedure))["lead_time"].value == 7

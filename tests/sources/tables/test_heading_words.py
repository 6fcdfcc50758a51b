"""Headings with their unit, a qualifier or 'per case' are the headings that they are without."""

from __future__ import annotations

import pytest

from frictionaudit.errors import InputError
from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.headings import Role, role_of


def first_step(heading: str, cell: str):
    table = f'Activity,Who,"{heading}",Channel\nReturn it,Applicant,"{cell}",post\nCheck it,Clerk,"{cell}",post\n'
    steps = csv_table.read(table.encode(), "t.csv", {}).procedure.steps
    return steps[steps["start"].next[0].to]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Time in minutes", Role.TIME),
        ("Duration in hours", Role.TIME),
        ("Bearbeitungszeit in Min.", Role.TIME),
        ("Dauer in Min.", Role.TIME),
        ("Time spent (min)", Role.TIME),
        ("Avg. time (min)", Role.TIME),
        ("Minutes per case", Role.EFFORT),
        ("Wait in days", Role.WAIT),
        ("Liegezeit in AT", Role.WAIT),
        ("Wartezeit vorher (Tage)", Role.WAIT),
        ("Fee in GBP", Role.FEE),
        ("Kosten in €", Role.FEE),
        ("Fee per case (€)", Role.FEE),
        ("Cost per test (€)", Role.FEE),
        ("Documents needed", Role.DOCUMENT),
        ("Benötigte Dokumente", Role.DOCUMENT),
    ],
)
def test_a_heading_with_unit_and_qualifier_means_what_it_means_without(heading, role):
    assert role_of(heading) is role


@pytest.mark.parametrize("heading", ["Cost per hour", "Cases per year", "Action needed", "Staff in charge of it"])
def test_a_rate_or_another_phrase_does_not_become_a_column_of_amounts(heading):
    assert role_of(heading) is None


def test_the_unit_after_in_counts_for_the_numbers_below():
    assert first_step("Bearbeitungszeit in Min.", "10").processing.short() == "10m"
    assert first_step("Duration in hours", "2").processing.short() == "2h"
    assert first_step("Liegezeit in AT", "3").wait.customer == first_step("Wait (working days)", "3").wait.customer
    assert first_step("Minutes per case", "7").effort.fill.short() == "7m"
    assert first_step("Kosten in €", "5").fees[0].amount.currency == "EUR"


def test_the_least_and_the_longest_time_beside_each_other_are_one_range():
    table = (
        "Activity,Who,Min. duration,Max. duration\nReturn it,Applicant,2 hours,3 hours\nCheck it,Clerk,5 min,5 min\n"
    )
    steps = csv_table.read(table.encode(), "t.csv", {}).procedure.steps
    assert {step.name: step.processing.short() for step in steps.values() if step.processing} == {
        "Return it": "2h..3h",
        "Check it": "5m",
    }


def test_at_alone_is_working_days_and_at_the_counter_is_none():
    assert first_step("Wait", "2 AT").wait.customer == first_step("Wait", "2 working days").wait.customer
    assert first_step("Wait", "2 AT").wait.customer
    assert first_step("Wait", "2 at the counter").wait is None


@pytest.mark.parametrize("heading", ["Staff group", "Handled by", "Ausführung durch", "Durchgeführt von"])
def test_more_headings_say_who_acts(heading):
    assert role_of(heading) is Role.WHO


def test_a_lost_column_of_times_or_amounts_is_told_before_anything_else():
    table = "Activity,Who,Note to self,Level,Blorp,Wug\nReturn it,Applicant,soon,low,2 hours,£5\n"
    table += "Check it,Clerk,later,high,3 days,£6\n"
    reading = csv_table.read(table.encode(), "t.csv", {})
    first, second, *others = reading.skipped
    assert (first.what, first.not_understood) == ("column E 'Blorp'", True)
    assert first.why == (
        "its times are missing from all figures, as the heading is not known; "
        "a mapping file can say what the column holds"
    )
    assert second.why.startswith("its amounts are missing from all figures")
    assert not any("missing from all figures" in item.why for item in others)


def test_a_time_of_the_day_is_not_told_as_a_lost_time():
    table = "Activity,Who,Start\nReturn it,Applicant,08:30\nCheck it,Clerk,09:10\n"
    (item,) = csv_table.read(table.encode(), "t.csv", {}).skipped
    assert item.why.startswith("the heading is not known")


def test_a_deadline_loses_no_time():
    table = "Activity,Who,SLA\nReturn it,Applicant,2 hours\nCheck it,Clerk,3 days\n"
    (item,) = csv_table.read(table.encode(), "t.csv", {}).skipped
    assert item.why.startswith("a deadline is not how long it takes")


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        (Role.WHO, ("Resp.", "Action by", "Lead", "Task owner", "Carried out by", "Responsible staff")),
        (Role.WHO, ("Department / person responsible", "Lead officer", "Team assigned", "Who is responsible")),
        (Role.DOCUMENT, ("What to bring", "Documents to submit", "Form / evidence", "You will need")),
        (Role.DOCUMENT, ("Papers you need to show", "Documents from the applicant", "Evidence required")),
        (Role.FEE, ("Cost to you", "Fee payable by applicant", "Amount due", "Fees / charges")),
        (Role.TIME, ("Timing", "How long it takes", "Time / duration")),
        (Role.CLIENT, ("Applicant action", "What the tenant does", "Steps of the patient")),
        (Role.AGENCY, ("Consular section action", "Reception staff tasks", "What the clerk does")),
        (Role.ACTION, ("Description of step", "Task details", "Description of the repair task")),
        (Role.FORM, ("Forms to fill in",)),
        (Role.CHANNEL, ("Contact method", "Mode of delivery")),
    ],
)  # fmt: skip
def test_a_phrase_says_what_a_column_holds(role, headings):
    assert dict.fromkeys(headings, role) == {heading: role_of(heading) for heading in headings}


@pytest.mark.parametrize(
    "heading",
    [
        *("Corrective action", "Next action", "Number of steps", "Manual step", "Documents issued", "Approved by"),
        *("Cost to us", "Process owner", "Procedure details", "Your step", "You", "We", "Who approves"),
    ],
)
def test_a_phrase_about_something_else_is_not_read(heading):
    assert role_of(heading) is None


def step_names(*rows: str) -> list[str]:
    steps = csv_table.read("\n".join(rows).encode(), "t.csv", {}).procedure.steps
    return sorted(f"{step.by}: {step.name}" for step in steps.values() if step.kind.value == "task")


def test_you_and_we_beside_each_other_are_the_customers_steps_and_ours():
    rows = ("1,Request a return number,,-", "2,,E-mail the label,-", "3,Post the parcel,,£4.95")
    names = ["customer: Post the parcel", "customer: Request a return number", "office: E-mail the label"]
    assert step_names("Step,You,We,Cost to you", *rows) == names
    assert step_names("Step,What you do,What we do,Cost to you", *rows) == names


def test_you_alone_is_nobodys_step_and_you_and_we_above_marks_say_who():
    assert step_names("Step,What you do,Who", "1,Check the form,Clerk") == ["clerk: Check the form"]
    assert [name.partition(":")[0] for name in step_names("Step,You,We", "Send it,X,", "Check it,,X")] == ["we", "you"]


def test_some_task_is_the_step_only_where_it_is_the_only_one():
    assert step_names("#,Onboarding task,Owner", "1,Order a laptop,Clerk") == ["clerk: Order a laptop"]
    assert step_names("Step,Repair task,Owner", "Order it,x,Clerk") == ["clerk: Order it"]
    with pytest.raises(InputError):
        step_names("#,Morning task,Evening task,Time", "1,Order it,Send it,5 min")


def test_two_columns_of_actions_of_two_offices_are_not_joined():
    with pytest.raises(InputError):
        step_names("No,Clerk action,Manager action,Time", "1,Check it,Sign it,5 min")


def test_where_is_a_channel_where_cells_name_one_and_else_goes_to_the_note():
    def step(*places: str):
        rows = [f"Do thing {n},Clerk,5 min,{place}" for n, place in enumerate(places)]
        steps = csv_table.read("\n".join(("Step,Who,Time,Where", *rows)).encode(), "t.csv", {}).procedure.steps
        return steps[steps["start"].next[0].to]

    assert step("Website", "Counter 3").channel == "web"
    assert (step("Embassy", "Room 5").channel, step("Embassy", "Room 5").note) == (None, "Embassy")


def test_when_is_a_time_where_cells_are_times():
    def unread(*cells: str):
        rows = [f"Do thing {n},Clerk,{cell}" for n, cell in enumerate(cells)]
        return [item.what for item in csv_table.read("\n".join(("Step,Who,When", *rows)).encode(), "t.csv", {}).skipped]

    assert unread("2 days", "10 min") == []
    assert unread("On Mondays", "After the call") == ["column C 'When'"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *(("Étape", Role.STEP), ("Responsable", Role.WHO), ("Délai", Role.TIME), ("Coût", Role.FEE)),
        *(("Pièces justificatives", Role.DOCUMENT), ("Temps d'attente", Role.WAIT), ("Remarques", Role.NOTE)),
        *(("Plazo", Role.TIME), ("Tasas", Role.FEE), ("Paso", Role.STEP), ("Tiempo de espera", Role.WAIT)),
        *(("Stap", Role.STEP), ("Doorlooptijd", Role.LEAD_TIME), ("Wachttijd", Role.WAIT), ("Leges", Role.FEE)),
    ],
)
def test_headings_in_french_spanish_and_dutch_are_known(heading, role):
    assert role_of(heading) is role

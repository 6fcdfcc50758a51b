"""Headings with their unit, a qualifier or 'per case' are the headings that they are without."""

from __future__ import annotations

import pytest

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
    assert str(first_step("Liegezeit in AT", "3").wait.queue) == str(first_step("Wait (working days)", "3").wait.queue)
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
    assert first_step("Wait", "2 AT").wait.queue.short() == first_step("Wait", "2 working days").wait.queue.short()
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

"""A matrix of who does what: the marks decide, not the words that head their columns."""

from __future__ import annotations

import pytest

from frictionaudit.sources import csv_table, html_table


def read(*rows: str, **mapping):
    return csv_table.read("\n".join(rows).encode(), "t.csv", mapping)


def who(reading):
    steps = reading.procedure.steps
    return {step.name: step.by for step in steps.values() if step.kind == "task"}


def told(reading):
    return {item.what for item in reading.skipped if item.not_understood}


HIRING = ("Activity,Applicant,HR,IT,Effort (hours)", "Send it,R,I,,3", "Check it,,R,C,8", "Set it up,,A,R,2")


@pytest.mark.parametrize("mapping", [{}, {"columns": {"HR": "who"}}])
def test_a_department_called_hr_is_who_does_it_and_no_number_of_hours(mapping):
    reading = read(*HIRING, **mapping)
    assert who(reading) == {"Send it": "customer", "Check it": "hr", "Set it up": "it"}
    assert told(reading) == set()
    assert {step.effort.work.short() for step in reading.procedure.steps.values() if step.by == "hr"} == {"8h"}


def test_hours_under_hr_stay_hours():
    reading = read("Activity,Who,HR", "Send it,Customer,3", "Check it,Clerk,8")
    assert [step.effort is not None for step in reading.procedure.steps.values() if step.by] == [True, True]


def test_one_odd_mark_is_told_and_the_other_marks_of_its_column_are_read():
    reading = read("Activity,Tenant,Clerk,Minutes", "Send it,X,,3", "Look at it,(x),X,8", "File it,,X,2")
    assert who(reading) == {"Send it": "customer", "Look at it": "clerk", "File it": "clerk"}
    assert told(reading) == {"row 3, column B: '(x)'"}


def test_two_letters_in_one_cell_are_two_marks():
    reading = read("Activity,Applicant,Line manager,Clerk", "Send it,R,,", 'Choose,,"A, R",C', "File it,,I,R")
    assert who(reading) == {"Send it": "customer", "Choose": "line-manager", "File it": "clerk"}
    assert told(reading) == set()


def test_columns_of_other_short_words_are_no_marks():
    reading = read("Activity,Who,Level,Round", "Send it,Customer,x,10", "Check it,Clerk,high,x")
    assert who(reading) == {"Send it": "customer", "Check it": "clerk"}
    assert told(reading) == {"column C 'Level'", "column D 'Round'"}


LEGEND = "R = Responsible, A = Accountable, C = Consulted, I = Informed"


@pytest.mark.parametrize("span", [1, 4])
def test_a_legend_below_the_marks_is_no_mark_however_wide_it_is(span):
    rows = ("Activity|Tenant|Officer|Rent team", "Ask for it|R|C|", "Check it|I|A|R", "Look at it|C|R|A")
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    page = f'<table>{cells}<tr><td colspan="{span}">{LEGEND}</td></tr></table>'
    reading = html_table.read(page.encode(), "t.html")
    assert who(reading) == {"Ask for it": "customer", "Check it": "rent-team", "Look at it": "officer"}

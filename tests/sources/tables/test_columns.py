"""Columns beside each other: each number keeps its unit and its side, the order says who acts first, marks say who."""

from __future__ import annotations

import pytest

from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.headings import Role, role_of


def read(*rows: str):
    return csv_table.read("\n".join(rows).encode(), "t.csv", {})


def tasks(reading):
    """The steps in the order in which they follow each other."""
    steps, order = reading.procedure.steps, []
    id = steps["start"].next[0].to
    while id != "end":
        order.append(steps[id])
        id = steps[id].next[0].to
    return order


def efforts(reading):
    return [step.effort and {part: time.short() for part, time in step.effort if time} for step in tasks(reading)]


def waits(reading):
    return [step.wait and {turn: time.short() for turn, time in step.wait if time} for step in tasks(reading)]


def roles(reading):
    return [note.partition(" read as ")[2] for note in reading.notes if note.startswith("column ")]


def told(reading):
    return {item.what: item.why for item in reading.skipped if item.not_understood}


def test_each_of_two_times_takes_the_unit_of_its_own_heading():
    reading = read("Step,Who,Duration (days),Time (in hours)", "Send,Customer,,0.5", "Check,Clerk,2,1")
    assert [step.processing.short() for step in tasks(reading)] == ["30m", "2 days 1h"]
    assert told(reading) == {}


def test_the_finer_time_may_stand_first():
    assert tasks(read("Step,Who,Hours,Days", "Check,Clerk,1,2"))[0].processing.short() == "2 days 1h"


def test_of_two_times_of_one_kind_the_first_counts_and_the_other_is_told():
    reading = read("Step,Who,Time (min),Duration (min)", "Send,Customer,5,9", "Check,Clerk,,7")
    assert [step.processing.short() for step in tasks(reading)] == ["5m", "7m"]
    assert told(reading) == {"row 2, column D: '9'": "another time of the row counts"}


@pytest.mark.parametrize(
    "head",
    [
        ("Activity,Party,Effort,,Wait", ",,Customer (min),Handler (min),"),
        ("Activity,Party,Customer effort (mins),Staff effort (mins),Wait",),
        ("Activity,Party,Customer minutes,Staff minutes,Wait",),
    ],
)
def test_minutes_of_the_customer_and_of_staff_stand_beside_each_other(head):
    reading = read(*head, "Notify,Customer,20,20,", "Register,Handler,N/A,5,", "Call back,Handler,4,6,")
    assert efforts(reading) == [{"counter": "20m", "work": "20m"}, {"work": "5m"}, {"counter": "4m", "work": "6m"}]


def test_minutes_of_each_side_go_to_its_step():
    reading = read("Client step,Agency action,Customer minutes,Staff minutes", "Asks,Answers,10,5")
    assert efforts(reading) == [{"counter": "10m"}, {"work": "5m"}]


def test_cycle_time_in_minutes_beside_days_is_work_and_alone_the_time_that_passes():
    lean = read("Step,Who,Cycle time (min),Duration (days)", "Check,Clerk,5,3")
    assert (efforts(lean), waits(lean)) == ([{"work": "5m"}], [{"queue": "3 days"}])
    values = read("Step,Who,C/T (min),L/T (days)", "Check,Clerk,5,3")
    assert (efforts(values), waits(values)) == ([{"work": "5m"}], [{"queue": "3 days"}])
    assert waits(read("Step,Who,Cycle time,Minutes", "Check,Clerk,3 days,5")) == [{"queue": "3 days"}]


@pytest.mark.parametrize("last", ["end", "5"])
def test_a_numeric_step_beside_client_and_agency_is_their_number(last):
    head = "Step,Client step,Agency action,Time,Next"
    reading = read(head, "1,Calls,Answers,5 min,3", "2,Waits,Looks it up,5 min,3", "3,Hears it,Says it,5 min,end")
    assert told(reading) == {}
    assert [flow.to for flow in reading.procedure.steps["answers"].next] == ["hears-it"]


def test_a_named_step_beside_client_and_agency_is_no_number():
    reading = read("Stage,Client step,Agency action,Time", "Arrival,Calls,Answers,5 min", "End,Goes,Waves,1 min")
    assert "step" in roles(reading)


def test_the_order_of_the_columns_says_who_acts_first():
    rows = ("1,Asks for the name,Gives the name,2 min", "2,Asks again,Repeats it,3 min")
    staff_first = read("No,Agency action,Client action,Time", *rows)
    assert [step.name for step in tasks(staff_first)] == [
        "Asks for the name",
        "Gives the name",
        "Asks again",
        "Repeats it",
    ]
    assert [step.by for step in tasks(staff_first)][1::2] == ["customer", "customer"]
    assert [step.processing and step.processing.short() for step in tasks(staff_first)] == ["2m", None, "3m", None]


@pytest.mark.parametrize("marks", [("R,I,", ",R,A", ",C,A/R"), ("X,,", ",X,", ",,X")])
def test_a_matrix_of_roles_needs_no_other_column(marks):
    rows = [f"{name},{mark}" for name, mark in zip(("Send it", "Check it", "Approve it"), marks, strict=True)]
    reading = read("Responsibilities of all,,,", "Activity,Customer,Clerk,Manager", *rows)
    assert [step.by for step in tasks(reading)] == ["customer", "clerk", "manager"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        *((word, Role.TIME) for word in ("Timeframe", "Timeline", "Timescale", "Time taken", "Hours")),
        *((word, Role.TIME) for word in ("Maximum processing time", "Estimated time", "Working days", "P/T (min)")),
        *((word, Role.WHO) for word in ("Responsible party", "Responsible officer", "Assigned to", "PIC")),
        *((word, Role.FEE) for word in ("How much", "Amount payable", "Cost to customer", "Associated costs")),
        ("AHT (sec)", Role.EFFORT), ("TAT", Role.LEAD_TIME), ("Waiting time before", Role.WAIT),
        ("Key steps", Role.STEP), ("Form No.", Role.FORM), ("Supporting documents", Role.DOCUMENT),
        ("Deadline", None), ("SLA", None), ("Process", None), ("Office", None),
    ],
)  # fmt: skip
def test_more_headings_are_known(heading, role):
    assert role_of(heading) is role


def test_some_words_head_a_column_only_where_no_other_does():
    alone = read("Process,Agency,Timeline", "Send the form,Customer,10 min", "Check it,Clerk,5 min")
    assert [step.name for step in tasks(alone)] == ["Send the form", "Check it"]
    assert [alone.procedure.parties[step.by].side for step in tasks(alone)] == ["customer", "backstage"]
    beside = read("Process,Step,Who,Office", "Permits,Send the form,Customer,Hall", "Permits,Check it,Clerk,Hall")
    assert [step.name for step in tasks(beside)] == ["Send the form", "Check it"]
    assert sorted(told(beside)) == ["column A 'Process'", "column D 'Office'"]


def test_a_deadline_is_no_processing_time_and_that_is_told():
    reading = read("Step,Who,Service standard", "Check it,Clerk,3 days")
    assert (tasks(reading)[0].processing, tasks(reading)[0].wait) == (None, None)
    (why,) = told(reading).values()
    assert "a deadline is not how long it takes" in why


def test_a_lead_time_belongs_to_whoever_does_the_step():
    head = "Activity,Actor,Touch time,Elapsed time"
    reading = read(head, "Send missing papers,Customer,20 min,6 days", "Check them,Analyst,25 min,1 day",
                   "Receive the card,Customer,1 min,2 days", "Mend it,Contractor,1 h,3 days")  # fmt: skip
    assert waits(reading) == [{"customer": "6 days"}, {"queue": "1 day"}, {"queue": "2 days"}, {"third": "3 days"}]


def customers(*rows: str):
    wait = next(step.wait for step in tasks(read(*rows)) if step.name == "Return the claim pack")
    return wait.customer.short(), wait.deadline and wait.deadline.short()


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        *(("Time", "within 28 days of notice"), ("Time", "max. 28 days"), ("Time", "up to 28 days")),
        *(("Time", "28 days at the latest"), ("Waiting time", "max. 28 days"), ("Lead time", "no more than 28 days")),
        *(("Max. processing time", "28 days"), ("Max. time", "ca. 28 days"), ("Time", "höchstens 28 Tage")),
    ],
)
def test_a_limit_on_what_customers_do_is_their_deadline(heading, time):
    rows = (f"Step,Who,{heading},Minutes", f"Return the claim pack,Claimant,{time},10", "Check it,Clerk,1 day,5")
    assert customers(*rows) == ("28 days", "28 days")
    assert any("is the customer's deadline" in note for note in read(*rows).notes)


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("Time", "28 days"),
        ("Time", "ca. 28 days"),
        ("Waiting time", "28 days"),
    ],
)
def test_a_time_that_is_no_limit_is_no_deadline(heading, time):
    assert customers(f"Step,Who,{heading}", f"Return the claim pack,Claimant,{time}", "Check it,Clerk,1 day") == (
        "28 days", None
    )  # fmt: skip


def test_a_limit_on_our_own_step_is_no_deadline_for_customers():
    reading = read("Step,Who,Max. processing time", "Claim it,Claimant,5 min", "Check it,Clerk,28 days")
    assert [step.wait and step.wait.deadline for step in tasks(reading)] == [None, None]


def test_a_column_of_deadlines_gives_the_deadline_of_what_customers_do():
    head, check = "Step,Who,Time,Deadline", "Check it,Clerk,1 day,2 days"
    assert customers(head, "Return the claim pack,Claimant,10 days,4 weeks", check) == ("10 days", "28 days")
    assert customers(head, "Return the claim pack,Claimant,10 days,-", check) == ("10 days", None)


def test_a_printed_wait_before_the_customers_step_is_still_on_us():
    assert waits(read("Step,Who,Wait", "Talks,Patient,40 min", "Checks,Clerk,")) == [{"queue": "40m"}, None]


@pytest.mark.parametrize("name", ["Accept the place", "Parent accepts the place", "Send the form"])
def test_days_before_the_customers_own_act_are_the_customers(name):
    assert waits(read("Step,Who,Waiting time", "Offer it,Clerk,6 weeks", f"{name},Parent,10 days"))[1] == {
        "customer": "10 days"
    }


@pytest.mark.parametrize(
    "name",
    ["Attend the appointment", "Parent collects the card", "Receive the card", "Queue for a room", "Meet the nurse"],
)
def test_days_before_the_customer_meets_us_or_gets_something_are_on_us(name):
    assert waits(read("Step,Who,Waiting time", f"{name},Parent,10 days", "Offer it,Clerk,")) == [
        {"queue": "10 days"}, None
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Wait before", "Waiting time before"])
def test_a_wait_before_the_customers_step_is_on_us_where_the_heading_says_before(heading):
    assert waits(read(f"Step,Who,{heading}", "Offer it,Clerk,", "Accept it,Parent,10 days"))[1] == {"queue": "10 days"}


@pytest.mark.parametrize("column", ["Time", "Minutes", "Waiting time", "Lead time"])
@pytest.mark.parametrize("time", ["15 min", "14 days"])
def test_the_time_of_a_step_that_nobody_is_named_for_is_nobodys(column, time):
    reading = read(f"Step,Who,{column},Fee", f"Invoice paid,,{time},-", "Check it,Clerk,,-")
    assert [(step.effort, step.wait) for step in tasks(reading)] == [(None, None)] * 2
    assert "where a row names nobody, its time counts neither for customers nor for staff" in reading.notes


def test_a_time_that_says_whose_it_is_counts_where_nobody_is_named():
    reading = read("Step,Who,Minutes,Wait", "Invoice paid,,queue 12 min,customer 2 days", "Check it,Clerk,5,")
    paid = next(step for step in tasks(reading) if step.name == "Invoice paid")
    assert (paid.effort.queue.short(), paid.wait.customer.short()) == ("12m", "2 days")


@pytest.mark.parametrize(
    "name",
    [
        "Check (if needed)",
        "Phone the customer (optional)",
        "Appeal within 28 days if refused",
        "Answer comments, if any",
    ],
)
def test_a_condition_anywhere_in_a_step_is_told(name):
    (why,) = told(read("Step,Who,Time", f'"{name}",Clerk,5 min', "Decide,Manager,5 min")).values()
    assert why == "read as happening every time; the table gives no share"


@pytest.mark.parametrize("name", ["Checks if the form is complete", "Ask if it hurts", "Decide if it is urgent"])
def test_an_if_that_asks_is_no_condition(name):
    assert told(read("Step,Who,Time", f"{name},Clerk,5 min", "Decide,Manager,5 min")) == {}


def times(*rows: str):
    return [step.processing and step.processing.short() for step in tasks(read(*rows))]


@pytest.mark.parametrize(
    "head",
    [
        ("Step,Who,Days,", ",,Min,Max"),
        ("Step,Who,Time (days),Time (days)", ",,Minimum,Maximum"),
        ("Step,Who,Duration in days,", ",,from,to"),
        ("Step,Who,Min days,Max days",),
        ("Step,Who,Days (min),Days (max)",),
        ("Step,Who,Shortest time (days),Longest time (days)",),
    ],
)
def test_min_and_max_of_a_time_are_one_range_in_its_unit(head):
    assert times(*head, "Send,Customer,5,15", "Check,Clerk,20,40") == ["5 days..15 days", "20 days..40 days"]


def test_the_unit_of_min_and_max_may_stand_in_brackets_behind_each():
    head = ("Step,Who,Work,,Wait,", ",,Min (min),Max (min),Min (days),Max (days)")
    reading = read(*head, "Send,Customer,5,10,1,2", "Check,Clerk,20,30,3,4")
    assert (efforts(reading)[1], waits(reading)[1]) == ({"work": "20m..30m"}, {"queue": "3 days..4 days"})
    assert told(reading) == {}


def test_min_and_max_alone_are_a_range_where_the_cells_have_units():
    assert times("Step,Who,Min,Max", "Send,Customer,5 h,6 h", "Check,Clerk,2 days,4 days") == [
        "5h..6h",
        "2 days..4 days",
    ]
    bare = read("Step,Who,Min,Max", "Send,Customer,5,15")
    assert "no unit of time" in next(iter(told(bare).values()))


def test_min_beside_no_max_is_minutes_unless_the_heading_counts_days():
    assert times("Step,Who,Time (min)", "Send,Customer,5") == ["5m"]
    assert times("Step,Who,Min. days", "Send,Customer,5") == ["5 days"]


def test_from_and_to_are_a_range_only_of_a_time():
    assert {"column C 'From'", "column D 'To'"} <= told(read("Step,Who,From,To,Time", "Send,Clerk,1,2,5 min")).keys()


@pytest.mark.parametrize("parts", [",,Days,Hours", ",,(days),(hours)"])
def test_units_below_a_time_part_it_and_keep_what_it_means(parts):
    assert waits(read("Step,Who,Waiting time,", parts, "Check,Clerk,2,1")) == [{"queue": "2 days 1h"}]
    assert times("Step,Who,Duration,", parts, "Check,Clerk,2,1") == ["2 days 1h"]


def test_a_share_beside_a_condition_is_told_as_a_share():
    (why,) = told(read("Step,Who,Time", '"If parts are needed, book again (approx. 25% of jobs)",Clerk,5 min')).values()
    assert why == "read as happening every time; say where cases go in a column 'Next'"


@pytest.mark.parametrize(
    ("cell", "channels"),
    [
        ("Phone, app or office", ("phone", "app", "counter")),
        ("At the local office", ("counter",)),
        ("Post/courier", ("post",)),
        ("Town hall", ("counter",)),
    ],
)
def test_each_channel_of_a_cell_is_read(cell, channels):
    reading = read("Step,Who,Channel", f'Send it,Customer,"{cell}"')
    (step,) = tasks(reading)
    assert ((step.channel, *step.also), told(reading)) == (channels, {})


def test_a_visit_is_at_the_counter_for_the_customer_and_at_home_for_whoever_comes():
    steps = tasks(read("Step,Who,Channel", "Come in,Customer,Visit", "Look at it,Clerk,Visit", "Look again,,Visit"))
    assert [step.channel for step in steps] == ["counter", "home", None]


def test_what_names_no_channel_beside_others_is_told():
    reading = read("Step,Who,Channel", "Send it,Customer,Phone or pigeon", "Sign it,Customer,Paper")
    assert [step.channel for step in tasks(reading)] == ["phone", None]
    assert told(reading) == {
        "row 2, column C: 'pigeon'": "no known channel, so it is left out",
        "row 3, column C: 'Paper'": "paper may be posted or handed over, so the channel is unknown",
    }

"""Tables as people keep them: who is who, odd times, branches and alternatives; what is unclear is asked and told."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.application.audit import audit, collect
from frictionaudit.domain.procedure import Reading, Side
from frictionaudit.exports import questionnaire
from frictionaudit.exports.audit import text
from frictionaudit.sources import answers, csv_table, html_table
from frictionaudit.sources.tables.cells.efforts import PARTS, TURNS, read_parts
from frictionaudit.sources.tables.cells.next_steps import read_branch
from frictionaudit.sources.tables.mapping import read_mapping
from frictionaudit.sources.tables.sides import sides_of

REPAIRS = b"""Repairs procedure,,,,,
No,Step,Who,How,Time,Next
1,Rings the repairs line,Tenant,phone,ca. 10 min,3
2,or: fills in the web form,Tenant,web,8 min,
3,Sorts the report,Repairs line,,4 min,"15 % \xe2\x86\x92 Make it safe
85 % \xe2\x86\x92 5"
4,Make it safe,Contractor,On site,same day,end
5,Books the visit,Planner,Phone,2-3 days,
6,Stays at home for the visit,Tenant,At home,half a day,
7,Carries out the repair,Contractor,On site,depends,"not fixed (25%) \xe2\x86\x92 6; 75% fixed \xe2\x86\x92 Survey"
8,Survey,Tenant,Carrier pigeon,2,
"""
UNKNOWN_WORDS = b"""Step,Who,How,Minutes
Rings the line,Wug,phone,16
Sorts it,Repairs line,,4
Mends it,Zorp,On site,45
"""


def read(data: bytes, mapping: dict[str, object] | None = None) -> Reading:
    return csv_table.read(data, "repairs.csv", mapping or {})


def measured(reading: Reading, *keys: str) -> list[object]:
    measures = Measures(Subject(reading.procedure))
    return [measures[key].value for key in keys]


def test_a_tenant_is_the_customer_and_has_their_steps_and_minutes():
    reading = read(REPAIRS)
    procedure = reading.procedure
    assert {party.name: party.side for party in procedure.parties.values()} == {
        "Tenant": Side.CUSTOMER,
        "Repairs line": Side.FRONTSTAGE,
        "Contractor": Side.THIRD,
        "Planner": Side.FRONTSTAGE,
    }
    # one of two ways in, then 85 of 100 are visited 1 / 0.75 times, and all of these are asked; survey minutes unknown
    steps, minutes = measured(reading, "customer_steps", "customer_minutes")
    assert steps == pytest.approx(1 + 0.85 / 0.75 + 0.85)
    assert minutes == pytest.approx((10 + 8) / 2 + 0.85 / 0.75 * 240)
    assert Measures(Subject(procedure))["customer_minutes"].evidence.bound == "at least"


@pytest.mark.parametrize("name", ["Tenant", "Service user", "Passenger", "Policyholder", "Mieter", "Fahrgast"])
def test_words_for_customers_are_known(name):
    side = sides_of([name, "Clerk"], {}, {})[name.casefold()]
    assert (side.side, side.known) == (Side.CUSTOMER, True)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Customer services", Side.FRONTSTAGE),
        ("Process owner team", Side.BACKSTAGE),
        ("Contractor", Side.THIRD),
        ("External contractor team", Side.THIRD),
        ("Insurer", Side.THIRD),
        ("Back office", Side.BACKSTAGE),
        ("Hausverwaltung", Side.BACKSTAGE),
    ],
)
def test_those_who_serve_and_third_parties_are_not_taken_for_the_customer(name, side):
    assert sides_of([name, "Customer"], {}, {})[name.casefold()].side is side


def test_where_no_name_is_known_the_first_that_is_not_ours_is_taken_for_the_customer_and_that_is_told():
    reading = read(UNKNOWN_WORDS)
    assert reading.procedure.parties["wug"].side is Side.CUSTOMER
    assert [(guess.party, guess.known) for guess in reading.uncertain] == [
        ("wug", False),
        ("repairs-line", True),
        ("zorp", False),
    ]
    assert any("who is who: 'Wug' is the customer" in note for note in reading.notes)


def test_one_answered_question_settles_who_is_who_and_whose_minutes_count(tmp_path):
    file = tmp_path / "wug.csv"
    file.write_bytes(UNKNOWN_WORDS)
    done = audit(collect([file]), ask=True)
    (one,) = done.procedures
    assert "Guessed: 'Wug' is the customer" in text.write(done)
    (question,) = [q for q in one.missing if q.path == ("parties",)]
    assert "'Wug' and 'Zorp'" in question.ask
    asked = questionnaire.write(one, everything=True)
    assert "  zorp:\n    side: frontstage" in asked
    reading = read(UNKNOWN_WORDS)
    assert measured(reading, "customer_minutes", "staff_minutes") == [16, 49]
    corrected = asked.replace("zorp:\n    side: frontstage", "zorp:\n    side: third")
    settled = answers.fill(reading, answers.read(corrected.encode(), "a.yaml"))
    assert settled.procedure.parties["zorp"].side is Side.THIRD
    swapped = b"parties: {wug: {side: backstage}, zorp: {side: customer}, repairs-line: {side: frontstage}}"
    settled = answers.fill(reading, answers.read(swapped, "a.yaml"))
    assert measured(settled, "customer_minutes", "staff_minutes") == [45, 20]
    assert settled.procedure.steps["mends-it"].effort.attend is not None
    assert settled.uncertain == ()


def test_a_mapping_names_the_customer_and_the_parties():
    mapping = read_mapping(b"customer: Zorp\nparties: {Wug: third, Repairs line: {side: backstage, unit: Calls}}", "m")
    procedure = csv_table.read(UNKNOWN_WORDS, "t.csv", mapping).procedure
    assert {id: party.side for id, party in procedure.parties.items()} == {
        "zorp": Side.CUSTOMER,
        "wug": Side.THIRD,
        "repairs-line": Side.BACKSTAGE,
    }
    assert procedure.parties["repairs-line"].unit == "Calls"
    assert csv_table.read(UNKNOWN_WORDS, "t.csv", mapping).guessed == ()


def test_what_is_not_understood_is_told_by_default_and_stays_unknown(tmp_path):
    file = tmp_path / "repairs.csv"
    file.write_bytes(REPAIRS)
    reading = read(REPAIRS)
    unclear = {item.what: item.why for item in reading.skipped if item.not_understood}
    assert set(unclear) == {
        "row 9, column E: 'depends'",
        "row 10, column E: '2'",
        "row 10, column D: 'Carrier pigeon'",
    }
    shown = " ".join(text.write(audit(collect([file]))).split())
    assert "Not understood: row 9, column E: 'depends' (it is open-ended, so the time is unknown)" in shown
    steps = reading.procedure.steps
    assert (steps["7-carries-out-the-repair"].effort, steps["8-survey"].effort, steps["8-survey"].channel) == (
        None,
    ) * 3


def test_rows_that_begin_with_or_are_alternatives_whose_shares_are_unknown():
    steps = read(REPAIRS).procedure.steps
    assert [(flow.to, flow.share) for flow in steps["start"].next] == [
        ("1-rings-the-repairs-line", None),
        ("2-fills-in-the-web-form", None),
    ]
    assert {steps[id].next[0].to for id in ("1-rings-the-repairs-line", "2-fills-in-the-web-form")} == {
        "3-sorts-the-report"
    }


def test_alternatives_can_stand_in_one_cell():
    steps = read(b'Step,Who,Minutes\nAsk,Customer,2\n"Ring\nor: write",Customer,5\nAnswer,Clerk,3\n').procedure.steps
    assert [flow.to for flow in steps["ask"].next] == ["ring", "write"]
    assert [steps[id].next[0].to for id in ("ring", "write")] == ["answer", "answer"]


def test_a_column_of_next_steps_gives_shares_and_conditions():
    steps = read(REPAIRS).procedure.steps
    assert [(flow.to, flow.share.value, flow.when) for flow in steps["7-carries-out-the-repair"].next] == [
        ("6-stays-at-home-for-the", 0.25, "not fixed"),
        ("8-survey", 0.75, "fixed"),
    ]
    assert [flow.to for flow in steps["4-make-it-safe"].next] == ["end"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("80 % → Approve", ("Approve", 0.8, None, None)),
        ("Approve (80%)", ("Approve", 0.8, None, None)),
        ("12,5 %: Ask again", ("Ask again", 0.125, None, None)),
        ("if incomplete: back to step 2 (10 %)", ("2", 0.1, "incomplete", None)),
        ("25 %, at most 2 times, not fixed -> 5", ("5", 0.25, "not fixed", 2)),
        ("if complete, go to 5", ("5", None, "complete", None)),
        ("Approve", ("Approve", None, None, None)),
    ],
)
def test_a_branch_is_read_however_it_is_written(written, expected):
    branch = read_branch(written)
    assert (branch.target, branch.share, branch.when, branch.at_most) == expected


def test_a_next_step_that_is_not_in_the_table_is_an_end_of_its_own_and_is_told():
    reading = read(b"Step,Who,Next\nAsk,Customer,Housing association\nAnswer,Clerk,\n")
    assert reading.procedure.steps["housing-association"].kind == "end"
    assert [item.what for item in reading.skipped] == ["row 2, column C: 'Housing association'"]


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("12", {"": "12m"}),
        ("ca. 10 min", {"": "10m"}),
        ("5-10", {"": "5m..10m"}),
        ("queue 12 min, counter 6 min", {"queue": "12m", "counter": "6m"}),
        ("same day", {"": "0m..1 day"}),
        ("2-3 days", {"": "2 days..3 days"}),
        ("fill 8m/10m/12m; gather 5m", {"fill": "8m/10m/12m", "gather": "5m"}),
        ("4 hours at home", {"attend": "4h"}),
        ("none", {}),
        ("as long as it takes", {}),
    ],
)
def test_minutes_are_read_by_part(written, times):
    read = read_parts(written, PARTS, unit="minutes")
    assert {part: time.short() for part, time in read.times.items()} == times
    assert (read.none, bool(read.unread)) == (written == "none", written.startswith("as long"))


def test_what_is_printed_as_approximate_is_an_estimate():
    assert read_parts("ca. 10", PARTS, unit="min").times[""].evidence.kind == "assumed"
    assert read_parts("10", PARTS, unit="min").times[""].evidence.kind == "stated"
    assert read_branch("about 20 % → x").stated.evidence.kind == "assumed"


def test_a_wait_says_whose_turn_it_is():
    assert {part: time.short() for part, time in read_parts("us 2 days; third 4h", TURNS).times.items()} == {
        "queue": "2 days",
        "third": "4h",
    }


@pytest.mark.parametrize("merged", [True, False])
def test_a_heading_in_two_rows_is_read_from_both(merged):
    down = ' rowspan="2"' if merged else ""
    blank = "" if merged else "<td></td><td></td>"
    page = f"""<table><tr><th{down}>Step</th><th{down}>Who</th><th colspan="2">How long</th></tr>
    <tr>{blank}<th>Work</th><th>Wait</th></tr>
    <tr><td>Ring</td><td>Tenant</td><td>5 min</td><td></td></tr>
    <tr><td>Mend it</td><td>Planner</td><td>45 min</td><td>2 days</td></tr></table>"""
    step = html_table.read(page.encode(), "t.html").procedure.steps["mend-it"]
    assert (step.effort.work.short(), step.wait.queue.short()) == ("45m", "2 days")


def test_the_columns_of_a_data_visualizer_table_are_understood():
    reading = read(
        b"Process Step ID,Process Step Description,Next Step ID,Connector Label,Shape Type,Function,Phase,Owner\n"
        b"P100,Order comes in,P200,,Start,Customer,Order,\n"
        b'P200,Is it complete?,"P300,P400","Yes 80 %,No",Decision,Sales desk,Order,Jane\n'
        b"P300,Pack it,P500,,Process,Warehouse,Delivery,\n"
        b"P400,Ask the customer,P200,,Process,Sales desk,Order,\n"
        b"P500,Delivered,,,End,Customer,Delivery,\n"
    )
    steps = reading.procedure.steps
    assert list(steps) == sorted(steps)
    assert steps["p100-order-comes-in"].kind == "start"
    assert [(f.to, f.share and f.share.value, f.when) for f in steps["p200-is-it-complete"].next] == [
        ("p300-pack-it", 0.8, "Yes"),
        ("p400-ask-the-customer", None, "No"),
    ]
    assert steps["p200-is-it-complete"].note == "also responsible: Jane"
    assert steps["p500-delivered"].kind == "end"
    assert {party.name for party in reading.procedure.parties.values()} == {"Sales desk", "Warehouse"}
    assert [item.what for item in reading.skipped] == ["column G 'Phase'"]


def test_a_table_with_thousands_of_equal_rows_is_read_without_comparing_each_with_each():
    rows = b"Submit it,5 minutes\n" * 3000
    steps = read(b"Client steps,Processing time\n" + rows).procedure.steps
    assert len(steps) == 6002
    assert "submit-it-3000" in steps


@pytest.mark.parametrize(
    ("first", "later", "where"),
    [
        ("Comes with a complaint", "Gives feedback on the visit", "comes-with-a-complaint"),
        ("Presents himself at the desk", "Submits the letter", "submits-the-letter"),
        ("Gives the letter to the desk", "Gives feedback on the visit", "gives-the-letter-to-the-desk"),
    ],
)
def test_papers_are_asked_where_papers_change_hands_and_not_where_people_give_their_opinion(first, later, where):
    charter = (
        "CHECKLIST OF REQUIREMENTS,WHERE TO SECURE\nComplaint letter,Client\n"
        "CLIENT STEPS,AGENCY ACTIONS,PROCESSING TIME\n"
        f"1. {first},1. Interviews,20 minutes\n2. {later},2. Visits the site,1 day\n"
    )
    steps = read(charter.encode()).procedure.steps
    assert {step.name for step in steps.values() if step.asks} == {where.capitalize().replace("-", " ")}


LEAVE = b"""Process: Parental leave
Version 3
,
#,Activity,Responsible,Tool,Duration,Lead time
1,Fill in the form,Employee,Intranet,20 min,
2,Get the signature,Employee,Paper,15 min,1-5 days
3,Check the form,HR clerk,"SAP, post book",15 min,3 days
"""


def test_a_line_that_says_process_gives_the_title_and_one_that_says_version_does_not():
    assert read(LEAVE).procedure.title == "Parental leave"
    assert read(LEAVE.replace(b"Process: Parental leave", b"Parental leave")).procedure.title == "Parental leave"
    assert (
        read(LEAVE.replace(b"Process: Parental leave", b"Process,Parental leave")).procedure.title == "Parental leave"
    )


@pytest.mark.parametrize(
    ("line", "title"),
    [("Version 3", "Leave"), ("Rev. 2.1", "Leave"), ("Page 1 of 2", "Leave"), ("Status change", "Status change")],
)
def test_a_line_about_the_file_is_no_title(line, title):
    assert read(f"{line},\nLeave,\nStep,Who\nAsk,Clerk\n".encode()).procedure.title == title


def test_a_paper_called_title_is_no_title_of_the_table():
    charter = (
        b"Extension of a house,\nCHECKLIST OF REQUIREMENTS,WHERE TO SECURE\nTitle,Registry of Deeds\n"
        b"CLIENT STEPS,AGENCY ACTIONS,PROCESSING TIME\n1. Submits papers,1. Checks,20 minutes\n"
    )
    procedure = read(charter).procedure
    assert (procedure.title, [paper.name for paper in procedure.documents.values()]) == (
        "Extension of a house",
        ["Title"],
    )


def test_a_lead_time_beside_minutes_is_the_wait_before_the_step_and_assumed():
    reading = read(LEAVE)
    steps = reading.procedure.steps
    waits = {id: step.wait.queue for id, step in steps.items() if step.wait}
    assert {id: (wait.short(), wait.evidence.why) for id, wait in waits.items()} == {
        "2-get-the-signature": ("1 day..5 days", "lead time of a step read as the wait before it"),
        "3-check-the-form": ("3 days", "lead time of a step read as the wait before it"),
    }
    assert Measures(Subject(reading.procedure))["wait_ours"].evidence.kind == "assumed"


def test_a_lead_time_alone_is_the_processing_time():
    alone = read(b"Step,Who,Lead time\nCheck the form,HR clerk,15 min\n").procedure.steps["check-the-form"]
    assert (alone.effort.work.short(), alone.wait) == ("15m", None)


@pytest.mark.parametrize("heading", ["Lead time", "Lead-time", "Leadtime", "Turn-around time", "Lead time (days)"])
def test_a_lead_time_counts_where_the_row_has_no_waiting_time(heading):
    table = (
        f"Step,Who,Duration,Waiting time,{heading}\nCheck it,Clerk,15 min,1 day,3 days\nDecide,Clerk,5 min,,2 days\n"
    )
    check, decide = (read(table.encode()).procedure.steps[id] for id in ("check-it", "decide"))
    assert (check.effort.work.short(), check.wait.queue.short(), check.wait.queue.evidence.kind) == (
        "15m",
        "1 day",
        "stated",
    )
    assert (decide.effort.work.short(), decide.wait.queue.short()) == ("5m", "2 days")
    assert decide.wait.queue.evidence.why == "lead time of a step read as the wait before it"


def test_a_column_of_tools_holds_computer_systems_and_paper_is_none():
    steps = read(LEAVE).procedure.steps
    assert {id: step.systems for id, step in steps.items() if step.systems} == {
        "1-fill-in-the-form": ("Intranet",),
        "3-check-the-form": ("SAP", "post book"),
    }


def test_a_number_sign_heads_a_column_of_numbers():
    assert not [left.what for left in read(LEAVE).skipped if "'#'" in left.what]


@pytest.mark.parametrize("remark", ["20% returned to step 1", "rejected in 5 % of cases", "10 Prozent gehen zurück"])
def test_a_share_in_a_remark_is_told_as_not_read(remark):
    table = f"Step,Who,Minutes,Remarks\nCheck the form,HR clerk,5,{remark}\n"
    (left,) = read(table.encode()).skipped
    assert left.what == f"row 2, column D: '{remark}'"
    assert left.why == "a remark is kept as a note; say where cases go in a column 'Next'"


@pytest.mark.parametrize("remark", ["often incomplete", "VAT of 20 %", "returned by post", "see form 20"])
def test_any_other_remark_is_a_note(remark):
    reading = read(f"Step,Who,Minutes,Remarks\nCheck the form,HR clerk,5,{remark}\n".encode())
    assert reading.skipped == ()
    assert reading.procedure.steps["check-the-form"].note == remark


def test_a_share_in_a_remark_is_a_note_where_the_row_says_what_comes_next():
    table = b"No,Step,Who,Next,Remarks\n1,Ask,Tenant,2,\n2,Check,Desk,20 % -> 1; 80 % -> end,20 % returned\n"
    assert read(table).skipped == ()


def test_where_steps_have_only_numbers_the_unknown_column_of_words_says_what_happens():
    reading = read(
        b"Step,Department,Our part,Code,How long\n1,Front office,Registers it,A1,5 min\n1a,Clerk,Answers,B2,1 h\n"
    )
    steps = [step for step in reading.procedure.steps.values() if step.kind == "task"]
    assert [(step.name, step.by) for step in steps] == [("Registers it", "front-office"), ("Answers", "clerk")]
    assert "column C 'Our part' read as action" in reading.notes


def test_steps_with_names_need_no_other_column():
    reading = read(b"Step,Who,Our part\n1. Register,Front office,Registers it\nAnswer,Clerk,Answers\n")
    assert {step.name for step in reading.procedure.steps.values() if step.kind == "task"} == {"Register", "Answer"}
    assert [left.what for left in reading.skipped] == ["column C 'Our part'"]


def test_a_share_in_the_name_of_a_step_is_told_as_not_read():
    table = b"Step,Who,Minutes\nTake 20 % of the fee,Clerk,5\nAsk for documents (30%),Clerk,5\n"
    (left,) = read(table).skipped
    assert left.what == "row 3, column A: 'Ask for documents (30%)'"
    assert left.why == "read as happening every time; say where cases go in a column 'Next'"


def workers(reading: Reading) -> dict[str, str | None]:
    return {step.name: step.by for step in reading.procedure.steps.values() if step.kind == "task" and step.name}


@pytest.mark.parametrize(
    ("citizen", "desk", "head"), [("X", "X", "x"), ("R", "R", "R/A"), ("\u2713", "\u2713", "\u2713"), ("r", "R", "A")]
)
def test_marks_below_roles_say_who_does_a_step(citizen, desk, head):
    table = (
        f"Task,Citizen,Front desk,Head,Duration\nHand it in,{citizen},,,5m\nCheck it,,{desk},,9m\nDecide,,I,{head},2m\n"
    )
    assert workers(read(table.encode())) == {"Hand it in": "customer", "Check it": "front-desk", "Decide": "head"}


def test_of_several_marks_in_a_row_the_first_does_it_and_who_is_only_told_does_nothing():
    reading = read(b"Task,Desk,Office,Duration\nCheck it,X,X,9m\nFile it,I,I,2m\n")
    assert workers(reading) == {"Check it": "desk", "File it": None}
    assert next(step for step in reading.procedure.steps.values() if step.name == "Check it").note == (
        "also responsible: Office"
    )


def test_columns_that_hold_more_than_marks_are_no_roles():
    reading = read(b"Task,Desk,Office,Duration\nCheck it,X,see 4,9m\nFile it,,X,2m\n")
    assert workers(reading) == {"Check it": None, "File it": None}
    assert [left.what for left in reading.skipped] == ["column B 'Desk'", "column C 'Office'"]


@pytest.mark.parametrize("headings", ["Online,On paper", "Online,Phone", "Signed?,Digital?", "Mandatory,Optional"])
def test_marks_that_say_how_are_no_roles(headings):
    reading = read(f"Task,{headings},Duration\nCheck it,X,,9m\nFile it,,X,2m\n".encode())
    assert set(workers(reading).values()) == {None}


def test_a_journey_of_the_customer_has_our_steps_only_where_it_names_one():
    reading = read(
        b"User journey: move house\nStage,Touchpoint,Customer action,Our action,Time on task,Waiting\n"
        b"Apply,Website,Fills in the form,,25 min,\nConfirm,Letter,,Sends the letter,5 min,2 weeks\n"
        b"Register,Office,Visits the office,Registers,45 min,\n"
    )
    assert reading.procedure.title == "move house"
    assert set(workers(reading)) == {"Fills in the form", "Sends the letter", "Visits the office", "Registers"}
    channels = {step.name: step.channel for step in reading.procedure.steps.values() if step.channel}
    assert channels["Visits the office"] == "counter"
    assert measured(reading, "customer_minutes", "staff_minutes") == [70, 50]

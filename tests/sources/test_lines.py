"""Lines of text: who does what, with branches below; an error names its line and what was expected."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.errors import InputError
from frictionaudit.sources import read_bytes

MODULE = "frictionaudit.sources.lines"


def procedure(text: str) -> Procedure:
    return read_bytes(text.encode(), "t.steps", MODULE).procedure


def problems(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        procedure(text)
    return [(problem.where, problem.message, problem.hint) for problem in caught.value.problems]


def targets(read: Procedure, step: str) -> list[tuple[str, float | None]]:
    return [(flow.to, flow.share.value if flow.share else None) for flow in read.steps[step].next]


def test_a_line_says_who_does_what_and_how_long():
    read = procedure("Customer: rings the repairs line (phone, queue 12m)\nRepairs line: sorts the report (work 4m)\n")
    step = read.steps["rings-the-repairs-line"]
    assert (step.by, step.channel, step.effort.queue.short(), step.wait) == ("customer", "phone", "12m", None)
    assert read.parties["customer"].side is Side.CUSTOMER
    assert read.parties["repairs-line"].side is Side.FRONTSTAGE
    assert targets(read, "sorts-the-report") == [("end", None)]
    assert read.starts == ("start",)


def test_branches_stand_indented_below_the_step_that_decides_and_meet_after_it():
    read = procedure(
        """start: Something is broken
Desk: sorts it
  15 %, emergency:
    Contractor: makes it safe (work 1h)
    Contractor: tells us
  80 %:
    Desk: books a visit
  or, nobody is at home: -> write
Contractor: repairs it
Desk: writes [write]
  25 %, at most 2 times: -> sorts it
  75 %: -> end
end: Repaired (favourable)
"""
    )
    assert targets(read, "sorts-it") == [("books-a-visit", 0.8), ("makes-it-safe", 0.15), ("write", None)]
    assert targets(read, "tells-us") == targets(read, "books-a-visit") == [("repairs-it", None)]
    assert targets(read, "write") == [("repaired", 0.75), ("sorts-it", 0.25)]
    assert read.steps["write"].flow("sorts-it").at_most == 2
    assert read.steps["repaired"].outcome == "favourable"


def test_an_arrow_goes_on_somewhere_else():
    read = procedure("A: asks -> answers\nB: waits\n-> answers\nA: answers\n")
    assert [targets(read, id) for id in ("asks", "waits")] == [[("answers", None)]] * 2


@pytest.mark.parametrize("words", ["fee 5 GBP", "fees: 5 GBP", "pays 5 GBP", "costs £5"])
def test_what_a_step_costs_is_said_in_plain_words(words):
    read = procedure(f"Customer: sends the form ({words})\n")
    assert [fee.amount.short() for fee in read.steps["sends-the-form"].fees] == ["5 GBP"]


def test_details_name_channel_waits_forms_papers_fees_and_messages():
    read = procedure(
        "Customer: applies (web or post, fill 8m..12m, wait customer 2 days, wait third 1 day; "
        "form Application [app]: Name (known), Photo (optional), why?; asks Lease (copy), passport; fee 5 GBP; "
        "tells result, contact: the desk)\n"
    )
    step = read.steps["applies"]
    assert (step.channel, step.also) == ("web", ("post",))
    assert (step.wait.customer.short(), step.wait.third.short()) == ("2 days", "1 day")
    assert step.asks == ("app", "lease", "passport")
    assert [(f.data, f.label, f.known, f.required) for f in read.forms["app"].fields] == [
        ("name", "Name", True, True),
        ("photo", "Photo", False, False),
        ("why", "why?", False, True),
    ]
    assert (read.documents["lease"].name, read.documents["lease"].proof) == ("Lease", "copy")
    assert step.fees[0].amount.short() == "5 GBP"
    assert (step.tells.result, step.tells.contact) == (True, "the desk")


def waits(text: str) -> dict[str, dict[str, str]]:
    steps = procedure(text).steps
    known = {id: step.wait.model_dump(exclude_defaults=True) for id, step in steps.items() if step.wait is not None}
    return {id: {turn: getattr(steps[id].wait, turn).short() for turn in turns} for id, turns in known.items()}


@pytest.mark.parametrize(
    ("words", "turn"),
    [
        ("on the householder", "customer"),
        ("on Fitters", "third"),
        ("for the desk", "queue"),
        ("on our supplier", "customer"),
        ("on the customer", "customer"),
        ("on others", "third"),
        ("on us", "queue"),
    ],
)
def test_a_wait_on_somebody_is_on_the_side_of_whoever_that_is(words, turn):
    people = "Householder = customer\nFitters = third\nDesk = frontstage\nSupplier = customer\n\n"
    assert waits(f"{people}Desk: books (work 5m, wait 1 week {words})\n") == {"books": {turn: "1 week"}}


def test_waits_on_two_of_one_side_add_up():
    text = "Ann = third\nBob = third\n\nDesk: books (wait 1 day on Ann, wait 2 days on Bob)\n"
    assert waits(text) == {"books": {"third": "3 days"}}


def test_a_wait_on_nobody_in_the_file_is_an_error_at_its_line():
    ((where, message, hint),) = problems("Desk: asks\nDesk: books (work 5m, wait 5 days on the moon)\n")
    assert where == "t.steps:2:14"
    assert "'the moon' is nobody in this file" in message
    assert "on the customer" in hint


def test_a_wait_that_names_nobody_is_on_whoever_does_the_step_and_a_note_says_so_for_customers():
    reading = read_bytes(
        b"Ann = customer\nFitters = third\nDesk = frontstage\n\n"
        b"Ann: writes (wait 2 days)\nAnn: stays in (home, attend 1h, wait 3 days)\n"
        b"Fitters: come (wait 4 days)\nDesk: files (wait 5 days)\n",
        "t.steps",
        MODULE,
    )
    steps = reading.procedure.steps
    assert steps["writes"].wait.customer.short() == "2 days"
    assert steps["writes"].wait.customer.evidence.why == "the line does not say on whom this wait is"
    assert steps["stays-in"].wait.queue.short() == "3 days"
    assert steps["come"].wait.third.short() == "4 days"
    assert steps["files"].wait.queue.short() == "5 days"
    assert [note for note in reading.notes if "whom" in note] == [
        "line 5: 'wait 2 days' does not say on whom; it is read as on the customer",
        "line 6: 'wait 3 days' does not say on whom; it is read as on you, because the customer waits or stays in",
    ]


def test_words_behind_a_time_that_are_not_counted_are_noted_with_their_line():
    reading = read_bytes(b"Desk: asks\nDesk: books (work 5m on the moon, wait 3 days please)\n", "t.steps", MODULE)
    assert reading.notes[:2] == (
        "line 2: only '5m' is counted, not 'on the moon'",
        "line 2: only '3 days' is counted, not 'please'",
    )


def test_a_time_that_is_about_right_is_an_estimate_and_needs_no_note():
    reading = read_bytes(b"Desk: books (work about 5m)\nend: done\n", "t.steps", MODULE)
    assert reading.notes == ()
    assert reading.procedure.steps["books"].effort.work.evidence.kind == "assumed"


def test_a_form_or_a_document_stands_where_its_questions_or_its_name_do():
    text = b"Ann: rings\nDesk: books (form F)\nAnn: writes (form F: name; asks Lease)\nAnn: writes again (form F)\n"
    reading = read_bytes(text, "t.steps", MODULE)
    assert str(reading.span("forms", "f")) == "t.steps:3:14"
    assert str(reading.span("documents", "lease")) == "t.steps:3:14"


def test_nothing_is_unknown_and_none_is_zero():
    read = procedure("Desk: checks\nDesk: files (effort none, wait none)\n")
    assert (read.steps["checks"].effort, read.steps["checks"].wait) == (None, None)
    assert read.steps["files"].effort is not None
    assert read.steps["files"].wait is not None


def test_people_can_be_described_and_are_guessed_where_they_are_not():
    reading = read_bytes(
        b"Blorb [b] = third, unit Works, 30 GBP/h\n\nTenant: asks\nBlorb: mends\n?: pays\n", "t", MODULE
    )
    party = reading.procedure.parties["b"]
    assert (party.side, party.name, party.unit, party.cost.short()) == (Side.THIRD, "Blorb", "Works", "30 GBP/h")
    assert reading.procedure.steps["pays"].by is None
    assert [(guess.name, guess.side) for guess in reading.guessed] == [("Tenant", Side.CUSTOMER)]
    settled = reading.with_sides({"tenant": Side.THIRD})
    assert settled.procedure.parties["tenant"].side is Side.THIRD


@pytest.mark.parametrize(
    ("text", "where", "message", "hint"),
    [
        ("", "1:1", "has no step", "Customer: rings"),
        ("title: T\nrings the line\n", "2:1", "does not say who does what", "Customer: rings"),
        ("A: rings (phone, 12 elephants)\n", "1:11", "'12 elephants' is not understood", "write a channel"),
        ("A: rings (phone\n", "1:1", "opened and never closed", "')'"),
        ("A: rings -> nowhere\n", "1:13", "there is no step 'nowhere'", ""),
        ("  80 %: -> x\n", "1:3", "below the step that decides", "indent"),
        ("A: asks\n    B: answers\n", "2:5", "no branch stands above it", "80 %"),
        ("A: asks\n  150 %: -> asks\n", "2:3", "not a share", "80 %"),
        ("A: asks\n  50 %: maybe\n", "2:3", "expected '-> STEP' or nothing", "80 %"),
        ("Desk = somewhere\n\nDesk: asks\n", "1:1", "on which side 'Desk' is", "frontstage"),
        ("volume: plenty\n\nDesk: asks\n", "1:9", "volume", "per year"),
        ("A: asks [x]\nB: answers [x]\n", "2:1", "'x' is defined twice (first on line 1)", "another id"),
        ("A: asks (wait long)\n", "1:10", "no time that is understood", "write a channel"),
        ("end: done -> done\n", "1:1", "an end goes on", "arrow"),
    ],
)
def test_an_error_names_its_line_and_what_was_expected(text, where, message, hint):
    found = problems(text)
    assert any(at == f"t.steps:{where}" and message in said and hint in what for at, said, what in found), found


def test_all_errors_of_a_file_are_told_at_once():
    assert [where for where, _, _ in problems("A: asks\nnonsense\n  80 %: x\nB: pays (\n")] == [
        "t.steps:2:1",
        "t.steps:3:3",
        "t.steps:4:1",
    ]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0", b"A: asks\0\n", "A: ä".encode("latin-1"), b"PK\x03\x04"])
def test_what_is_no_text_is_one_located_error(data):
    with pytest.raises(InputError) as caught:
        read_bytes(data, "t.steps", MODULE)
    assert [problem.slug for problem in caught.value.problems] == ["not-text"]


def test_branches_nested_without_end_are_refused():
    text = "A: asks\n" + "".join(f"{'  ' * (2 * n + 1)}50 %:\n{'  ' * (2 * n + 2)}A: step {n}\n" for n in range(60))
    assert any("nested more than" in message for _, message, _ in problems(text))


def sides(text: str) -> dict[str, str]:
    return {id: str(party.side) for id, party in procedure(text).parties.items()}


def test_who_begins_is_the_customer_also_where_another_party_is_declared():
    steps = "Blorp: applies for it (web)\nOffice: checks it (work 5m)\n"
    assert sides(steps)["blorp"] == "customer"
    assert sides(f"Office = frontstage\n{steps}")["blorp"] == "customer"
    assert sides(f"Wug = customer\n{steps}Wug: waits\n")["blorp"] == "backstage"


def test_who_fills_in_or_queues_is_the_customer_and_whom_we_only_wait_for_is_a_third_party():
    found = sides(
        "Office: writes a letter (work 5m)\nBlorp: answers it (web, fill 10m)\n"
        "Wug: sends the papers (wait third 5 days)\nZork: files them (work 5m, wait third 1 day)\n"
    )
    assert found == {"office": "backstage", "blorp": "customer", "wug": "third", "zork": "backstage"}


def test_a_name_that_is_known_to_be_ours_stays_ours_whatever_its_minutes_are_called():
    assert sides("Tenant: rings\nClerk: drives there (travel 20m)\n")["clerk"] == "backstage"


def test_a_decimal_comma_does_not_part_the_details_of_a_step():
    read = procedure("Kunde: zahlt (web, pay 4m, fee 26,50 EUR)\nAmt: prüft (work 1,5h,email)\n")
    assert str(read.steps["zahlt"].fees[0].amount.amount) in ("26.5", "26.50")
    check = next(step for id, step in read.steps.items() if step.by == "amt")
    assert (check.effort.work.short(), check.channel) == ("1h 30m", "email")


@pytest.mark.parametrize(
    "limit", ["at most 2 times", "at most twice", "max. 2 times", "höchstens 2 mal", "maximal zweimal", "up to 2x"]
)
def test_a_limit_of_repetitions_is_read_in_other_words_too(limit):
    read = procedure(
        f"Customer: sends it (web) [send]\nOffice: checks it\n  20 %, {limit}, papers missing: -> send\n  80 %: -> ok\n"
        "end: Ok [ok]\n"
    )
    back = next(flow for flow in read.steps["checks-it"].next if flow.to == "send")
    assert (back.at_most, back.when) == (2, "papers missing")


def test_a_largest_number_of_something_else_is_part_of_the_condition():
    read = procedure(
        "Customer: sends it (web) [send]\nOffice: checks it\n  20 %, max. 2 days late: -> send\n  80 %: -> ok\n"
        "end: Ok [ok]\n"
    )
    back = next(flow for flow in read.steps["checks-it"].next if flow.to == "send")
    assert (back.at_most, back.when) == (None, "max. 2 days late")


def test_the_advice_for_a_branch_that_is_not_indented_leads_to_a_file_that_is_read():
    lines = [
        "Reader: collects it",
        "or:",
        "  Reader: gives up",
        "  -> gave-up",
        "end: Has it",
        "end: Gave up [gave-up]",
    ]
    ((_, _, hint), *_) = problems("\n".join(lines))
    assert hint == "indent it, and the steps below it, by two more blanks"
    mended = [lines[0], *(f"  {line}" for line in lines[1:4]), *lines[4:]]
    assert "gives-up" in procedure("\n".join(mended)).steps

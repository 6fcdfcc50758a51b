"""Each part of a customer's page says what the procedure says, and is not there where the procedure says nothing."""

from __future__ import annotations

import re

import pytest
from lxml import html

from frictionaudit.application.page_picture import picture
from frictionaudit.exports.pages import page as writer
from frictionaudit.exports.pages.page import Links
from tests.building import procedure
from tests.conftest import ROOT
from tests.publishing import GOOD, SCENES, page_of, part, read, said, view_of, written

BARE = procedure(
    {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
)
"""A page that says next to nothing."""
FINE = ROOT / "processes" / "challenge-a-parking-fine.yaml"
XRAY = ROOT / "processes" / "x-ray-appointment.yaml"
NAUGHTY = '<script>alert(1)</script> & "quotes" \u202eright to left\u202c \'</style>'


def test_the_top_says_what_it_does_who_may_who_may_not_and_the_key_points():
    text = said(read(GOOD))
    assert "Return a product that isn't right" in text
    assert "Who may use it: everything bought online within the last fourteen days" in text
    assert "Things made to measure. Instead: write to the returns desk" in text
    assert "Sending it back is free." in text


def short(procedure, language="en"):
    """The answers at the top by their question, and where each question leads."""
    page = html.document_fromstring(written(procedure, language))
    entries = page.xpath("//nav[@aria-labelledby='short']//dl/div")
    said = {entry.findtext("dt/a"): [line.text_content() for line in entry.findall("dd")] for entry in entries}
    return said, [entry.find("dt/a").get("href")[1:] for entry in entries], set(page.xpath("//@id"))


def test_the_top_answers_what_it_costs_how_long_what_is_needed_whom_to_ask_and_what_if_people_disagree():
    said, _, _ = short(read(ROOT / "processes" / "return-a-product.yaml"))
    assert said == {
        "Cost": ["Wrapping and tape: €2.00 (not in every case)", "Return postage: €5.00 (not in every case)"],
        "How long it takes": ["18 to 24 days", "At most 14 days from “Send the return form” to “Refund received”."],
        "What you need": [
            "You fill in: Return form",
            "Printed receipt of the order",
            "You fill in: Request for more details",
            "and 1 more",
        ],
        "Whom to ask": ["Returns desk"],
        "If you disagree": ["European Consumer Centre"],
    }


def test_the_top_names_the_contact_and_each_appeal_with_its_time_limit():
    said, _, _ = short(read(GOOD))
    assert said["Cost"] == ["Free of charge"]
    assert said["Whom to ask"] == ["Nora Quill, returns desk", "+353 1 555 0100", "returns@example.com"]
    assert said["If you disagree"][0] == "Complaint: head of customer operations (2 months)"


@pytest.mark.parametrize("path", [*SCENES, GOOD], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_answer_leads_to_the_part_that_says_more(path):
    said, targets, ids = short(read(path))
    assert said
    assert [target for target in targets if target not in ids] == []


def test_the_top_answers_nothing_where_the_procedure_says_nothing():
    assert short(BARE)[0] == {}


def test_a_fee_that_is_due_at_one_of_two_steps_stands_once():
    text = part(read(FINE), "before")
    assert text.count("Penalty at the lower rate: £35.00") == 1
    assert "Penalty at the lower rate: £35.00 (step 4, step 3, not in every case)" in text


def test_each_ending_says_how_many_of_100_cases_come_there_and_how_long_nine_in_ten_of_them_take():
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "effort": {"fill": "5m"}, "wait": "none", "next": "check"},
        "check": {
            "name": "Check",
            "by": "office",
            "effort": "none",
            "wait": {"queue": "3 days"},
            "next": [{"to": "yes", "share": 0.75, "when": "all is well"}, {"to": "more", "share": 0.25, "when": "not"}],
        },
        "more": {"name": "Look again", "by": "office", "effort": "none", "wait": {"queue": "7 days"}, "next": "no"},
        "yes": {"kind": "end", "name": "Granted"},
        "no": {"kind": "end", "name": "Refused"},
    }
    text = part(procedure(steps), "time")
    shares = re.search(r"Granted (\d+) (.+ days) Refused (\d+) (.+ days)", text)
    assert shares is not None, text
    assert abs(int(shares[1]) - 75) <= 3
    assert int(shares[1]) + int(shares[3]) == 100
    assert (shares[2], shares[4]) == ("4 days", "11 days"), "three and ten days of waiting and five minutes, rounded up"


def test_endings_have_no_times_where_a_time_on_the_way_is_not_known_and_a_single_ending_needs_no_table():
    text = part(read(XRAY), "time")
    assert "In 100 cases" in text
    assert "Nine in ten" not in text
    assert "In 100 cases" not in said(BARE)


def test_a_start_or_an_end_without_a_name_of_its_own_is_not_named():
    steps = {
        "s": {"kind": "start", "name": "Start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "next": "e"},
        "e": {"kind": "end", "name": "End"},
    }
    text = said(procedure(steps))
    assert "It begins when" not in text
    assert "It ends with" not in text
    assert text.count("It ends here.") == 2, "in the steps and in the outline"


def test_a_bare_page_has_neither_audience_nor_key_points_about_money():
    text = said(BARE)
    assert "Who may use it" not in text
    assert "Free of charge" not in text
    assert "Not for" not in text


def test_before_you_start_lists_cost_time_documents_and_every_channel():
    text = part(read(RETURN), "before")
    assert "Wrapping and tape: €2.00 (not paid to us) (step 3, not in every case)" in text
    assert "Time for the whole 18 to 24 days" in text
    assert "Online, by phone, at the counter, by email or by chat" in text
    assert "Printed receipt of the order (original)" in text
    assert "5 questions" in text
    assert "Return slip" not in text, "we hand it out, so nobody needs to have it at hand"


def test_a_procedure_that_costs_nothing_says_so_and_one_that_says_nothing_of_it_does_not():
    assert "Free of charge" in part(read(GOOD), "before")
    assert "Free of charge" not in part(BARE, "before")


def test_a_fee_that_is_charged_at_a_step_of_ours_is_a_cost():
    """As in the tables of offices, where the customer's part says "None" and the office's part has the fee."""
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Hand in the form", "by": "customer", "fees": [], "next": "check"},
        "check": {"name": "Check it", "by": "desk", "fees": [{"name": "Clearance", "amount": "105 GBP"}], "next": "e"},
        "e": {"kind": "end"},
    }
    text = said(procedure(steps))
    assert "Free of charge" not in text
    assert "Clearance: £105.00" in text


def test_redress_that_only_a_step_tells_stands_at_the_top_and_where_things_go_wrong():
    page = read(ROOT / "processes" / "end-the-benefit.yaml")
    assert short(page)[0]["If you disagree"] == ["The mayor's office"]
    assert "If you disagree: the mayor's office" in part(page, "wrong")


def test_a_day_that_is_today_is_not_told_as_no_days_later():
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Hand in the form", "by": "customer", "next": "check"},
        "check": {"name": "Check it", "by": "desk", "wait": {"queue": "3 working days"}, "next": "e"},
        "e": {"kind": "end", "name": "Clearance given"},
    }
    text = said(procedure(steps))
    assert "at least 3 working days later" in text
    assert "0 working days later" not in text


def test_how_long_says_what_the_promise_covers_where_it_comes_from_and_what_happens_if_we_are_late():
    text = part(read(GOOD), "time")
    assert "We promise: 6 working days at most." in text
    assert "The time counts from “Bring the parcel to a parcel shop” to “Refund on its way”." in text
    assert "Basis: Consumer Rights Directive Art. 13" in text
    assert "If we are late: We pay you 5 EUR" in text
    assert "If you hear nothing: Call the returns desk" in text
    assert part(BARE, "time") == ""


def test_a_share_that_was_counted_says_on_how_many_cases_when_and_where():
    kept = {"value": 0.93, "measured": {"n": 1240, "period": "2026", "source": "case system"}}
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "effort": {"fill": "5m"}, "wait": "none", "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
    promise = {"from": "ask", "to": "e", "within": "3 days", "published": "website", "kept": kept}
    text = part(procedure(steps, promises=[promise]), "time")
    assert "We keep it in about 9 in 10 cases. Counted on 1,240 cases, 2026, case system." in text


def test_an_internal_promise_is_not_published():
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "e"}, "e": {"kind": "end"}}
    text = said(procedure(steps, promises=[{"from": "ask", "to": "e", "within": "3 days"}]))
    assert "3 days" not in text


def test_dates_stand_in_a_table_with_working_days_and_a_link_to_the_calendar_file():
    page = written(read(GOOD), links=Links(calendar="dates.ics"))
    text = part(read(GOOD), "timeline")
    assert "Carry the parcel Wed, 23 Dec 2026 2 working days later" in text
    assert "Promised by then: Refund on its way Wed, 30 Dec 2026 6 working days later" in text
    assert "Closed on: Fri, 25 Dec 2026 and Sat, 26 Dec 2026." in text
    assert '<a class="button quiet" href="dates.ics">Save these dates in your calendar</a>' in page
    assert part(BARE, "timeline") == ""


def test_steps_are_numbered_and_say_what_you_do_what_we_do_how_long_and_what_it_costs():
    text = part(read(ROOT / "processes" / "return-a-product.yaml"), "steps")
    assert "2. Send the return form" in text
    assert "It takes you 12 to 19 minutes" in text
    assert "You wait 2 working days for us" in text
    assert "Cost: Return postage: €5.00" in text
    assert "We: Check the request" in text


def test_branches_are_nested_under_their_step_with_and_and_or():
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "next": "fork"},
        "fork": {"kind": "parallel", "next": ["look", "test"]},
        "look": {"name": "Look", "by": "office", "next": "join"},
        "test": {"name": "Test", "by": "lab", "next": "join"},
        "join": {"kind": "parallel", "next": "decide"},
        "decide": {
            "name": "Decide",
            "by": "office",
            "next": [{"to": "e", "share": 0.7, "when": "all is well"}, {"to": "ask", "share": 0.3, "when": "not"}],
        },
        "e": {"kind": "end", "name": "Done"},
    }
    text = part(procedure(steps), "steps")
    assert "All of these happen: And We: Look" in text
    assert "One of these happens: If: all is well about 7 in 10 cases" in text
    assert "Go on with Ask (step 1)" in text


def test_a_branch_without_a_condition_begins_with_its_share():
    text = part(read(FINE), "steps")
    assert "About 7 in 10 cases: Then read on below." in text
    assert "About 3 in 10 cases: Go on with Notice cancelled (step 3)" in text


def test_each_choice_of_the_customer_shows_its_paths_with_their_consequences():
    text = part(read(FINE), "choices")
    assert "Pay at the lower rate paying is less trouble 1 £35.00 none Fine paid" in text
    assert "1 to 3 The lower rate is held; £2.60 to £37.60 13 to 26 days" in text
    assert "105 GBP and the bailiff's fee" in text, "doing nothing is not free"
    assert part(read(ROOT / "processes" / "return-a-product.yaml"), "choices") == "", "there only we decide"


def test_after_you_sent_it_says_what_comes_next_the_reference_what_to_keep_and_where_it_stands():
    text = part(read(GOOD), "after")
    assert "We: Send the return label" in text
    assert "Your reference: return number; tracking number" in text
    assert "Keep: the receipt of the parcel shop; your return number" in text
    assert "To see where it stands: Open the order in your account" in text
    assert part(BARE, "after") == ""


def test_if_something_goes_wrong_names_appeals_with_time_limits_and_what_we_do_when_a_machine_fails():
    good, machine = part(read(GOOD), "wrong"), part(read(XRAY), "wrong")
    assert "Complaint To: head of customer operations How: returns@example.com Your time limit: 2 months" in good
    assert "The machine has broken down at: Take the picture It takes 45 minutes until we have put it right." in machine
    assert "What we do: Call the engineer" in machine
    assert part(BARE, "wrong") == ""


def test_the_same_in_words_is_a_nested_list_with_every_branch_whose_entries_lead_to_their_text():
    page = html.document_fromstring(written(read(FINE)))
    links = page.xpath("//section[h2[@id='picture']]//a/@href")
    ids = set(page.xpath("//*[@id]/@id"))
    assert len(links) > 20
    assert {link[1:] for link in links} <= ids
    steps = {f"#s-{id}" for id, step in read(FINE).steps.items() if not step.kind.gateway}
    assert steps <= set(links)


def test_the_foot_names_owner_review_law_version_and_where_to_report_an_error():
    page = html.document_fromstring(written(read(GOOD)))
    foot = " ".join(" ".join(page.xpath("//footer//text()")).split())
    assert "Responsible Head of customer operations" in foot
    assert "Last reviewed 2 November 2026" in foot
    assert "Legal basis Directive 2011/83/EU on consumer rights" in foot
    assert page_of(read(GOOD)).revision.digest in foot
    assert "Something wrong on this page? Email: web@example.com" in foot


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_every_step_that_can_be_reached_stands_on_the_page_once(path):
    scene = read(path)
    ids = html.document_fromstring(written(scene)).xpath("//*[starts-with(@id, 's-')]/@id")
    named = {f"s-{id}" for id, step in scene.steps.items() if not step.kind.gateway}
    assert len(ids) == len(set(ids))
    assert named <= set(ids)


@pytest.mark.parametrize("path", [*SCENES, GOOD], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_is_under_100_kb_and_has_neither_script_nor_request(path):
    page = written(read(path))
    assert len(page.encode()) < 100_000
    assert "<script" not in page
    assert not re.search(r"""(?:src|srcset|action)=|url\(|@import""", page)
    assert all(link.startswith(("#", "../", "tel:", "mailto:", "https://www.example.com"))
               for link in re.findall(r'href="([^"]*)"', page))  # fmt: skip


def test_the_same_procedure_gives_the_same_bytes():
    assert written(read(FINE)) == written(read(FINE))


def test_what_the_customer_cannot_be_told_is_told_to_the_owner_alone():
    page = page_of(BARE)
    assert any("add `summary`" in gap for gap in page.missing)
    assert any("no time is promised" in gap for gap in page.missing)
    assert "add `" not in said(BARE)


def test_a_promise_that_most_cases_miss_is_told_to_the_owner():
    gaps = page_of(read(ROOT / "processes" / "return-a-product.yaml")).missing
    assert any(gap.startswith("14 days are promised, and by the times on this page under 1 %") for gap in gaps)
    assert not any("are promised" in gap for gap in page_of(read(GOOD)).missing)


def test_names_with_markup_and_marks_that_turn_the_direction_of_writing_do_no_harm():
    steps = {
        "s": {"kind": "start", "name": NAUGHTY, "tells": {"cost": NAUGHTY}, "next": "ask"},
        "ask": {"name": NAUGHTY, "by": "customer", "options": [NAUGHTY], "wait": "none", "next": "e"},
        "e": {"kind": "end", "name": NAUGHTY, "outcome": "adverse", "tells": {"redress": NAUGHTY}},
    }
    guidance = {"not_for": [{"who": NAUGHTY}], "contact": {"name": NAUGHTY, "phone": '"><b>', "email": NAUGHTY}}
    page = written(procedure(steps, title=NAUGHTY, summary=NAUGHTY, guidance=guidance))
    document = html.document_fromstring(page)
    assert "<script" not in page
    assert "\u202e" not in page
    assert len(document.xpath("//style")) == 1
    assert document.xpath("//h1")[0].text_content().startswith("<script>alert(1)</script>")
    assert not document.xpath("//*[@onclick or @onerror]")


def test_a_name_of_300_characters_stands_whole():
    long = " ".join(["procedure"] * 30)
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": long, "by": "customer", "next": "e"},
        "e": {"kind": "end"},
    }
    assert long in said(procedure(steps))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.com", "//example.com", "https://a b.com"])
def test_only_a_web_address_can_be_linked(address):
    with pytest.raises(ValueError, match="pattern"):
        procedure({}, guidance={"start": address})


def test_the_fragment_has_no_head_and_its_style_holds_only_inside_it():
    text = writer.fragment(view_of(read(GOOD)))
    assert text.startswith("<style>\n@scope (.fa-page) {")
    assert "<html" not in text
    assert "<footer" not in text
    assert '<div class="fa-page" lang="en">' in text
    assert "Return a product that isn't right" in html.fragment_fromstring(text, create_parent="div").text_content()
    assert not re.search(r"(?m)^\s*(?:html|body|:root)\b[^{]*\{", text)


PERMIT = ROOT / "processes" / "building-permit.yaml"
RETURN = ROOT / "processes" / "return-a-product.yaml"


def test_what_nearly_every_case_needs_has_no_note_that_some_do_not():
    needs = {needed.name: needed.always for needed in page_of(read(PERMIT)).needs}
    assert needs["Unified application form"]
    needs = {needed.name: needed.always for needed in page_of(read(RETURN)).needs}
    assert not needs["Request for more details"]


def test_an_end_at_which_nothing_follows_costs_nothing():
    (choice,) = page_of(read(PERMIT)).choices
    ends = {path.first: path for path in choice.paths}
    assert not ends["Application returned"].unpriced
    assert ends["Application returned"].fees == ()


def test_after_the_main_form_is_sent_comes_what_is_done_with_it():
    assert [turn.name for turn in page_of(read(PERMIT)).after][:1] == ["Check the papers"]


def test_fees_of_nearly_every_case_are_added_up_and_those_of_some_cases_are_not():
    assert "In most cases together: ₱" in part(read(PERMIT), "before")
    assert "together" not in part(read(RETURN), "before")


def test_the_list_in_words_has_the_numbers_of_the_steps():
    document = html.document_fromstring(written(read(PERMIT)))
    numbered = document.xpath("//ul[contains(@class, 'outline')]//li[span[@class='number']]/a[1]")
    headings = document.xpath("//li[contains(@class, 'step')]/h3/text()")
    assert [link.text for link in numbered] == [heading.strip() for heading in headings]


def test_the_picture_and_the_text_say_the_same_time_of_a_step():
    procedure = read(GOOD)
    view = view_of(procedure)
    drawn = picture(procedure, view)
    for turn in view.steps.steps:
        if turn.lead.own_time is not None:
            assert view.amounts.duration(turn.lead.own_time) in drawn


def test_a_time_limit_says_from_when_it_counts_in_brackets():
    assert "2 months (from: our answer)" in said(read(GOOD))

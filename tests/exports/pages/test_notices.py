"""Short texts say what happened, why, how long, what people can do and choose, from the page's own data."""

from __future__ import annotations

from frictionaudit.exports.pages import notices
from tests.building import procedure
from tests.conftest import ROOT
from tests.publishing import GOOD, read, view_of

XRAY = ROOT / "processes" / "x-ray-appointment.yaml"


def by_title(path, language="en"):
    return {notice.title: dict(notice.lines) for notice in notices.notices(view_of(read(path), language))}


def test_the_acknowledgement_says_what_comes_next_by_when_and_whom_to_ask():
    lines = by_title(GOOD)["We have received your case"]
    assert lines["Your reference:"] == notices.BLANK
    assert lines["What we do next:"] == "Send the return label"
    assert lines["By when:"] == "Within 6 working days, from “Bring the parcel to a parcel shop” to “Refund on its way”"
    assert lines["Ask:"] == "Nora Quill, returns desk, +353 1 555 0100, returns@example.com"


def test_the_delay_leaves_blanks_for_what_only_the_case_knows_and_names_the_choices():
    lines = by_title(GOOD)["Your case takes longer"]
    assert [lines[label] for label in ("What happened:", "Why:", "New date:")] == [notices.BLANK] * 3
    assert lines["What this means for you:"].startswith("We pay you 5 EUR")
    assert (
        "Take a voucher at once" in lines["What you may choose:"] or "take a voucher" in lines["What you may choose:"]
    )


def test_a_breakdown_says_how_long_it_takes_and_what_we_do():
    lines = by_title(XRAY)["The machine has broken down"]
    assert lines["How long:"] == "45 minutes"
    assert lines["What we do:"] == "Call the engineer"


def failing(**tells):
    """A procedure whose machine breaks down, with what people are told then."""
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "take"}, "e": {"kind": "end"}}
    failure = {"what": "the machine breaks down", "share": 0.1, "takes": "45m", "tells": tells}
    return {**steps, "take": {"by": "desk", "next": "e", "disruptions": [failure]}}


def test_how_long_it_takes_is_not_what_people_can_do():
    made = notices.notices(view_of(procedure(failing(delay="an hour"))))
    lines = dict(next(one for one in made if one.title == "The machine breaks down").lines)
    assert lines["If it takes longer:"] == "An hour"
    assert "What happens next:" not in lines
    made = notices.notices(view_of(procedure(failing(next="wait in the room"))))
    lines = dict(next(one for one in made if one.title == "The machine breaks down").lines)
    assert lines["What happens next:"] == "Wait in the room"


def test_an_address_keeps_its_small_letters_and_a_name_begins_with_a_capital():
    lines = by_title(GOOD)["Whom to ask"]
    assert lines["Email:"] == "returns@example.com"
    contact = {"name": "returns desk", "email": "returns@example.com"}
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "e"}, "e": {"kind": "end"}}
    card = notices.notices(view_of(procedure(steps, guidance={"contact": contact})))[-1]
    assert dict(card.lines)["Name:"] == "Returns desk"


def test_a_contact_that_another_one_says_more_fully_is_named_once():
    lines = by_title(ROOT / "processes" / "improved" / "x-ray-appointment.yaml")["Whom to ask"]
    assert lines["Ask:"].startswith("June Hale, imaging reception, 01632 960 130; ")
    assert "; June Hale, 01632 960 130" not in lines["Ask:"]
    assert "June Hale, at the desk" in lines["Ask:"]


def test_a_refusal_names_redress_and_choices():
    lines = by_title(GOOD)["Refund rejected"]
    assert lines["If you disagree:"] == "European Consumer Centre"
    assert lines["What you may choose:"].startswith("Have the product sent back free")


def test_the_card_has_a_name_and_a_number():
    lines = by_title(GOOD)["Whom to ask"]
    assert (lines["Name:"], lines["Phone:"]) == ("Nora Quill, returns desk", "+353 1 555 0100")


def test_what_a_notice_cannot_say_is_named_and_left_out():
    machine = next(n for n in notices.notices(view_of(read(XRAY))) if n.title == "The machine has broken down")
    assert machine.missing == ("reason", "next", "options")
    assert "Why:" not in dict(machine.lines)


def test_the_promise_in_a_notice_is_that_of_the_page():
    view = view_of(read(GOOD))
    time = view.amounts.duration(view.page.promises[0].within)
    assert time in dict(notices.notices(view)[0].lines)["By when:"]


def test_plain_text_is_folded_and_html_has_a_part_for_each():
    view = view_of(read(GOOD))
    assert max(map(len, notices.text(view).decode().splitlines())) <= 78
    assert notices.html(view).decode().count("<section>") == len(notices.notices(view))


def test_a_notice_in_german_has_no_english_label():
    lines = by_title(GOOD, "de")["Ihr Anliegen ist eingegangen"]
    assert lines["Was wir als Nächstes tun:"] == "Das Rücksendeetikett senden"


def test_markup_in_a_name_stays_text():
    steps = {"s": {"kind": "start", "next": "ask"}, "ask": {"by": "customer", "next": "e"}, "e": {"kind": "end"}}
    page = notices.html(view_of(procedure(steps, title="<b>A</b>"))).decode()
    assert "<b>A</b>" not in page

"""Times, fees and proofs are read from cells as people print them, and what is not understood is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frictionaudit.domain.procedure import Channel, Wait
from frictionaudit.domain.quantities import STATED, Assumed
from frictionaudit.slugs import slug
from frictionaudit.sources import csv_table, html_table
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.fees import currency_of, read_fees
from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.requirements import proof_of
from frictionaudit.sources.tables.wording import Ids, actions, numbered, says_nothing, shortly


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("5 minutes", "5m"),
        *(("2 x 45 min", "1h 30m"), ("2x45 min", "1h 30m"), ("3 × 20 Minuten", "1h"), ("two times 2 days", "4 days")),
        ("15 mins", "15m"),
        ("35minutes", "35m"),
        ("1 minutes", "1m"),
        ("30-35 mins.", "30m..35m"),
        ("7-30 days", "7 days..30 days"),
        ("Within 4 days", "4 days"),
        ("Four (4) Minutes", "4m"),
        ("Five (5) minutes maximum", "5m"),
        ("forty-five (45) minutes", "45m"),
        ("1 hour and 50 minutes", "1h 50m"),
        ("1 day/45 mins.", "1 day 45m"),
        ("12 days and 20 minutes", "12 days 20m"),
        ("72 hours, 7 minutes & 5 seconds", "72h 7m 5s"),
        ("3 days (72 hours)", "72h"),
        ("4 hours (may vary depends on location)", "4h"),
        ("3 working days", "3 working days"),
        ("three (3) business days", "3 working days"),
        ("36 minutes (assistive device) 16 minutes (PWD card)", "36m"),
        ("3 Werktage", "3 working days"),
        ("2-3 Tage", "2 days..3 days"),
        ("ca. 2 Wochen", "14 days"),
        ("bis zu 4 Wochen", "28 days"),
        ("innerhalb von 14 Tagen", "14 days"),
        ("innerhalb 3 Monaten", "3 months"),
        ("in 14 Tagen", "14 days"),
        ("1 Std. 30 Min.", "1h 30m"),
        ("1,5 Stunden", "1h 30m"),
        ("eine halbe Stunde", "30m"),
        ("30 Sek.", "30s"),
        ("half an hour", "30m"),
        ("30 minutes to 1 hour", "30m..1h"),
        ("between 5 and 10 minutes", "5m..10m"),
        ("2 or 3 days", "2 days..3 days"),
        ("1:30 h", "1h 30m"),
        ("1,440 minutes", "24h"),
        ("1 month", "1 month"),
        ("3 w/days", "3 working days"),
        ("3 WD", "3 working days"),
        ("5 BD", "5 working days"),
        ("3 b.d.", "3 working days"),
        ("1 hour and a half", "1h 30m"),
        ("an hour and a half", "1h 30m"),
        ("1 hr 30", "1h 30m"),
        ("1h30", "1h 30m"),
        ("1hr30", "1h 30m"),
        ("3 mths", "3 months"),
        ("2~3 days", "2 days..3 days"),
        ("a fortnight", "14 days"),
        ("15 minutes [1]", "15m"),
        ("quarter of an hour", "15m"),
        ("5'", "5m"),
        ("20+ mins", "20m"),
        ("Next day", "1 day"),
        ("next working day", "1 working day"),
        ("24/48 h", "24h..48h"),
        ("5/10 minutes", "5m..10m"),
        ("1/2 day", "0.5 days"),
        ("00:15:00", "15m"),
    ],
)
def test_a_printed_time_is_read(printed, expected):
    assert read_time(printed).duration.short() == expected


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("One week or as data available", "open-ended"),
        ("Depends on client's capacity", "open-ended"),
        ("je nach Aufwand", "open-ended"),
        ("15", "has no unit of time"),
        ("soon", "not understood"),
        ("10 minutes, then 5 minutes", "not understood"),
        ("20-15 minutes", "not understood"),
        ("PhP 50.00", "not understood"),
        ("8:00-17:00", "not understood"),
        ("00:15", "not understood"),
        ("3/4 hours", "not understood"),
        ("=A1*5", "not understood"),
        ("9" * 400 + " days", "not understood"),
    ],
)
def test_what_is_no_certain_time_stays_unknown_and_is_told(printed, why):
    read = read_time(printed)
    assert read.duration is None
    assert read.later is None
    assert why in (read.unread or read.notes[0])


@pytest.mark.parametrize("printed", ["", "None", "N/A", "-", "keine"])
def test_a_cell_that_says_nothing_is_not_told(printed):
    assert read_time(printed) == read_time("")
    assert read_time(printed).notes == ()


def test_a_time_after_which_something_happens_is_a_wait_and_not_processing():
    read = read_time("After 1 mo.")
    assert (read.duration, read.later.short()) == (None, "1 month")


def test_a_plain_day_is_a_working_day_only_where_the_table_says_so():
    assert read_time("2 days", working_days=True).duration.short() == "2 working days"
    assert read_time("2 calendar days", working_days=True).duration.short() == "2 days"
    assert read_time("30 minutes to 1 day", working_days=True).duration.high.working
    assert read_time("2 weeks", working_days=True).duration.short() == "14 days"
    assert read_time("2 days").plain_days
    assert not read_time("2 working days").plain_days


def test_a_bare_number_takes_the_unit_of_its_heading():
    assert read_time("15", unit="minutes").duration.short() == "15m"
    assert read_time("2.5", unit="Std.").duration.short() == "2h 30m"
    assert read_time("15", unit="in total").duration is None


def test_what_stands_beside_a_time_is_told():
    assert "per page" in read_time("5 minutes per page").notes[0]
    assert "least" in read_time("at least 3 days").notes[0]
    assert "approximate" in read_time("about 10 minutes").notes[0]


@pytest.mark.parametrize(
    ("printed", "amount", "currency"),
    [
        ("PhP 150.00", "150", "PHP"),
        ("PHP 50", "50", "PHP"),
        ("₱50", "50", "PHP"),
        ("P 1,200.00", "1200", "PHP"),
        ("35.00", "35", "PHP"),
        ("28,50 €", "28.5", "EUR"),
        ("1.250,00 EUR", "1250", "EUR"),
        ("50,- €", "50", "EUR"),
    ],
)
def test_a_printed_fee_is_read(printed, amount, currency):
    (fee,) = read_fees(printed, "PHP")
    assert (fee.amount.amount, fee.amount.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("printed", ["None", "0", "PhP 0.00", "free of charge", "keine", "N/A", "included", "k. A."])
def test_no_fee_is_known_to_be_none(printed):
    assert read_fees(printed, "PHP") == ()


def test_an_empty_fee_is_not_stated():
    assert read_fees("", "PHP") is None


@pytest.mark.parametrize(
    "printed", ["PHP 293.60 or 348.35", "as per assessment", "schedule of fees", "fine", "PhP 5 per page", "=1+1"]
)
def test_a_fee_without_one_amount_keeps_its_words(printed):
    (fee,) = read_fees(printed, "PHP")
    assert (fee.amount, fee.note) == (None, printed)


def test_an_amount_without_any_currency_stays_open():
    (fee,) = read_fees("35.00", None)
    assert fee.amount is None


def test_the_currency_of_a_column_is_the_one_it_prints():
    assert currency_of(["28,50 €", "12", ""]) == "EUR"
    assert currency_of(["Gebühr (EUR)"]) == "EUR"
    assert currency_of(["P 20.00"]) == "PHP"
    assert currency_of(["€ 3", "$ 4"]) is None
    assert currency_of(["per page"]) is None


@pytest.mark.parametrize(
    ("printed", "name", "proof"),
    [
        ("Ticket (original (1))", "Ticket", "original"),
        ("Ticket (photocopy (1))", "Ticket", "copy"),
        ("Ticket (1 original, 2 photocopies)", "Ticket", "original"),
        ("Ticket (original or certified copy)", "Ticket (original or certified copy)", "certified"),
        ("Deed (certified true copy or original)", "Deed (certified true copy or original)", "certified"),
        ("Deed (certified copy or photocopy)", "Deed", "copy"),
        ("Deed (certified photocopy)", "Deed", "certified"),
        ("Ticket (duplicate)", "Ticket", "copy"),
        ("Ticket (n/a)", "Ticket", None),
        ("Ticket (ages 18-20)", "Ticket (ages 18-20)", None),
        ("Notarized letter", "Notarized letter", "notarised"),
        ("Ticket", "Ticket", None),
    ],
)
def test_the_proof_that_a_paper_has_to_be_is_read_from_its_brackets_or_its_name(printed, name, proof):
    assert proof_of(printed) == (name, proof)


@pytest.mark.parametrize(
    ("printed", "number", "rest"),
    [
        ("1. Asks", "1", "Asks"),
        ("2b. None", "2b", "None"),
        ("1.1. None", "1.1", "None"),
        ("2.0.1 Checks, files", "2.0.1", "Checks, files"),
        ("Step 3: Pays", "3", "Pays"),
        ("1 Asks", "1", "Asks"),
        ("2 copies of the form", "", "2 copies of the form"),
        ("1x1 picture", "", "1x1 picture"),
        ("Asks", "", "Asks"),
    ],
)
def test_printed_numbers_are_told_from_amounts(printed, number, rest):
    assert numbered(printed) == (number, rest)


def test_several_actions_in_one_cell_are_one_short_name():
    assert actions("2.1 Takes it\n2.2 Files it") == ["Takes it", "Files it"]
    assert actions("3. Takes it\nand files it") == ["Takes it and files it"]
    assert actions("1.1 Takes it 1.2 Files it") == ["Takes it", "Files it"]
    assert actions("2. None") == []
    assert shortly(["Takes it", "Files it"]) == "Takes it; files it"
    assert shortly(["Takes it", "x" * 100]) == "Takes it …"


def test_ids_are_readable_and_unique():
    assert slug("1.1 Prüft den Mayor's Antrag") == "1-1-prueft-den-mayors-antrag"
    assert slug("=HYPERLINK(1)") == "hyperlink-1"
    ids = Ids("a", "a-2")
    assert [ids.new("a"), ids.new("a"), ids.new("", "row-4")] == ["a-3", "a-4", "row-4"]
    assert says_nothing(" N.A. ")


def test_channels_are_read_in_the_order_in_which_they_stand():
    assert read_channels("Schalter oder online") == (Channel.COUNTER, Channel.WEB)
    assert read_channels("e-mail") == (Channel.EMAIL,)
    assert read_channels("Brieftaube") == ()


@pytest.mark.parametrize(("unit", "printed", "expected"), [("h:mm", "0:15", "15m"), ("mm:ss", "02:30", "2m 30s")])
def test_a_time_of_the_clock_is_read_where_the_heading_says_how(unit, printed, expected):
    assert read_time(printed, unit=unit).duration.short() == expected
    assert read_time(printed).duration is None


@pytest.mark.parametrize("printed", ["Immediate", "immediately", "Instant", "At once"])
def test_what_happens_at_once_has_no_wait_but_takes_an_unknown_time(printed):
    read = read_time(printed)
    assert (read.at_once, read.duration, read.unread) == (True, None, "")
    (step,) = (
        step
        for step in csv_table.read(
            f"Step,Who,Time\nSend it,Clerk,{printed}\n".encode(), "t.csv"
        ).procedure.steps.values()
        if step.kind == "task"
    )
    assert (step.wait, step.effort) == (Wait(), None)


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        *((text, "at most") for text in ("up to 14 days", "<5 min", "max. 10 days", "30 days max.", "at most 2 h")),
        *((text, "at most") for text in ("höchstens 3 Tage", "not exceeding 4 weeks", "≤ 5 min", "10 min or less")),
        *((text, "at least") for text in ("at least 3 days", "> 5 min", "20+ mins")),
        ("ca. 3 days", "about"),
    ],
)
def test_a_printed_end_of_a_range_is_assumed_and_says_which_end_it_is(printed, word):
    read = read_time(printed)
    assert read.duration.evidence == Assumed(why=f"the source says '{word}'")
    ends = {"at most": "a maximum", "at least": "a minimum", "about": "approximate"}
    assert read.notes == (f"'{printed}' is {ends[word]}",)


@pytest.mark.parametrize("printed", ["14 days", "within 4 days", "5-10 min"])
def test_a_time_and_a_range_are_as_stated(printed):
    assert (read_time(printed).duration.evidence, read_time(printed).notes) == (STATED, ())


def test_a_wait_read_from_a_maximum_says_both_that_it_is_a_wait_and_a_maximum():
    def why(head: str, cell: str) -> str:
        table = f"Step,Who,{head}\nCheck it,Clerk,{cell}\n"
        return csv_table.read(table.encode(), "t.csv").procedure.steps["check-it"].wait.queue.evidence.why

    assert why("Time", "up to 14 days").endswith("read as waiting (the source says 'at most')")
    assert why("Max. processing time", "14 days").endswith("read as waiting (the source says 'at most')")
    assert why("Max. days", "14").endswith("read as waiting (the source says 'at most')")
    assert why("Time", "14 days").endswith("read as waiting")


def test_of_two_ends_the_one_that_is_printed_counts_as_that_end():
    table = "Step,Who,Min days,Max days\nCheck it,Clerk,5,\nSign it,Clerk,,9\n"
    steps = csv_table.read(table.encode(), "t.csv").procedure.steps
    whys = [steps[id].processing.evidence.why for id in ("check-it", "sign-it")]
    assert whys == ["the source says 'at least'", "the source says 'at most'"]


def test_as_above_is_what_the_nearest_row_above_says():
    rows = ("Check it,Clerk,2 days,£5", "Sign it,ditto,as above,as above", "Send it,Porter,wie oben,")
    reading = csv_table.read("\n".join(("Step,Who,Time,Fee", *rows)).encode(), "t.csv")
    steps = reading.procedure.steps
    assert [steps[id].by for id in ("check-it", "sign-it", "send-it")] == ["clerk", "clerk", "porter"]
    assert steps["send-it"].processing.short() == "2 days"
    assert "row 3, column C: 'as above' is read as '2 days'" in reading.notes
    assert [item.what for item in reading.skipped] == ["row 3, column D: 'as above'"]


def test_as_above_in_the_first_row_is_not_understood():
    (item,) = csv_table.read(b"Step,Who,Time\nCheck it,Clerk,as above\n", "t.csv").skipped
    assert item.what == "row 2, column C: 'as above'"


def test_a_time_that_is_to_be_seen_above_is_not_counted_twice():
    rows = "Step,Who,Time\nCheck it,Clerk,2 days\nSign it,Clerk,see above\n"
    (item,) = csv_table.read(rows.encode(), "t.csv").skipped
    assert item.what == "row 3, column C: 'see above'"


@pytest.mark.parametrize("mark", ["²", "¹³", "*", " (1)", "[2]", " †"])
def test_the_mark_of_a_footnote_is_no_part_of_a_time(mark):
    assert read_time(f"10 working days{mark}").duration.short() == "10 working days"


def test_figures_in_brackets_that_repeat_the_number_are_no_footnote():
    assert read_time("four (4) minutes").duration.short() == "4m"


def test_raised_figures_of_a_web_page_are_marks_of_footnotes():
    cells = "<tr><td>Send it</td><td>Clerk</td><td>10 days<sup>2</sup></td><td>£45<sup>1</sup></td></tr>"
    page = f"<table><tr><th>Step</th><th>Who</th><th>Time</th><th>Fee</th></tr>{cells}</table>"
    step = html_table.read(page.encode(), "t.html").procedure.steps["send-it"]
    assert (step.processing.short(), step.fees[0].amount.short()) == ("10 days", "45 GBP")


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        *(
            ("15 jours", "15 days"),
            ("3 semaines", "21 days"),
            ("48 heures", "48h"),
            ("2 à 3 mois", "2 months..3 months"),
        ),
        *(("5 jours ouvrables", "5 working days"), ("env. 5 semaines", "35 days"), ("sous 15 jours", "15 days")),
        *(("un mois", "1 month"), ("le jour même", "0m..1 day"), ("10 días hábiles", "10 working days")),
        *(
            ("tres meses", "3 months"),
            ("2 semanas", "14 days"),
            ("6 weken", "42 days"),
            ("5 werkdagen", "5 working days"),
        ),
        *(("2 tot 3 dagen", "2 days..3 days"), ("1 uur", "1h")),
    ],
)
def test_times_in_french_spanish_and_dutch_are_read(printed, time):
    assert read_time(printed).duration.short() == time


@pytest.mark.parametrize(
    "printed",
    ["6 weeks before", "at least 2 days in advance", "2 mois avant", "6 Wochen vor dem Termin", "3 days prior to it"],
)
def test_a_notice_period_is_no_time_of_the_step(printed):
    read = read_time(printed)
    assert (read.duration, read.later) == (None, None)
    assert read.unread == "it says how long before something, not how long the step takes"

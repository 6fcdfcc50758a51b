"""Fees as people print them: one amount among words is read, and why an amount is open is said."""

from __future__ import annotations

import pytest

from frictionaudit.domain.quantities import Assumed
from frictionaudit.sources import csv_table
from frictionaudit.sources.tables.cells.fees import currency_of, read_fees, why_open
from frictionaudit.sources.tables.number_formats import shown


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("£30 (GP letter)", "30 GBP"),
        ("$45 application fee", "45 USD"),
        ("USD 300 (refundable)", "300 USD"),
        ("£25 per application", "25 GBP"),
        ("Fee: £25", "25 GBP"),
        ("INR 500", "500 INR"),
        ("KES 200", "200 KES"),
        ("NZ$92.50", "92.5 NZD"),
        ("Documentary stamp - Php 30.00", "30 PHP"),
    ],
)
def test_one_amount_among_words_is_read(printed, amount):
    (fee,) = read_fees(printed, None)
    assert fee.amount.short() == amount


@pytest.mark.parametrize("printed", ["max £40", "Approx. £40", "up to £40"])
def test_an_amount_that_is_about_or_at_most_is_assumed(printed):
    (fee,) = read_fees(printed, None)
    assert (fee.amount.short(), type(fee.amount.evidence)) == ("40 GBP", Assumed)


@pytest.mark.parametrize(
    "printed",
    [
        *("£70 (£35 if paid within 14 days)", "$150 + $0.10 per sq ft", "Php 50.00 per copy", "£1.2k", "$1.5 million"),
        *("10% of the value", "2% of cost, min. £50", "from £40", "£20 deposit + £5 fee"),
    ],
)
def test_what_is_no_one_amount_stays_open(printed):
    (fee,) = read_fees(printed, None)
    assert (fee.amount, why_open(printed)) == (None, "there is no single amount, so the fee is unknown")


@pytest.mark.parametrize("printed", ["no charge", "No cost", "Waived", "Not charged"])
def test_more_words_say_that_there_is_no_fee(printed):
    assert read_fees(printed, None) == ()


@pytest.mark.parametrize("printed", ["£10-£20", "£10 to £20", "5,000 - 20,000"])
def test_a_range_is_told_as_a_range(printed):
    (fee,) = read_fees(printed, "GBP")
    assert (fee.amount, why_open(printed)) == (None, "it is a range of amounts, so the fee is unknown")


def test_fees_with_their_names_one_a_line_are_several():
    fees = read_fees("Installation fee - PHP 2,500.00\nMeter deposit: PHP 1,200.00", None)
    assert [(fee.name, fee.amount.short()) for fee in fees] == [
        ("Installation fee", "2500 PHP"),
        ("Meter deposit", "1200 PHP"),
    ]
    (alone,) = read_fees("Php 2,500.00\nPhp 1,200.00", None)
    assert alone.amount is None


def test_an_amount_without_a_currency_says_that_the_currency_is_missing():
    assert "names no currency" in why_open("2340")
    assert "names no currency" in why_open("200/=")


def test_a_sign_of_several_currencies_is_the_one_of_the_table():
    assert [read_fees("$92.50", code)[0].amount.currency for code in ("NZD", None, "EUR")] == ["NZD", "USD", "USD"]
    assert [read_fees("Rs. 500", code)[0].amount.currency for code in ("PKR", None)] == ["PKR", "INR"]


def test_the_currency_of_a_heading_is_known():
    assert [currency_of([head]) for head in ("Charges (KSh.)", "Amount (Rs.)", "Cost (GBP)")] == ["KES", "INR", "GBP"]


@pytest.mark.parametrize(
    ("code", "text"),
    [('"£"#,##0.00', "£92.5"), ("[$£-809]#,##0.00", "£92.5"), ('#,##0 "EUR"', "EUR 92.5"), ('0 "min"', "92.5")],
)
def test_a_number_format_keeps_its_currency(code, text):
    assert shown("92.5", code) == text


def test_several_currencies_are_told_with_their_rows():
    reading = csv_table.read(
        b"Step,Who,Fee\nPay,Customer,PHP 500\nPay more,Customer,USD 50\nRest,Customer,7\n", "t.csv"
    )
    assert [f"{step.name}: {fee.amount and fee.amount.short()}" for step in reading.procedure.steps.values() for fee in
            step.fees or ()] == ["Pay: 500 PHP", "Pay more: None", "Rest: None"]  # fmt: skip
    assert [item.what for item in reading.skipped] == ["row 3, column C: 'USD 50'", "row 4, column C: '7'"]


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("500 Kč", "500 CZK"),
        ("1.250,00 Kč", "1250 CZK"),
        ("120 zł", "120 PLN"),
        ("20 лв.", "20 BGN"),
        ("₺50", "50 TRY"),
    ],
)
def test_the_signs_of_more_currencies_are_read(printed, amount):
    assert read_fees(printed, None)[0].amount.short() == amount
    assert currency_of([printed]) == amount[-3:]


def test_crowns_are_those_of_the_table_and_otherwise_their_country_is_unknown():
    assert read_fees("500 kr.", "SEK")[0].amount.short() == "500 SEK"
    assert read_fees("500 kr.", None)[0].amount is None
    assert why_open("500 kr.") == "its currency is not known, so the fee is unknown"


def notes(fee: str) -> list[str]:
    reading = csv_table.read(f'Step,Who,Fee\nPay it,Customer,"{fee}"\n'.encode(), "t.csv")
    return [note for note in reading.notes if note.startswith("row 2, column C")]


@pytest.mark.parametrize("fee", ["£100 deposit, refundable", "50 EUR Kaution", "USD 300 (refundable)", "€20 Pfand"])
def test_that_a_deposit_is_paid_back_is_told(fee):
    assert notes(fee) == [f"row 2, column C: '{fee}' counts as paid, though people get it back"]


@pytest.mark.parametrize("fee", ["£45 (charities: free)", "10 EUR (Schüler ermäßigt)", "£30, waived for pensioners"])
def test_that_some_pay_less_is_told(fee):
    assert notes(fee) == [f"row 2, column C: '{fee}' counts as paid by all, though some pay less or nothing"]


@pytest.mark.parametrize(
    "fee", ["£45", "£45 (non-refundable)", "£45 (not refundable)", "free", "£45*", "£45 or £20 reduced"]
)
def test_nothing_is_told_of_a_plain_fee(fee):
    assert notes(fee) == []


def paid(act: str, who: str = "Customer"):
    reading = csv_table.read(f'What,By whom\n"{act}",{who}\nCheck it,Clerk\n'.encode(), "t.csv")
    step = next(step for step in reading.procedure.steps.values() if step.name == act)
    return (step.fees[0].amount.short() if step.fees else None), [item.what for item in reading.skipped], reading.notes


@pytest.mark.parametrize("act", ["Pay registration fee of €120", "Gebühr von 120 EUR bezahlen", "Transfer €120"])
def test_a_fee_that_only_the_words_of_the_customers_step_name_is_counted_and_told(act):
    amount, unread, notes = paid(act)
    assert (amount, unread) == ("120 EUR", [])
    assert f"row 2, column A: '{act}' names a fee, which is counted" in notes


@pytest.mark.parametrize(
    ("act", "who"), [("Pay from €10 to €20", "Customer"), ("Check the €120", "Customer"), ("Pay back €120", "Clerk")]
)
def test_other_amounts_in_the_words_of_a_step_are_told_and_not_counted(act, who):
    amount, unread, _ = paid(act, who)
    assert (amount, unread) == (None, [f"row 2, column A: '{act}'"])


def test_opening_hours_in_the_words_of_a_step_are_told():
    act = "Collect it at the counter (Mon-Thu 9-11 am)"
    assert f"row 2, column A: '{act}' names opening hours, which are not counted" in paid(act)[2]


def test_an_amount_in_words_beside_a_fee_does_not_count_twice():
    reading = csv_table.read(b"Step,Who,Fee\nPay the fee of 45 EUR,Customer,45 EUR\n", "t.csv")
    assert len(reading.procedure.steps["pay-the-fee-of-45-eur"].fees) == 1

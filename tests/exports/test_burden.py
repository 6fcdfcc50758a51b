"""Where the time goes, as `measure --by` prints it: a table, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from frictionaudit.cli import group
from frictionaudit.exports.burden import as_csv
from frictionaudit.exports.wording import burden as words
from frictionaudit.results.audit import AtStake
from frictionaudit.results.burden import BurdenLine, BurdenOfProcedure
from tests.conftest import ROOT

PAGE = str(ROOT / "tests/fixtures/pages/repair.yaml")


def run(*arguments: str):
    return CliRunner().invoke(group, ["measure", PAGE, *arguments])


@pytest.mark.parametrize("by", ["step", "party", "channel", "route", "loop"])
def test_each_kind_of_place_has_its_table_and_its_json(by):
    text, document = run("--by", by), json.loads(run("--by", by, "--format", "json").output)
    assert (text.exit_code, document["schema"]) == (0, 1)
    (procedure,) = document["procedures"]
    assert (procedure["id"], procedure["by"]) == ("repair", by)
    lines = procedure["lines"]
    assert lines
    assert all(line["label"].split()[0] in text.output for line in lines)
    if by != "route":  # these are sorted within each decision
        minutes = [line["customer_minutes"] + line["staff_minutes"] for line in lines]
        assert minutes == sorted(minutes, reverse=True)


def test_the_table_gives_visits_minutes_and_hours_a_year():
    (stay,) = [line for line in run("--by", "step").output.splitlines() if "Stay at home" in line]
    assert stay.split("visit")[1].split("  ")[-1].strip() == "0"
    assert " ".join(stay.split()) == "Stay at home for the visit 1.2 4 h 4 h 48 min 43,200 0 0"


def test_a_loop_has_its_cost_and_no_time_of_its_own():
    output = run("--by", "loop").output
    assert "each time" not in output
    assert "1 h 12 min" in output
    assert "10,800" in output


def test_csv_has_a_row_per_line():
    rows = list(csv.DictReader(io.StringIO(run("--by", "party", "--format", "csv").output)))
    assert {row["id"] for row in rows} == {"tenant", "repairs-line", "planner", "plumber", "contractor"}
    assert {row["by"] for row in rows} == {"party"}


def test_a_number_below_zero_stays_a_number_in_csv_and_a_formula_becomes_a_text():
    times = {"customer_minutes": -3.5, "staff_minutes": 2.0, "customer_minutes_each": -17, "staff_minutes_each": 10}
    line = BurdenLine(id="a>b", label="=1+1", times=0.2, **times)
    procedure = BurdenOfProcedure(id="p", title="P", source="p.yaml", by="loop", lines=(line,))
    (row,) = csv.DictReader(io.StringIO(as_csv([procedure])))
    assert (row["customer_minutes"], row["label"]) == ("-3.5", "'=1+1")


def test_a_page_without_times_or_loops_says_so(tmp_path):
    page = tmp_path / "p.yaml"
    page.write_text("id: p\ntitle: P\nsteps:\n  s: {kind: start, next: e}\n  e: {kind: end}\n", encoding="utf-8")
    for by, sentence in (("step", "The page gives no time"), ("loop", "No loop takes anybody's time")):
        assert sentence in CliRunner().invoke(group, ["measure", str(page), "--by", by]).output


def test_by_and_key_are_different_tables():
    result = run("--by", "step", "--key", "forms")
    assert result.exit_code == 2
    assert "give one of them" in result.output


@pytest.mark.parametrize(
    ("stake", "said"),
    [
        (AtStake(share=1, customer_minutes=9, customer_hours_year=150.0), "150 h of customers a year"),
        (AtStake(share=1, customer_minutes=9, staff_minutes=90), "9 min of customers and 1 h 30 min of staff per case"),
        (AtStake(share=1, waiting_minutes=1440, waiting_days_year=1200.0), "1,200 days of waiting a year"),
        (AtStake(share=1, money=5, money_year=50000.0, currency="GBP"), "50,000 GBP a year"),
        (AtStake(of="suggestion", share=1, staff_hours_year=12.0), "saves 12 h of staff a year"),
        (None, ""),
    ],
)
def test_what_is_at_stake_is_said_per_year_or_else_per_case(stake, said):
    assert words.stake(stake) == said

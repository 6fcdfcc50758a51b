"""A charter goes out in the legal layout and comes back as the same procedure."""

from __future__ import annotations

import csv
import io

import pytest

from frictionaudit import sources
from frictionaudit.application.convert import CHARTERS, written
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities import Duration
from frictionaudit.exports.charter import amounts
from frictionaudit.exports.charter.layout import CHECKLIST, HEADINGS, charter
from frictionaudit.sources.tables.cells.times import read_time
from tests.building import procedure
from tests.conftest import ROOT, run
from tests.publishing import SCENES, read

KITE = ROOT / "tests" / "fixtures" / "tables" / "kite-permit.csv"


def back(data: bytes, name: str, ending: str):
    return sources.read_bytes(data, f"{name}{ending}", sources.READERS[ending]).procedure


@pytest.mark.parametrize("ending", CHARTERS)
def test_a_charter_comes_back_as_the_same_procedure(ending):
    kite = read(KITE)
    made = written(kite, f"kite-permit{ending}", as_charter=True)
    assert difference(kite, back(made.data, "kite-permit", ending)) == ()
    assert made.left_out == ()


@pytest.mark.parametrize("ending", CHARTERS)
def test_every_published_charter_comes_back_as_the_same_procedure(shared_data, ending):
    files = sorted((shared_data / "charters").glob("*.csv"))
    assert len(files) > 40
    for file in files:
        original = read(file)
        made = written(original, f"{original.id}{ending}", as_charter=True)
        assert difference(original, back(made.data, original.id, ending)) == (), file.name


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_what_the_charter_of_a_scene_says_comes_back_the_same_and_the_rest_is_listed(path):
    scene = read(path)
    made = written(scene, f"{scene.id}.csv")
    once = back(made.data, scene.id, ".csv")
    again = back(written(once, f"{scene.id}.csv").data, scene.id, ".csv")
    assert again == once
    assert made.left_out, "a charter has no place for shares, so something is always left out"


def test_the_layout_is_that_of_the_law():
    made = charter(read(KITE))
    lines = list(made.lines())
    assert lines[0] == ("Permit to fly a kite on the town beach",)
    assert [line[0] for line in lines[1:4]] == ["Office or Division:", "Classification:", "Type of Transaction:"]
    assert CHECKLIST in lines
    assert HEADINGS in lines
    assert lines[-1][0] == "TOTAL"


def test_what_the_law_asks_for_and_the_procedure_does_not_say_is_named():
    assert charter(read(KITE)).missing == (
        "the person responsible at 'Holds the permit'",
        "the time of 'Holds the permit'",
        "how to file a complaint",
    )
    steps = {"s": {"kind": "start", "next": "a"}, "a": {"name": "Ask", "by": "customer", "next": "b"},
             "b": {"name": "Check", "by": "desk", "next": "e"}, "e": {"kind": "end"}}  # fmt: skip
    assert charter(procedure(steps)).missing == (
        "the checklist of requirements (or that there are none)",
        "the time of 'Check'",
        "the longest time for the whole service",
        "the fees (or that there are none)",
        "how to file a complaint",
    )


def test_a_complete_page_misses_nothing():
    steps = {
        "s": {"kind": "start", "tells": {"redress": "the complaints desk"}, "next": "a"},
        "a": {"name": "Submit the form", "by": "customer", "asks": "f", "fees": "none", "next": "b"},
        "b": {"name": "Check", "by": "desk", "effort": {"work": "10m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    more = {"forms": {"f": {"name": "Form A"}}, "published": {"time": "10m"}}
    made = charter(procedure(steps, **more))
    assert made.missing == ()
    assert ("How to file a complaint", "the complaints desk") in made.facts


def test_how_to_complain_is_read_back():
    steps = {
        "s": {"kind": "start", "tells": {"redress": "the complaints desk"}, "next": "a"},
        "a": {"name": "Ask", "by": "customer", "fees": "none", "next": "b"},
        "b": {"name": "Check", "by": "desk", "effort": {"work": "10m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    once = back(written(procedure(steps), "p.csv").data, "p", ".csv")
    assert once.steps["start"].tells.redress == "the complaints desk"


@pytest.mark.parametrize(
    ("step", "printed"),
    [
        ({"effort": {"work": "6m"}}, "6 minutes"),
        ({"wait": {"queue": "5m..2h"}, "effort": {"work": "6m"}}, "11 minutes to 2 hours and 6 minutes"),
        ({"wait": {"queue": "1 day", "third": "5 days"}, "effort": {"work": "6h"}}, "6 calendar days and 6 hours"),
        ({"wait": {"queue": "2 working days"}, "effort": {"work": "1h"}}, "2 working days and 1 hour"),
        (
            {"wait": {"queue": "1 working day..3 working days"}, "effort": {"work": "5m"}},
            "1 working day and 5 minutes to 3 working days and 5 minutes",
        ),
        (
            {"wait": {"queue": "2 working days", "third": "3 days"}, "effort": {"work": "1h"}},
            "2 working days and 3 calendar days and 1 working hour",
        ),
        ({"wait": {"queue": "P50=1d P90=3d"}, "effort": {"work": "6m"}}, "P50=1 day P90=3 days and 6 minutes"),
        ({"effort": {"work": "6m"}, "processing": "1 day", "wait": {"queue": "3 days"}}, "1 calendar day"),
        ({}, ""),
    ],
)
def test_the_printed_time_of_a_step_is_all_of_its_waits_and_its_work(step, printed):
    assert amounts.time_of(Step.model_validate({"by": "desk", **step})) == printed


@pytest.mark.parametrize(
    "time",
    [
        "5m",
        "90m",
        "2 working days",
        "2 working days 1h",
        "3 days",
        "5m..10m",
        "1 month",
        "5s",
        "1 working day..3 working days",
    ],
)
def test_a_time_in_the_words_of_a_charter_is_read_back(time):
    stated = Duration.model_validate(time)
    assert read_time(amounts.duration(stated), working_days=True).duration == stated


def test_no_cell_of_the_csv_is_a_formula():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"name": "=1+1", "by": "customer", "next": "e"},
        "e": {"kind": "end"},
    }
    rows = csv.reader(io.StringIO(written(procedure(steps, title="@SUM(A1)"), "p.csv").data.decode()))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_markup_in_a_name_stays_text_on_the_web_page():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"name": "<b>Ask</b>", "by": "customer", "next": "e"},
        "e": {"kind": "end"},
    }
    assert b"<b>Ask" not in written(procedure(steps), "p.html").data


@pytest.mark.parametrize("ending", CHARTERS)
def test_the_same_procedure_gives_the_same_bytes(ending):
    kite = read(KITE)
    assert written(kite, f"k{ending}", True).data == written(kite, f"k{ending}", True).data


def test_convert_says_what_the_charter_misses(folder):
    done = run("convert", "renew.yaml", "-o", "renew.html")
    assert done.exit_code == 0
    assert "missing in the charter: the longest time for the whole service" in done.stderr
    assert b"CLIENT STEPS" in (folder / "renew.html").read_bytes()


def test_a_workbook_is_a_step_table_unless_a_charter_is_asked_for(folder):
    run("convert", "renew.yaml", "-o", "steps.xlsx")
    run("convert", "renew.yaml", "-o", "charter.xlsx", "--charter")
    steps, legal = (sources.read(folder / name) for name in ("steps.xlsx", "charter.xlsx"))
    assert "Citizen's Charter" in legal.notes[0]
    assert "Citizen's Charter" not in steps.notes[0]

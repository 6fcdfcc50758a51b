"""What is printed keeps to the columns of the terminal, however narrow, and loses nothing."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result

from frictionaudit.cli import group
from frictionaudit.exports.wording.tables import beside, fitted
from tests.conftest import ROOT

PAGE, IMPROVED = (str(ROOT / "processes" / at / "return-a-product.yaml") for at in ("", "improved"))
COMMANDS = (
    ("audit", PAGE),
    ("audit", PAGE, "--all"),
    ("measure", PAGE),
    ("measure", PAGE, "--by", "step"),
    ("profile", PAGE, "--profile", "scm"),
    ("sensitivity", PAGE),
    ("diff", PAGE, IMPROVED),
    ("explain", "FA301"),
    ("rules",),
    ("packs",),
)


def run(monkeypatch: pytest.MonkeyPatch, columns: int, *arguments: str) -> Result:
    monkeypatch.setenv("COLUMNS", str(columns))
    return CliRunner().invoke(group, [*arguments])


@pytest.mark.parametrize("columns", [20, 40, 53, 60, 80])
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: "-".join(w for w in words if "/" not in w))
def test_no_line_is_longer_than_the_terminal_is_wide(monkeypatch, arguments, columns):
    done = run(monkeypatch, columns, *arguments)
    assert done.exit_code in (0, 1), done.output
    assert [line for line in done.stdout.splitlines() if len(line) > columns] == []


@pytest.mark.parametrize("columns", [1, 19])
def test_a_terminal_narrower_than_twenty_columns_gets_lines_of_twenty(monkeypatch, columns):
    done = run(monkeypatch, columns, "audit", PAGE)
    assert done.exit_code == 1, done.output
    assert max(map(len, done.stdout.splitlines())) == 20


@pytest.mark.parametrize("columns", [53, 60, 80, 100])
def test_the_points_of_care_are_wrapped_and_none_is_lost(monkeypatch, columns):
    told = " ".join(run(monkeypatch, columns, "audit", PAGE).stdout.split())
    named, more = re.search(r"open 8: (on time[\w, ]*?) and (\d) more", told).groups()
    assert len(named.split(", ")) + int(more) == 8


def test_on_a_narrow_screen_the_names_of_steps_are_whole_and_their_costs_stand_below(monkeypatch):
    lines = [line.strip() for line in run(monkeypatch, 60, "audit", PAGE).stdout.splitlines()]
    at = lines.index("Bring the parcel to the parcel shop")
    assert lines[at + 1] == "customers 25 min per case, 5,040 h a year"


def test_a_list_that_goes_to_a_file_has_one_line_per_rule(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = CliRunner().invoke(group, ["rules"]).stdout.splitlines()
    assert all(line.startswith("FA") for line in lines)
    assert (
        len(
            {
                line.index(word)
                for line in lines
                for word in (" procedural ", " personal ", " physical ")
                if word in line
            }
        )
        == 1
    )


def test_text_stands_beside_its_label_or_where_there_is_no_room_below():
    assert beside("  Waits   ", "14 days on us · 2 days on others", 40) == [
        "  Waits   14 days on us · 2 days on",
        "          others",
    ]
    assert beside("  Waits   ", "14 days on us · 2 days on others", 24) == [
        "  Waits",
        "    14 days on us ·",
        "    2 days on others",
    ]


def test_a_line_that_is_too_long_is_folded_and_keeps_its_indentation():
    assert fitted("Why\n    People ring and ask.\n", 18) == "Why\n    People ring\n    and ask.\n"
    assert fitted("Why\n    People ring.\n", 18) == "Why\n    People ring.\n"


def test_a_paragraph_that_was_wrapped_wider_is_wrapped_anew_and_an_example_keeps_its_lines():
    wide = f"    {'word ' * 18}end\n    of it.\n\n    steps:\n"
    assert fitted(wide, 60).splitlines() == [
        f"    {'word ' * 11}".rstrip(),
        f"    {'word ' * 7}end of it.",
        "",
        "    steps:",
    ]
    assert fitted("    steps:\n      a: 1\n      b: 2", 12) == "    steps:\n      a: 1\n      b: 2"

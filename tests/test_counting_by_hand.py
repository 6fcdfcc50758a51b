"""The count done by hand in the guide is what the program measures."""

from __future__ import annotations

import re

import pytest

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "guide" / "counting-by-hand.md").read_text(encoding="utf-8")
SUBJECT = Subject(sources.read(ROOT / "processes" / "return-a-product.yaml").procedure)
MEASURES = Measures(SUBJECT)


def table(*headings: str) -> list[list[str]]:
    """The rows of the table with these headings."""
    _, found, rest = PAGE.partition(f"| {' | '.join(headings)} |\n")
    assert found, f"the page has no table {headings}"
    lines = rest.split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(cell: str) -> float:
    return float(cell.replace(",", ""))


COUNTED = [
    (key.strip("`"), hand, program) for key, _, hand, program in table("Measure", "By hand, how", "By hand", "Program")
]
VISITED = [(step.strip("`"), who, visits) for step, who, _, visits in table("Step", "Who", "Visits, how", "Visits")]


@pytest.mark.parametrize(("key", "hand", "program"), COUNTED, ids=[key for key, _, _ in COUNTED])
def test_hand_and_program_count_the_same(key, hand, program):
    assert number(hand) == number(program)
    assert MEASURES[key].value == pytest.approx(number(hand), abs=1e-6)


@pytest.mark.parametrize(("step", "who", "visits"), VISITED, ids=[step for step, _, _ in VISITED])
def test_a_case_comes_to_each_step_as_often_as_was_worked_out_by_hand(step, who, visits):
    assert SUBJECT.visits(step).value == pytest.approx(number(visits), abs=1e-6)
    drawn = SUBJECT.procedure.steps[step]
    assert who == (drawn.by or drawn.kind.value)


def test_the_page_counts_every_step_but_the_start():
    assert {step for step, _, _ in VISITED} == set(SUBJECT.procedure.steps) - set(SUBJECT.procedure.starts)


def test_the_page_counts_a_good_part_of_what_is_measured_per_case():
    assert len(COUNTED) >= 30
    assert len({key for key, _, _ in COUNTED}) == len(COUNTED)


def test_the_time_until_the_refund_is_the_one_worked_out_by_hand():
    from frictionaudit.analysis.flow.elapsed import elapsed_between

    worked_out = re.search(r"Together ([\d.]+) days", PAGE)
    assert worked_out is not None
    minutes = elapsed_between(SUBJECT, "send-form", "refunded").minutes
    assert minutes == pytest.approx(float(worked_out[1]) * 1440, rel=1e-3)

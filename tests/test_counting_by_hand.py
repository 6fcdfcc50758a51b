"""The count done by hand in the guide is what the program measures."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profiles import PROFILES
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.profile import ProfileTerms
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


SMALL = {
    name: Measures(Subject(Procedure.model_validate(yaml.safe_load(text))))
    for name, text in re.findall(r"```yaml (\w+)\.yaml\n(.*?)```", PAGE, re.DOTALL)
}
COUNTED_ON_SMALL = table("Page", "Count", "By hand, how", "Result")


def profiled(name: str, page: Measures, row: str | None = None) -> float | None:
    terms = ProfileTerms.model_validate({"delay_per_day": "5 EUR", "start_up": "1000 EUR"})
    done = PROFILES[name]().view([page], terms)
    return next(line.value for line in done.rows if line.label == row) if row else done.total.value


@pytest.mark.parametrize(
    ("page", "count", "hand"),
    [(page.strip("`"), count.replace("`", ""), hand) for page, count, _, hand in COUNTED_ON_SMALL],
)
def test_a_small_page_counts_as_by_hand(page, count, hand):
    key, _, part = count.partition(" ")
    if key in PROFILES:
        found = profiled(key, SMALL[page], "time" if part == "days" else None)
    else:
        found = SMALL[page][key].value
    assert found == pytest.approx(number(hand), abs=1e-6)


def test_what_no_published_example_covers_is_counted_three_times():
    counts = Counter(count.strip("`") for _, count, *_ in COUNTED_ON_SMALL)
    assert all(counts[key] >= 3 for key in ("silent_time", "customer_courier", "fairness_gap", "au"))

"""`explain` tells of rules, measures and simplifications, and what is near where there is none of a name."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from tests.conftest import run


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_has_its_sections_and_each_of_its_options(code):
    told = run("explain", code).stdout
    assert all(f"\n{section}\n" in told for section in RULES[code].page().sections)
    for name, field in RULES[code].model_fields.items():
        assert f"\n    {field.alias or name} = " in told


def test_a_measure_that_is_not_computed_by_itself_says_so():
    costly = {name for name, definition in CATALOGUE.items() if definition.costly}
    assert costly
    for name in CATALOGUE:
        assert ("computed only when asked for" in run("explain", name).stdout.splitlines()[0]) == (name in costly)


@pytest.mark.parametrize("name", HEURISTICS)
def test_a_simplification_tells_its_page_its_nature_and_the_rules_that_it_answers(name):
    told = run("explain", name).stdout
    assert HEURISTICS[name].page() in told
    assert ("follows from the page" in told.splitlines()[0]) == (HEURISTICS[name].safety == "mechanical")
    assert all(code in told for code in HEURISTICS[name].answers)


def test_no_name_is_that_of_two_things():
    names = [*RULES, *(rule.name() for rule in RULES.values()), *CATALOGUE, *HEURISTICS]
    assert len(names) == len(set(names))


def test_what_is_near_is_told():
    result = run("explain", "name-a-contct")
    assert result.exit_code == 2
    assert "name-a-contact" in result.stderr

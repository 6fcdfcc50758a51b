"""`explain` describes rules, measures, heuristics, page keys and kinds of change, and suggests near names."""

from __future__ import annotations

import pytest
import yaml
from pydantic import ValidationError

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.application.change_kinds import change_kinds, example
from frictionaudit.application.explain import option_defaults
from frictionaudit.application.page_keys import PageKey, page_keys
from frictionaudit.domain.changes import KINDS, load
from frictionaudit.sources.yaml_tree import parse
from tests.conftest import run

KEYS = list(page_keys())


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_has_its_sections_and_each_of_its_options(code):
    text = run("explain", code).stdout
    assert all(f"\n{section}\n" in text for section in RULES[code].page().sections)
    for name, field in RULES[code].model_fields.items():
        assert f"\n    {field.alias or name}: " in text


@pytest.mark.parametrize("code", [code for code in RULES if RULES[code].model_fields])
def test_the_options_of_a_rule_are_printed_as_a_page_writes_them(code):
    block = run("explain", code).stdout.partition("\nOptions ")[2].partition("\n")[2].partition("\n\n")[0]
    assert yaml.safe_load(block) == option_defaults(RULES[code])
    assert RULES[code].model_validate(yaml.safe_load(block)) == RULES[code]()


def test_a_duration_is_printed_in_words_and_a_list_in_brackets():
    assert "\n    longer_than: 1 day  # " in run("explain", "FA704").stdout
    assert "Duration(" not in run("explain", "FA301").stdout


def test_a_measure_that_is_computed_on_demand_only_says_so():
    costly = {name for name, definition in CATALOGUE.items() if definition.costly}
    assert costly
    for name in CATALOGUE:
        assert ("computed only if you name it" in run("explain", name).stdout.splitlines()[0]) == (name in costly)


@pytest.mark.parametrize("name", HEURISTICS)
def test_a_heuristic_shows_its_page_its_nature_and_the_rules_that_it_answers(name):
    text = run("explain", name).stdout
    assert " ".join(HEURISTICS[name].page().split()) in " ".join(text.split())
    assert ("follows from the page" in text.splitlines()[0]) == (HEURISTICS[name].safety == "mechanical")
    assert all(code in text for code in HEURISTICS[name].answers)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.qualified)
def test_every_key_of_a_page_has_a_meaning_and_an_example_that_the_model_accepts(key: PageKey):
    assert key.meaning
    tree = parse(key.example.encode(), "example")
    assert not tree.problems
    assert set(problems(key, tree.value)) <= {"missing"}  # other keys of the part may be required too


def problems(key: PageKey, value: object) -> list[str]:
    """The kinds of problem that the model finds in a part with this value."""
    try:
        key.model.model_validate(value, context={"references": False})
    except ValidationError as error:
        return [problem["type"] for problem in error.errors()]
    return []


def test_a_page_key_shows_its_part_its_type_and_an_example():
    text = run("explain", "at_most").stdout
    assert text.startswith("at_most  (a key of a flow)\n")
    assert "\nType: a whole number\n" in text
    assert "\n    at_most: 3\n" in text
    assert "Keys of wait: queue, batch, customer, third" in run("explain", "wait").stdout


def test_a_name_of_several_things_explains_each_and_the_part_narrows_it():
    text = run("explain", "documents").stdout
    assert "(a measure: " in text
    assert "(a key of the page)" in text
    assert "(a key of tells)" in text
    assert run("explain", "Tells.documents").stdout == run("explain", "tells.documents").stdout
    assert "(a key of the page)" not in run("explain", "tells.documents").stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_change_shows_what_it_does_and_an_example_that_can_be_read(kind: str):
    text = run("explain", kind).stdout
    (change,) = yaml.safe_load(text[text.index("    - {") :])
    assert change == example(change_kinds()[kind])
    assert [loaded.kind for loaded in load([change])] == [kind]


def test_no_name_is_that_of_two_rules_measures_heuristics_or_kinds_of_change():
    names = [*RULES, *(rule.name() for rule in RULES.values()), *CATALOGUE, *HEURISTICS, *KINDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("name-a-contct", "name-a-contact"),
        ("FA3O1", "FA301"),
        ("custmer_minutes", "customer_minutes"),
        ("at-most", "at_most"),
        ("step-removd", "step-removed"),
        ("ask-only-onec", "ask-only-once"),
    ],
)
def test_near_names_of_every_sort_are_suggested(written: str, near: str):
    result = run("explain", written)
    assert result.exit_code == 2
    assert f"'{near}'" in result.stderr

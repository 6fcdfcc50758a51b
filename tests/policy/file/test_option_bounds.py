"""Options of rules have bounds, and whatever is within them never ends an audit."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.rank import ranked
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.settings_in_force import known_names
from frictionaudit.errors import UsageError
from frictionaudit.policy.file import reader
from frictionaudit.sources import read
from tests.conftest import ROOT

NUMBERS = [(code, name, field) for code, rule in RULES.items() for name, field in rule.model_fields.items()
           if field.annotation in (int, float)]  # fmt: skip
PAGES = ["processes/return-a-product.yaml", "tests/fixtures/hostile/S9-page.yaml", "processes/building-permit.yaml"]
VALUES = ("-1e30", "-1", "0", "0.001", "0.5", "1", "2", "90", "1000000000", "1e308", "nan", "inf", "-inf", "9" * 400)


@cache
def subjects() -> list[tuple[Subject, Measures]]:
    ready = (Subject(read(ROOT / page).procedure) for page in PAGES)
    return [(subject, Measures(subject)) for subject in ready]


def given(tmp_path: Path, code: str, name: str, value: str) -> dict[str, object] | None:
    """The options that settings with this value give; None where it is refused."""
    file = tmp_path / "frictionaudit.toml"
    file.write_text(f"[rules.{code}]\n{name} = {value}\n")
    try:
        return dict(reader.read(file, known_names()).options[code])
    except UsageError as error:
        return None if error.problems[0].slug in ("wrong-setting", "not-toml") else {"refused": str(error)}


@pytest.mark.parametrize(("code", "name", "field"), NUMBERS, ids=lambda value: str(value)[:20])
def test_a_number_within_its_bounds_never_ends_an_audit(tmp_path, code, name, field):
    for value in VALUES:
        options = given(tmp_path, code, field.alias or name, value)
        assert options is None or "9" * 20 not in json.dumps(options)
        if options is not None:
            rules = [rule for rule in chosen_rules([code], options={code: options}) if rule.code() == code]
            assert rules
            for subject, measures in subjects():
                ranked(subject, [finding for finding, _ in examine(subject, measures, rules)], rules)


@pytest.mark.parametrize(("code", "name", "field"), NUMBERS, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("value", ["-1", "nan", "inf", "1e12"])
def test_what_no_option_can_mean_is_refused(tmp_path, code, name, field, value):
    assert given(tmp_path, code, field.alias or name, value) is None
    assert given(tmp_path, code, field.alias or name, str(field.default)) is not None


@pytest.mark.parametrize("text", ["a" + ".a" * 100_000 + " = 1", "[" + "a." * 5000 + "a]", "jobs = " + "9" * 5000,
                                  "x = {" + "a." * 500 + "a = 1}"])  # fmt: skip
def test_names_nested_too_deeply_and_numbers_too_long_are_refused_before_they_cost_anything(tmp_path, text):
    file = tmp_path / "frictionaudit.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match="not-toml"):
        reader.read(file, known_names())


def test_a_mark_of_the_byte_order_is_no_fault(tmp_path):
    file = tmp_path / "frictionaudit.toml"
    file.write_bytes(b"\xef\xbb\xbfjobs = 2\n")
    assert reader.read(file, known_names()).jobs == 2

"""An audit as text: about a screen per procedure, the worst first, and what is not shown is counted."""

from __future__ import annotations

import re

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.exports.audit import text as audit_text
from frictionaudit.results.audit import Audit, Finding
from tests.conftest import ROOT

PAGE = ROOT / "processes" / "return-a-product.yaml"
RETURN = audit(collect([PAGE]))


def shown(*rules: str, everything: bool = False) -> list[str]:
    """The lines of an audit in which these rules found something: an upper case severity first, E, W or I."""
    severity = {"E": "error", "W": "warning", "I": "info"}
    findings = [
        Finding(
            rule=rule[1:], name="a-rule", severity=severity[rule[0]], steps=(), message=f"message {n}", about=str(n)
        )
        for n, rule in enumerate(sorted(rules, key=lambda rule: ("EWI".index(rule[0]), rule)))
    ]
    (one,) = RETURN.procedures
    info = next(iter(RETURN.rules.values()))
    infos = {finding.rule: info.model_copy(update={"code": finding.rule, "name": "a-rule"}) for finding in findings}
    done = RETURN.model_copy(
        update={"procedures": (one.model_copy(update={"findings": tuple(findings)}),), "rules": infos}
    )
    return audit_text.write(done, everything=everything).splitlines()


def signs(lines: list[str]) -> list[str]:
    return re.findall(r"^  [✖▲●] (FA\d{3})", "\n".join(lines), re.MULTILINE)


def test_at_most_eight_rules_are_shown_and_the_rest_is_counted_by_severity():
    lines = shown(*(f"WFA10{n}" for n in range(1, 10)), "WFA109", "IFA201")
    assert len(signs(lines)) == 8
    assert "FA109" in signs(lines)  # found twice
    assert "  … and 1 warning, 1 hint from 2 more rules; --all shows them." in lines


def test_nothing_is_said_to_be_left_out_where_all_is_shown():
    lines = shown(*(f"WFA10{n}" for n in range(1, 9)))
    assert len(signs(lines)) == 8
    assert not [line for line in lines if "--all" in line]


def test_a_rule_that_found_several_things_shows_the_first_and_says_how_many():
    lines = shown("WFA101", "WFA101", "WFA102", "WFA102", "WFA102", "WFA103")
    assert [line.strip() for line in lines if "FA10" in line and "▲" in line] == [
        "▲ FA101 a-rule, twice",
        "▲ FA102 a-rule, 3 times",
        "▲ FA103 a-rule",
    ]
    assert [line.strip() for line in lines if "message" in line] == ["message 0", "message 2", "message 5"]


def test_errors_come_before_warnings_and_these_before_hints_however_many_there_are():
    lines = shown("IFA101", "IFA101", "IFA101", *(f"WFA20{n}" for n in range(1, 8)), "EFA990")
    assert signs(lines) == ["FA990", *(f"FA20{n}" for n in range(1, 8))]


def test_no_area_hides_the_others():
    many = [f"WFA1{n:02}" for n in range(1, 13) for _ in range(3)]
    lines = shown(*many, "WFA301", "WFA601", "EFA701", "WFA702")
    assert signs(lines) == ["FA701", "FA101", "FA102", "FA103", "FA104", "FA301", "FA601", "FA702"]


def test_of_an_area_that_an_error_speaks_of_already_the_warnings_come_later():
    lines = shown("EFA301", "WFA302", "WFA302", *(f"WFA{area}01" for area in (1, 2, 4, 5, 6, 7, 8)))
    assert "FA302" not in signs(lines)


def test_why_a_rule_exists_is_told_with_everything_and_so_is_every_finding():
    some, everything = shown("WFA101", "WFA101"), shown("WFA101", "WFA101", everything=True)
    assert not [line for line in some if "why:" in line]
    assert [line for line in everything if "why:" in line]
    assert [line.strip() for line in everything if "      message" in line] == ["message 0", "message 1"]


def test_a_procedure_with_many_findings_takes_about_a_screen():
    scenes: Audit = audit(collect([PAGE.parent]))
    for one in scenes.procedures:
        alone = scenes.model_copy(update={"procedures": (one,)})
        assert len(audit_text.write(alone).splitlines()) <= 55, one.id


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("page", sorted((ROOT / "processes").glob("*.yaml")), ids=lambda page: page.stem)
def test_a_procedure_takes_one_screen_and_begins_with_what_it_costs_people(page, width):
    lines = audit_text.write(audit(collect([page])), width=width).split("\n\n1 procedure")[0].splitlines()
    assert len(lines) <= audit_text.SCREEN
    assert max(map(len, lines)) <= width
    assert any(line.startswith("Costs per year: customers") for line in lines[:4])

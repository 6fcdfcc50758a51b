"""Each rule fires on its failing cases and stays silent on their twins."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest
import yaml

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import digest
from frictionaudit.analysis.rule import SECTIONS, Rule
from frictionaudit.analysis.rulebook.run import across, examine
from frictionaudit.analysis.rules import RULES
from frictionaudit.domain.procedure import PagePath, Procedure
from frictionaudit.packs import time_limits
from frictionaudit.results.audit import Finding

HERE = pathlib.Path(__file__).parent


def cases() -> list[Any]:
    found = []
    for code in RULES:
        for case in written(code):
            name = case.get("fails") or case.get("passes")
            found.append(pytest.param(code, case, id=f"{code}: {'fails' if 'fails' in case else 'passes'}: {name}"))
    return found


def written(code: str) -> list[dict[str, Any]]:
    """The cases of a rule; none where nobody wrote any, which a test of its own reports."""
    file = HERE / f"{code.lower()}.yaml"
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else []


def findings(code: str, case: dict[str, Any]) -> list[tuple[Finding, PagePath]]:
    """What a rule says on a case, each finding with its path on the page."""
    procedure = Procedure.model_validate({"id": "case", "title": "A case", **case["page"]})
    others = _others(case)
    subject = Subject(procedure, time_limits(), {other.id: other for other in others}, case.get("today"))
    rule = RULES[code](**case.get("options", {}))
    beside = [RULES[other]() for other in case.get("beside", [])]  # rules whose findings `after` looks at
    found = [pair for pair in examine(subject, Measures(subject), [*beside, rule]) if pair[0].rule == code]
    return [*found, *_across(rule, procedure, others)]


def _others(case: dict[str, Any]) -> list[Procedure]:
    """The other pages of the same organisation."""
    pages = enumerate(case.get("portfolio", []))
    return [Procedure.model_validate({"id": f"other-{n}", "title": f"Other {n}", **page}) for n, page in pages]


def _across(rule: Rule, procedure: Procedure, others: list[Procedure]) -> list[tuple[Finding, PagePath]]:
    """What the rule says about the case beside the other pages."""
    digests = [digest(page, n) for n, page in enumerate([procedure, *others])]
    paths = [flag.path for _, flag in rule.across(digests)]
    found = zip(across(digests, [rule]), paths, strict=True)
    return [(finding, path) for (about, finding), path in found if about.number == 0]


@pytest.mark.parametrize(("code", "case"), cases())
def test_a_rule_fires_on_its_failing_cases_and_is_silent_on_their_twins(code: str, case: dict[str, Any]):
    found = [(finding, path) for finding, path in findings(code, case) if finding.justified is None]
    expected = [] if "passes" in case else case.get("expect")
    if expected is None:
        if not found:
            pytest.fail(_told(code, case, "at least one finding", []), pytrace=False)
        return
    shown = [
        {key: _plain(path if key == "at" else getattr(finding, key)) for key in keys}
        for (finding, path), keys in zip(found, expected, strict=False)
    ]
    if shown != expected or len(found) != len(expected):
        pytest.fail(_told(code, case, expected, [finding for finding, _ in found]), pytrace=False)


def _told(code: str, case: dict[str, Any], expected: Any, found: list[Finding]) -> str:
    """Why a case fails: where it stands, its page, and what was expected beside what was found."""
    name = case.get("fails") or case.get("passes")
    lines = (HERE / f"{code.lower()}.yaml").read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, start=1) if text.endswith(f": {name}")), 1)
    page = yaml.safe_dump(case["page"], sort_keys=False, allow_unicode=True, width=110)
    wanted = [expected] if isinstance(expected, str) else [f"{item}" for item in expected] or ["no finding"]
    return "\n".join(
        [
            f"tests/rules/{code.lower()}.yaml:{line}: {code}: {name}",
            *(f"    {text}" for text in page.splitlines()),
            "expected:",
            *(f"    {text}" for text in wanted),
            "found:",
            *(f"    {f.severity} at {list(f.steps)} about {f.about!r}: {f.message}" for f in found),
            *(["    no finding"] * (not found)),
        ]
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("code", list(RULES))
def test_every_rule_has_failing_cases_and_passing_twins(code: str):
    assert any("fails" in case for case in written(code))
    assert any("passes" in case for case in written(code))


@pytest.mark.parametrize("code", list(RULES))
def test_every_rule_has_a_whole_page(code: str):
    page = RULES[code].page()
    assert page.summary
    assert list(page.sections) == list(SECTIONS)
    assert all(page.sections.values())


@pytest.mark.parametrize("code", list(RULES))
def test_a_rules_file_and_class_have_the_same_name(code: str):
    rule = RULES[code]
    assert rule.__module__.rsplit(".", 1)[-1] == f"{code.lower()}_{rule.name().replace('-', '_')}"


def test_every_case_file_belongs_to_a_rule():
    assert {path.stem.upper() for path in HERE.glob("fa*.yaml")} == set(RULES)

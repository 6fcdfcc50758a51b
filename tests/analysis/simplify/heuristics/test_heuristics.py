"""Each heuristic suggests what its cases expect, with the proof, and stays silent on their twins.

Cases are in `<name>.yaml`: `suggests` or `silent` names the case, `page` is the page without id and title, `options`
are fields of the heuristic, `expect` lists the suggestions in order, each with any of `title`, `steps`, `trade_off`,
`assumes`, `check`, `safety`, `kinds` (of changes), `changes` (as plain data, without kind and version), `fixes` and
`mitigates` (codes of rules), and `less` and `more`: by how much measures fall and rise.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.domain.changes import dump
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import Effect, Suggestion

HERE = Path(__file__).parent
CLAUSE = re.compile(r"(whether|what|whom?|how|where|through which|that|the ground)\b")


def cases_of(name: str) -> list[dict[str, Any]]:
    file = HERE / f"{name}.yaml"
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else []


def all_cases() -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}: {case.get('suggests') or 'silent: ' + str(case.get('silent'))}")
        for name in HEURISTICS
        for case in cases_of(name)
    ]


def suggested(name: str, case: dict[str, Any]) -> list[Suggestion]:
    """What a heuristic suggests for a case, each suggestion with its proof."""
    procedure = Procedure.model_validate({"id": "case", "title": "A case", **case["page"]})
    subject = Subject(procedure)
    measures = Measures(subject)
    if not case.get("options"):
        return suggestions(subject, measures, only=[name])
    heuristic = HEURISTICS[name](**case["options"])
    return [
        heuristic.suggestion(idea, effect=prove(subject, idea.changes)) for idea in heuristic.ideas(subject, measures)
    ]


def differences(effect: Effect | None, sign: int) -> dict[str, float]:
    """By how much measures fall (-1) or rise (1)."""
    assert effect is not None
    differing = {
        key: (effect.after[key].value or 0.0) - (before.value or 0.0)
        for key, before in effect.before.items()
        if before.value is not None and effect.after[key].value is not None
    }
    return {key: abs(difference) for key, difference in differing.items() if difference * sign > 0}


def as_data(suggestion: Suggestion) -> dict[str, Any]:
    changes = [
        {key: value for key, value in change.items() if key not in ("kind", "version")}
        for change in dump(suggestion.changes)
    ]
    return {
        "title": suggestion.title,
        "steps": list(suggestion.steps),
        "trade_off": suggestion.trade_off,
        "assumes": suggestion.assumes,
        "check": suggestion.check,
        "safety": suggestion.safety,
        "kinds": [change.kind for change in suggestion.changes],
        "changes": changes,
        "fixes": list(suggestion.fixes),
        "mitigates": list(suggestion.mitigates),
    }


@pytest.mark.parametrize(("name", "case"), all_cases())
def test_a_heuristic_suggests_what_a_case_expects_and_is_silent_on_the_twins(name: str, case: dict[str, Any]):
    listed = suggested(name, case)
    if "silent" in case:
        assert [suggestion.title for suggestion in listed] == []
        return
    assert listed, "expected a suggestion"
    for suggestion in listed:  # the printed line begins with "first check"
        assert all(CLAUSE.match(check) for check in suggestion.check.split("; ") if check), suggestion.check
    expected = case.get("expect", [])
    if expected:
        assert len(listed) == len(expected), [suggestion.title for suggestion in listed]
    for suggestion, wanted in zip(listed, expected, strict=False):
        shown = as_data(suggestion)
        assert {key: shown[key] for key in wanted if key in shown} == {k: v for k, v in wanted.items() if k in shown}
        for sign, side in ((-1, "less"), (1, "more")):
            differing = differences(suggestion.effect, sign)
            assert {key: differing.get(key) for key in wanted.get(side, {})} == pytest.approx(wanted.get(side, {}))


@pytest.mark.parametrize("name", list(HEURISTICS))
def test_every_heuristic_has_a_case_with_a_suggestion_and_a_silent_twin(name: str):
    assert any("suggests" in case for case in cases_of(name))
    assert any("silent" in case for case in cases_of(name))


@pytest.mark.parametrize("name", list(HEURISTICS))
def test_a_heuristic_has_a_page_and_its_file_and_class_have_the_same_name(name: str):
    heuristic = HEURISTICS[name]
    assert heuristic.__module__.rsplit(".", 1)[-1] == name.replace("-", "_")
    assert len(heuristic.page().split("\n\n")) > 1


def test_every_case_file_belongs_to_a_heuristic():
    assert {path.stem for path in HERE.glob("*.yaml")} <= set(HEURISTICS)

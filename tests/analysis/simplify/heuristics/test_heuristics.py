"""Each heuristic has its idea on the pages that call for it, with the proof, and none on their twins.

Cases lie in `<name>.yaml`: `suggests` or `silent` names the case, `page` is the page without id and title, `options`
are fields of the heuristic, `expect` lists the ideas in order, each with any of `title`, `steps`, `trade_off`, `kinds`
(of changes), `changes` (as plain data, without kind and version), `fixes` and `mitigates` (codes of rules), and `less`
and `more`: by how much measures become less and more.
"""

from __future__ import annotations

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


def written(name: str) -> list[dict[str, Any]]:
    file = HERE / f"{name}.yaml"
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.exists() else []


def cases() -> list[Any]:
    return [
        pytest.param(name, case, id=f"{name}: {case.get('gives') or 'nothing: ' + str(case.get('silent'))}")
        for name in HEURISTICS
        for case in written(name)
    ]


def found(name: str, case: dict[str, Any]) -> list[Suggestion]:
    """What a heuristic suggests for a case, each proved, in the order of its ideas."""
    procedure = Procedure.model_validate({"id": "case", "title": "A case", **case["page"]})
    subject = Subject(procedure)
    measures = Measures(subject)
    if not case.get("options"):
        return [one for one in suggestions(subject, measures) if one.heuristic == name]
    heuristic = HEURISTICS[name](**case["options"])
    return [
        Suggestion(
            title=i.title, changes=i.changes, steps=i.steps, trade_off=i.trade_off, effect=prove(subject, i.changes)
        )
        for i in heuristic.ideas(subject, measures)
    ]


def differences(effect: Effect | None, sign: int) -> dict[str, float]:
    """The measures that become less (-1) or more (1), by how much."""
    assert effect is not None
    changed = {
        key: (effect.after[key].value or 0.0) - (before.value or 0.0)
        for key, before in effect.before.items()
        if before.value is not None and effect.after[key].value is not None
    }
    return {key: abs(by) for key, by in changed.items() if by * sign > 0}


@pytest.mark.parametrize(("name", "case"), cases())
def test_a_heuristic_has_its_ideas_where_they_are_called_for_and_none_on_the_twins(name: str, case: dict[str, Any]):
    listed = found(name, case)
    if "silent" in case:
        assert [one.title for one in listed] == []
        return
    assert listed, "expected an idea"
    expected = case.get("expect", [])
    if expected:
        assert len(listed) == len(expected), [one.title for one in listed]
    for one, wanted in zip(listed, expected, strict=False):
        shown = {"title": one.title, "steps": list(one.steps), "trade_off": one.trade_off}
        shown["kinds"] = [change.kind for change in one.changes]
        shown["changes"] = [
            {k: v for k, v in said.items() if k not in ("kind", "version")} for said in dump(one.changes)
        ]
        shown |= {"fixes": list(one.fixes), "mitigates": list(one.mitigates)}
        assert {key: shown[key] for key in wanted if key in shown} == {k: v for k, v in wanted.items() if k in shown}
        for sign, side in ((-1, "less"), (1, "more")):
            differing = differences(one.effect, sign)
            assert {key: differing.get(key) for key in wanted.get(side, {})} == pytest.approx(wanted.get(side, {}))


@pytest.mark.parametrize("name", list(HEURISTICS))
def test_every_heuristic_has_cases_that_give_an_idea_and_twins_that_give_none(name: str):
    assert any("suggests" in case for case in written(name))
    assert any("silent" in case for case in written(name))


@pytest.mark.parametrize("name", list(HEURISTICS))
def test_a_heuristic_has_a_page_and_its_file_and_class_have_the_same_name(name: str):
    heuristic = HEURISTICS[name]
    assert heuristic.__module__.rsplit(".", 1)[-1] == name.replace("-", "_")
    assert len(heuristic.page().split("\n\n")) > 1


def test_every_case_file_belongs_to_a_heuristic():
    assert {path.stem for path in HERE.glob("*.yaml")} <= set(HEURISTICS)

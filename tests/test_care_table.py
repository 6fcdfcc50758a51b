"""The tables of the guide to care: every cell is so, on the scene that it names and on its improved twin."""

from __future__ import annotations

import re
import shlex
from functools import cache

import pytest
from click.testing import CliRunner

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import CATALOGUE, Measures
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.application.audit import audit, collect
from frictionaudit.cli import group
from frictionaudit.results.audit import ProcedureAudit, Suggestion
from frictionaudit.sources import read
from tests.conftest import ROOT

FOLDER = ROOT / "processes"
GUIDE = (ROOT / "docs/guide/care.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.splitlines()
    if line.startswith("|") and re.search(r"\bFA\d{3}\b", line)
]


def called(row: list[str]) -> str:
    return f"{row[1].strip('`')}-{row[3]}"


@cache
def audited(page: str) -> ProcedureAudit:
    (one,) = audit(collect([FOLDER / page])).procedures
    return one


@cache
def suggested(page: str) -> tuple[Suggestion, ...]:
    subject = Subject(read(FOLDER / page).procedure)
    return tuple(suggestions(subject, Measures(subject)))


COMMANDS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GUIDE.splitlines()
    if line.startswith("|") and re.search(r"`(promise|whatif) ", line)
]


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row[0])
def test_the_command_that_answers_the_idea_says_so(row, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(group, shlex.split(row[2].strip("`")))
    assert done.exit_code == 0, done.output
    assert row[3] in done.output
    assert row[1].strip("`") in row[2]


def test_the_tables_have_the_ideas():
    assert len(ROWS) > 25
    assert len(COMMANDS) == 2


@pytest.mark.parametrize("row", ROWS, ids=called)
def test_the_rule_finds_the_idea_on_its_page_and_is_silent_on_the_twin(row):
    page, rule = f"{row[1].strip('`')}.yaml", row[3]
    open_rules = {code for finding in audited(page).open for code in finding.codes}
    in_twin = {code for finding in audited(f"improved/{page}").open for code in finding.codes}
    assert rule in open_rules, f"{rule} is open on {page}: {sorted(open_rules)}"
    assert rule not in in_twin, f"{rule} is silent on the twin of {page}"


@pytest.mark.parametrize("row", ROWS, ids=called)
def test_the_measures_of_the_idea_are_known_on_its_page(row):
    subject = Subject(read(FOLDER / f"{row[1].strip('`')}.yaml").procedure)
    for key in re.findall(r"`(\w+)`", row[2]):
        assert key in CATALOGUE
        assert Measures(subject)[key].value is not None, key


@pytest.mark.parametrize("row", [row for row in ROWS if len(row) > 4], ids=called)
def test_the_suggestion_answers_the_idea_with_a_proof(row):
    page, rule, heuristic = f"{row[1].strip('`')}.yaml", row[3], row[4]
    answers = [suggestion for suggestion in suggested(page) if suggestion.heuristic == heuristic]
    assert answers, f"{heuristic} is suggested for {page}: {sorted({s.heuristic for s in suggested(page)})}"
    proved = [answer for answer in answers if rule in (*answer.fixes, *answer.mitigates)]
    assert proved, f"{heuristic} fixes or mitigates {rule}: {[answer.fixes for answer in answers]}"

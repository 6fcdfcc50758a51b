"""A difference is drawn where it is read by people who were not there: HTML reports, and comments on GitHub."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT, run

SCENE = str(ROOT / "processes" / "support-line.yaml")
TWIN = str(ROOT / "processes" / "improved" / "support-line.yaml")


@pytest.mark.parametrize(
    "command",
    [
        ("diff", SCENE, TWIN),
        ("whatif", SCENE, "--set", "volume=900 per year"),
        ("suggest", SCENE),
        ("plan", SCENE, "--max-changes", "1", "--show", "1"),
    ],
    ids=lambda command: command[0],
)
def test_reports_show_one_drawing_of_the_difference_for_each_procedure(command):
    done = run(*command, "--format", "html")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count('class="drawing difference ') == 1
    ids = re.findall(r'\bid="([^"]+)"', done.stdout)
    assert len(ids) == len(set(ids))


def test_two_procedures_have_a_drawing_each_with_names_of_its_own():
    other = str(ROOT / "processes" / "end-the-benefit.yaml")
    done = run("suggest", SCENE, other, "--only", "acknowledge-receipt", "--format", "html")
    ids = re.findall(r'\bid="([^"]+)"', done.stdout)
    assert len(ids) == len(set(ids))


def test_a_comment_on_github_holds_a_diagram_that_github_draws_itself():
    told = run("diff", SCENE, TWIN, "--format", "github").stdout
    diagram = re.search(r"```mermaid\n(.+?)```", told, re.DOTALL)
    assert diagram, told
    assert "flowchart" in diagram[1]
    assert "removed: " in diagram[1]


def test_equal_pages_have_no_drawing():
    assert "<svg" not in run("diff", SCENE, SCENE, "--format", "html").stdout
    assert "mermaid" not in run("diff", SCENE, SCENE, "--format", "github").stdout


def test_translations_are_told_by_number_and_language():
    scene, twin = (
        str(ROOT / "processes" / name) for name in ("return-a-product.yaml", "improved/return-a-product.yaml")
    )
    told = run("diff", scene, twin).stdout
    assert re.search(r"The procedure now has \d+ texts in German", told)
    assert "translations" not in told

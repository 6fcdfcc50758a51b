"""The recipes of the guide are complete pages: each is read and audited, and shows what its text says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docs.sessions import BLOCK, GUIDE
from tests.conftest import run

PAGES = {
    block["file"]: block["body"]
    for block in BLOCK.finditer((GUIDE / "recipes.md").read_text(encoding="utf-8"))
    if block["kind"] == "yaml"
}


@pytest.fixture
def recipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def audited(name: str) -> dict:
    document = json.loads(run("audit", name, "--format", "json", "--fail-on", "never").stdout)
    assert document["skipped"] == []
    (procedure,) = document["procedures"]
    return dict(procedure)


def test_there_is_a_page_for_each_of_the_four_recipes():
    assert list(PAGES) == ["call-back.yaml", "two-channels.yaml", "home-visit.yaml", "contractor.yaml"]


@pytest.mark.parametrize("name", PAGES)
def test_a_recipe_is_complete_and_breaks_no_rule_about_the_page_itself(recipes: Path, name: str):
    procedure = audited(name)
    assert procedure["coverage"]["not_judged"] == []
    assert [finding["rule"] for finding in procedure["findings"] if finding["severity"] == "error"] == []
    assert [finding["rule"] for finding in procedure["findings"] if finding["rule"].startswith("FA8")] == []


def test_three_tries_at_sixty_per_cent_leave_one_letter_in_sixteen_cases(recipes: Path):
    measures = audited("call-back.yaml")["measures"]
    letters = 0.4**3
    assert measures["staff_steps"]["value"] == pytest.approx(1 + 0.4 + 0.4**2 + letters)
    assert measures["customer_steps"]["value"] == pytest.approx(1 - letters)


def test_nobody_who_begins_in_one_channel_has_to_change_it(recipes: Path):
    assert audited("two-channels.yaml")["measures"]["channel_switches"]["value"] == 0


def test_the_window_is_most_of_what_a_home_visit_takes(recipes: Path):
    measures = audited("home-visit.yaml")["measures"]
    assert measures["queue"]["value"] > 3 * measures["counter"]["value"]


def test_the_waits_of_a_contractor_are_ours(recipes: Path):
    measures = audited("contractor.yaml")["measures"]
    assert measures["wait_third"]["value"] == 0
    assert measures["unit_handoffs"]["value"] == 2

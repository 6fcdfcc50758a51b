"""A page that is rewritten keeps its comments, its order and its own layout; only what changed differs."""

from __future__ import annotations

import re
from difflib import ndiff

import pytest

from frictionaudit import sources
from frictionaudit.domain.changes import apply, load
from frictionaudit.exports.page_folds import folded
from frictionaudit.exports.page_update import updated
from tests.conftest import PAGE, ROOT

COMMENTED = PAGE.replace("volume: 1000 per year\n", "# counted by hand\nvolume: 1000 per year  # in 2025\n").replace(
    "  done: {kind", "\n  # the end\n  done: {kind"
)


def changed(text, *changes):
    """The page with changes, and the lines that differ."""
    before = sources.read_bytes(text.encode(), "page.yaml").procedure
    after = apply(before, load(changes))
    new = updated(text, before, after)
    assert sources.read_bytes(new.encode(), "page.yaml").procedure == after
    return [line for line in ndiff(text.splitlines(), new.splitlines()) if line[0] in "+-"]


def test_one_value_changes_one_line():
    lines = changed(COMMENTED, {"kind": "step-amended", "id": "check", "attribute": "effort", "value": {"work": "4m"}})
    assert [line[:1] for line in lines] == ["-", "+"]
    assert "effort: {work: 4m}" in lines[1]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "procedure-amended", "attribute": "volume", "value": "1200 per year"},
        {"kind": "step-amended", "id": "tell", "attribute": "tells", "value": None},
        {"kind": "field-removed", "form": "form", "data": "email"},
        {"kind": "field-added", "form": "form", "field": {"data": "phone", "label": "Phone"}, "position": 1},
        {"kind": "flow-added", "step": "check", "flow": {"to": "done", "share": 0.1}},
        {"kind": "party-added", "id": "post", "party": {"side": "third"}},
        {"kind": "step-amended", "id": "fill", "attribute": "also", "value": ["post", "counter"]},
    ],
)
def test_comments_stay(change):
    lines = changed(COMMENTED, change)
    assert not any(line.startswith("-") and "# the end" in line for line in lines)
    removed = [line.partition("#")[2] for line in lines if line.startswith("-") and "#" in line]
    added = [line.partition("#")[2] for line in lines if line.startswith("+") and "#" in line]
    assert removed == added


def test_the_comment_of_what_follows_stays_where_a_step_is_removed():
    lines = changed(
        COMMENTED,
        {"kind": "flow-rerouted", "step": "check", "flow": "tell", "to": "done"},
        {"kind": "field-amended", "form": "form", "data": "address", "attribute": "used_by", "value": ["check"]},
        {"kind": "field-amended", "form": "form", "data": "email", "attribute": "used_by", "value": ["check"]},
        {"kind": "step-removed", "id": "tell"},
    )
    assert not any("# the end" in line for line in lines)


@pytest.mark.parametrize("indent", [2, 4, 7])
def test_parts_that_stay_are_folded_and_come_back_as_they_were(indent):
    text = "\n".join(re.sub("^( +)", lambda found: found[0] * indent, line) for line in COMMENTED.splitlines()) + "\n"
    before = sources.read_bytes(text.encode(), "page.yaml").procedure
    after = apply(before, load([{"kind": "step-amended", "id": "check", "attribute": "name", "value": "Look"}]))
    page = folded(text, before.page(), after.page())
    assert page.unfolded(page.text) == text
    assert len(page.text.splitlines()) < len(text.splitlines()) / 2
    new = updated(text, before, after)
    assert [line for line in ndiff(text.splitlines(), new.splitlines()) if line[0] == "+"] != []
    assert sources.read_bytes(new.encode(), "page.yaml").procedure == after


@pytest.mark.parametrize("page", sorted((ROOT / "processes").glob("*.yaml")), ids=lambda page: page.stem)
def test_every_suggestion_for_the_scenes_is_written_to_its_page(page):
    from frictionaudit.application.audit import collect
    from frictionaudit.application.suggest import suggest

    text = page.read_text(encoding="utf-8")
    for suggested in suggest(collect([page])):
        for idea in suggested.suggestions:
            after = apply(suggested.procedure, idea.changes)
            new = updated(text, suggested.procedure, after)
            assert sources.read_bytes(new.encode(), page.name).procedure == after, idea.title

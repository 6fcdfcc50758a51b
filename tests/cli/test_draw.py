"""`frictionaudit draw`: one picture or a folder of them, in each view, with what it does not show."""

from __future__ import annotations

import json

import pytest

from frictionaudit.exports.drawings import FORMATS
from frictionaudit.store import Designs
from tests.conftest import PAGE, ROOT, run

BETTER = PAGE.replace("effort: {work: 6m}", "effort: {work: 2m}").replace(
    "name: Send the card", "name: Hand the card over"
)


def draw(*words, **given):
    return run("draw", *map(str, words), **given)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "renew.yaml").write_text(PAGE)
    (folder / "other.yaml").write_text(PAGE.replace("id: renew", "id: other"))
    (tmp_path / "better.yaml").write_text(BETTER)
    return folder


@pytest.mark.parametrize("form", [name for name, made in FORMATS.items() if not made.binary])
def test_each_text_format_goes_to_stdout(pages, form):
    done = draw(pages / "renew.yaml", "--format", form)
    assert done.exit_code == 0
    assert "Check the form" in done.stdout or form == "json"


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_a_binary_format_needs_a_file(pages, tmp_path, form):
    done = draw(pages / "renew.yaml", "--format", form)
    assert done.exit_code == 2
    assert f"{form} is no text: name a file with -o" in done.stderr
    file = tmp_path / f"a.{form}"
    assert draw(pages / "renew.yaml", "-o", file).exit_code == 0
    assert file.read_bytes()[:5] in (b"\x89PNG\r", b"%PDF-")


def test_the_ending_of_the_file_tells_the_format(pages, tmp_path):
    draw(pages / "renew.yaml", "-o", tmp_path / "a.mmd")
    assert "flowchart LR" in (tmp_path / "a.mmd").read_text()
    draw(pages / "renew.yaml", "-o", tmp_path / "a.swimlane.mmd")
    assert "swimlane-beta LR" in (tmp_path / "a.swimlane.mmd").read_text()
    done = draw(pages / "renew.yaml", "-o", tmp_path / "a.gif")
    assert (done.exit_code, "unknown-format" in done.stderr) == (2, True)


@pytest.mark.parametrize("view", ["staff", "customer", "findings", "shares"])
def test_each_view_is_drawn(pages, view):
    done = draw(pages / "renew.yaml", "--view", view)
    assert done.exit_code == 0
    assert f'class="drawing {view}"' in done.stdout


def test_what_the_picture_does_not_show_is_told_on_stderr(pages):
    done = draw(pages / "renew.yaml", "--view", "customer", "--format", "mermaid")
    assert "not shown: 1 step that the customer does not see" in done.stderr
    assert "not shown: coordinates" in done.stderr


def test_against_an_earlier_page_shows_the_difference(pages, tmp_path):
    done = draw(tmp_path / "better.yaml", "--against", pages / "renew.yaml", "--format", "text")
    assert "[changed] Check the form" in done.stdout
    assert "[changed] Hand the card over" in done.stdout
    assert "[added]" not in done.stdout


def test_a_file_of_changes_shows_what_it_would_do(pages, tmp_path):
    changes = tmp_path / "changes.json"
    unread = {"kind": "field-amended", "form": "form", "data": "name", "attribute": "used_by", "value": ["tell"]}
    steps = [
        {"kind": "step-removed", "id": "check"},
        {"kind": "flow-rerouted", "step": "fill", "flow": "check", "to": "tell"},
    ]
    changes.write_text(json.dumps([steps[1], unread, steps[0]]))
    done = draw(pages / "renew.yaml", "--changes", changes, "--format", "text")
    assert done.exit_code == 0, done.stderr
    assert "[removed] Check the form" in done.stdout
    assert "[removed] go to" in done.stdout or "- [removed]" in done.stdout


def test_a_difference_needs_a_second_version_and_the_view_difference(pages):
    done = draw(pages / "renew.yaml", "--view", "difference")
    assert (done.exit_code, "nothing-to-compare" in done.stderr) == (2, True)
    done = draw(pages / "renew.yaml", "--view", "staff", "--against", pages / "other.yaml")
    assert "belong to the view difference" in done.stderr


def test_a_folder_gets_a_picture_of_each_procedure_and_an_index(pages, tmp_path):
    done = draw(pages, "--to", tmp_path / "out")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["index.html", "other.svg", "renew.svg"]
    index = (tmp_path / "out/index.html").read_text()
    assert 'src="renew.svg"' in index
    assert "Check the form" in index


def test_a_page_that_cannot_be_read_does_not_stop_the_others(pages, tmp_path):
    (pages / "broken.yaml").write_text("id: [")
    done = draw(pages, "--to", tmp_path / "out")
    assert done.exit_code == 3
    assert "broken.yaml" in done.stderr
    assert (tmp_path / "out/renew.svg").exists()


def test_nothing_is_overwritten(pages, tmp_path):
    (tmp_path / "a.svg").write_text("mine")
    done = draw(pages / "renew.yaml", "-o", tmp_path / "a.svg")
    assert (done.exit_code, (tmp_path / "a.svg").read_text()) == (2, "mine")


def test_several_procedures_need_a_folder(pages):
    done = draw(pages / "renew.yaml", pages / "other.yaml")
    assert "add --to DIR" in done.stderr


def test_a_procedure_without_steps_is_refused_with_a_reason(tmp_path):
    (tmp_path / "empty.yaml").write_text("id: empty\ntitle: Empty\n")
    done = draw(tmp_path / "empty.yaml")
    assert (done.exit_code, "the procedure has no steps to draw" in done.stderr) == (2, True)


def test_portrait_lets_the_flow_run_down(pages):
    wide = json.loads(draw(pages / "renew.yaml", "--format", "json").stdout)
    tall = json.loads(draw(pages / "renew.yaml", "--format", "json", "--portrait").stdout)
    assert (wide["horizontal"], tall["horizontal"]) == (True, False)
    start, end = ({n["id"]: n["y"] for n in tall["nodes"]}[id] for id in ("begin", "done"))
    assert start < end


def test_keep_layout_is_refused_where_the_file_has_no_coordinates(pages):
    done = draw(pages / "renew.yaml", "--keep-layout")
    assert (done.exit_code, "no-coordinates" in done.stderr) == (3, True)


def test_a_page_on_stdin_is_drawn():
    done = draw("-", "--format", "text", stdin=PAGE)
    assert "Check the form" in done.stdout


def test_a_scene_is_drawn_from_its_place_in_the_repository():
    done = draw(ROOT / "processes/return-a-product.yaml")
    assert done.exit_code == 0
    assert done.stdout.startswith("<?xml")


def test_a_recorded_page_is_drawn_from_where_its_steps_stood(pages, monkeypatch):
    monkeypatch.chdir(pages)
    run("record", "renew.yaml", "--reason", "as it is", "--author", "Ada")
    boxes = {box["id"]: box for box in json.loads(draw("renew.yaml", "--format", "json").stdout)["nodes"]}
    with Designs.open(pages) as designs:
        version, places = designs.places("renew", 1)
        assert (version, places) == (1, {id: (box["x"], box["y"]) for id, box in boxes.items()})
        designs.keep_places("renew", 1, {id: (2 * x, y) for id, (x, y) in places.items()})
    again = {box["id"]: box["x"] for box in json.loads(draw("renew@1", "--format", "json").stdout)["nodes"]}
    assert any(again[id] != boxes[id]["x"] for id in boxes), again

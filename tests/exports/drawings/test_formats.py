"""A drawing in other programs' formats: read back where we can, accepted by their own parsers, gaps listed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from frictionaudit import sources
from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.exports import drawings
from frictionaudit.exports.drawings import FORMATS, dot, index, mermaid, paper, plantuml, text
from frictionaudit.exports.drawings import json as coordinates
from frictionaudit.limits import LIMITS
from tests.browser.all_views import ALL_VIEWS, NAMES
from tests.pictures import HOSTILE, drawn, named

WRITTEN = [name for name in FORMATS if name not in ("bpmn", "png", "pdf")]


def every_name():
    return [pytest.param(named(name), id=id) for id, name in HOSTILE.items()]


def quick(procedure):
    return draw(procedure, DrawOptions(effort=0))


@pytest.mark.parametrize("procedure", every_name())
def test_every_text_format_writes_hostile_names_without_control_characters(procedure):
    drawing = quick(procedure)
    for form in WRITTEN:
        written = drawings.written(form, drawing)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", written), form


@pytest.mark.parametrize("writer", [mermaid.write, mermaid.swimlanes])
@pytest.mark.parametrize("procedure", every_name())
def test_mermaid_reads_back_with_the_same_names_lanes_and_flows(procedure, writer):
    drawing = quick(procedure)
    back = sources.read_bytes(writer(drawing).encode(), "p.mmd", "frictionaudit.sources.mermaid").procedure
    assert len(back.steps) == len(drawing.boxes)
    assert sum(len(step.next) for step in back.steps.values()) == len(drawing.lines)
    wanted = {" ".join(box.name.split())[: LIMITS.name_length] for box in drawing.boxes} - {""}
    plain = {name for name in wanted if re.fullmatch(r"[\w .']+", name)}
    assert plain <= {step.name for step in back.steps.values()}
    assert len(back.parties) == len(drawing.lanes)


def test_a_scene_survives_mermaid_in_names_kinds_and_conditions():
    drawing = drawn("return-a-product")
    back = sources.read_bytes(mermaid.write(drawing).encode(), "p.mmd", "frictionaudit.sources.mermaid").procedure
    assert {step.name for step in back.steps.values() if not step.implied} == {box.name for box in drawing.boxes}
    assert {step.name for step in back.steps.values() if step.kind == "end"} == {
        "Refund received", "Return refused", "Refund rejected"
    }  # fmt: skip
    whens = {flow.when: flow.share and flow.share.value for _, flow in back.flows if flow.when}
    assert whens["all is there"] == 0.72


def test_the_coordinates_have_exactly_the_parts_that_a_scorer_reads():
    document = json.loads(coordinates.write(drawn("return-a-product")))
    assert list(document) == ["name", "tool", "horizontal", "lanes", "nodes", "edges", "labels"]
    assert {tuple(node) for node in document["nodes"]} == {("id", "kind", "lane", "x", "y", "w", "h")}
    assert {tuple(edge) for edge in document["edges"]} == {("id", "source", "target", "points")}
    assert {tuple(lane) for lane in document["lanes"]} == {("id", "name", "x", "y", "w", "h")}
    assert {tuple(label) for label in document["labels"]} == {("of", "kind", "x", "y", "w", "h")}
    assert {node["kind"] for node in document["nodes"]} <= {"task", "event", "gateway"}
    ids = {node["id"] for node in document["nodes"]}
    assert all(edge["source"] in ids and edge["target"] in ids for edge in document["edges"])


def test_the_text_tells_every_step_once_and_every_branch():
    drawing = drawn("return-a-product")
    told = text.write(drawing)
    for n, box in enumerate(drawing.boxes, 1):
        assert len(re.findall(rf"(?m)(?:^|: |- |\s){n}\. (?:\w+ with: )?{re.escape(box.name)}", told)) == 1
    for line in drawing.lines:
        assert line.text in told
    assert told.count("go to ") == len(drawing.lines) - len(drawing.boxes) + 1


def test_a_loop_and_a_long_chain_are_told_to_their_end():
    from tests.building import procedure

    steps = {f"s{n}": {"by": "desk", "next": f"s{n + 1}"} for n in range(1, 1500)}
    whole = procedure({"s0": {"kind": "start", "next": "s1"}, **steps, "s1500": {"kind": "end"}})
    from frictionaudit.analysis.flow.subject import Subject
    from frictionaudit.application.drawings.place import place
    from frictionaudit.application.drawings.staff import staff

    told = text.write(place(staff(Subject(whole)), effort=0))
    assert "1501. ends with" in told


@pytest.mark.parametrize("form", WRITTEN)
def test_each_format_lists_what_it_cannot_say(form):
    lost = drawings.left_out(form, drawn("return-a-product", "findings"))
    assert "1 published promise" in lost
    if form in ("mermaid", "swimlane", "dot", "plantuml"):
        assert "coordinates" in lost
        assert "marks of findings and bars of burden" in lost


@pytest.mark.parametrize("procedure", [*every_name(), pytest.param(None, id="a scene")])
def test_graphviz_accepts_the_graph(procedure):
    program = shutil.which("dot")
    if program is None:
        assert os.environ.get("FRICTIONAUDIT_REQUIRE") != "all", "graphviz is not here"
        pytest.skip("graphviz is not here: expected a program called dot")
    written = dot.write(quick(procedure) if procedure else drawn("return-a-product"))
    done = subprocess.run([program, "-Tplain"], input=written, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(re.findall(r"(?m)^node ", done.stdout)) == (4 if procedure else 19)


def test_plantuml_accepts_every_hostile_name_and_every_scene_in_every_view():
    program = shutil.which("plantuml")
    if program is None:
        assert os.environ.get("FRICTIONAUDIT_REQUIRE") != "all", "PlantUML is not here"
        pytest.skip("PlantUML is not here: expected a program called plantuml")
    drawings = {id: quick(named(name)) for id, name in HOSTILE.items()}
    drawings |= {f"{name}, {view}": drawn(name, view, effort=0) for name in NAMES for view in ALL_VIEWS}
    written = "".join(plantuml.write(drawing) for drawing in drawings.values())  # one start of Java for all
    done = subprocess.run([program, "-syntax", "-pipe"], input=written, capture_output=True, text=True, check=False)
    answers = re.findall(r"(?m)^(ERROR|[A-Z]+$)", done.stdout)
    assert dict(zip(drawings, answers, strict=True)) == dict.fromkeys(drawings, "DESCRIPTION")


def test_plantuml_gets_no_orders_from_names():
    for name in HOSTILE.values():
        written = plantuml.write(quick(named(name)))
        assert written.count("@enduml") == 1
        assert not re.search(r"(?m)^\s*!", written)


def test_png_and_pdf_are_what_they_say():
    drawing = quick(named("Check it"))
    picture, page = paper.png(drawing), paper.pdf(drawing)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(picture[16:20])
    assert abs(width - 2 * drawing.w) <= 2
    assert page[:5] == b"%PDF-"
    assert paper.pdf(drawing) == page


def test_the_index_tells_each_flow_in_words_and_links_to_its_file():
    written = index.write([("a b.svg", "<Title>", "Title\n\n\n1. starts with: x\n  - yes: 2. y\n")], "svg")
    assert 'href="a%20b.svg"' in written
    assert "&lt;Title&gt;" in written
    assert "- yes: 2. y" in written

"""A procedure as BPMN: valid, read back without loss, other tools' extensions kept."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from frictionaudit import sources
from frictionaudit.application.drawings.draw import DrawOptions
from frictionaudit.application.drawings.model import model
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Reading
from tests.building import procedure
from tests.conftest import ROOT
from tests.pictures import HOSTILE, SCENES, named, node_modules

READER = "frictionaudit.sources.bpmn"
NAMES = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL", "di": "http://www.omg.org/spec/BPMN/20100524/DI"}
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:example:tool"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:d="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="urn:x">
<process id="p"><startEvent id="s"/><userTask id="a" name="Check the form" t:who="desk">
<extensionElements><t:form key="k">deep <t:inner/></t:form></extensionElements></userTask><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="a"><extensionElements><t:rate v="3"/></extensionElements></sequenceFlow>
<sequenceFlow id="f2" sourceRef="a" targetRef="e"/></process>
<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">
<bpmndi:BPMNShape bpmnElement="s"><dc:Bounds x="100" y="122" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="a"><dc:Bounds x="200" y="100" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="e"><dc:Bounds x="360" y="122" width="36" height="36"/></bpmndi:BPMNShape>
<bpmndi:BPMNEdge bpmnElement="f1"><d:waypoint x="136" y="140"/><d:waypoint x="200" y="140"/></bpmndi:BPMNEdge>
<bpmndi:BPMNEdge bpmnElement="f2"><d:waypoint x="300" y="140"/><d:waypoint x="360" y="140"/></bpmndi:BPMNEdge>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def written(reading, **options):
    return model(reading, DrawOptions(effort=0, **options))


def back(text, id):
    return sources.read_bytes(text.encode(), f"{id}.bpmn", READER).procedure


@pytest.fixture(scope="session")
def schema():
    return etree.XMLSchema(etree.parse(str(node_modules() / "bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd")))


@pytest.mark.parametrize("path", SCENES, ids=lambda path: str(path.relative_to(ROOT / "processes")))
def test_a_scene_is_read_back_without_loss(path):
    before = sources.read(path).procedure
    made = written(Reading(before, {}))
    after = back(made.content, before.id)
    assert difference(before, after.model_copy(update={"drawn": before.drawn})) == ()
    assert made.left_out == ()


def test_nothing_is_read_out_of_the_names_of_a_page_that_was_written_as_a_drawing():
    parties = {"c": {"side": "customer", "name": "Customer"}, "o": {"side": "frontstage", "name": "Office"}}
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"name": "Pay the fee of £5 by post", "by": "c", "next": "b"},
        "b": {"name": "Wait 5 weeks", "by": "o", "next": "e"},
        "e": {"kind": "end"},
    }
    before = procedure(steps, parties=parties)
    after = back(written(Reading(before, {})).content, "p").steps
    assert (after["a"].channel, after["a"].fees, after["b"].kind.value) == (None, None, "task")


@pytest.mark.parametrize("path", SCENES[:4], ids=lambda path: path.stem)
def test_a_scene_is_valid_by_the_schema_of_the_omg(path, schema):
    made = written(sources.read(path))
    schema.assertValid(etree.fromstring(made.content.encode()))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_valid_and_comes_back_as_one_line(name, schema):
    made = written(Reading(named(HOSTILE[name]), {}))
    schema.assertValid(etree.fromstring(made.content.encode()))
    after = back(made.content, "p")
    assert set(after.steps) == {"s", "a", "g", "e"}
    shown = " ".join((after.steps["a"].name or "").split())
    if name in ("html", "mermaid", "dot", "emoji", "long", "one-word"):
        assert shown == " ".join(HOSTILE[name].split())


def test_every_step_lane_and_flow_has_its_place_in_the_diagram():
    root = etree.fromstring(written(sources.read(SCENES[0])).content.encode())
    drawn = {one.get("bpmnElement") for one in root.iter(f"{{{NAMES['di']}}}BPMNShape", f"{{{NAMES['di']}}}BPMNEdge")}
    tags = ("lane", "participant", "sequenceFlow", "task", "startEvent", "endEvent", "exclusiveGateway")
    elements = {one.get("id") for tag in tags for one in root.iter(f"{{{NAMES['b']}}}{tag}")}
    assert elements == drawn


def test_a_task_with_several_next_steps_gets_a_gateway_that_we_fold_again():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "next": [{"to": "e", "share": 0.6}, {"to": "f", "share": 0.4}]},
        "e": {"kind": "end"},
        "f": {"kind": "end"},
    }
    made = written(Reading(procedure(steps), {})).content
    assert made.count("<exclusiveGateway ") == 1
    assert set(back(made, "p").steps) == {"s", "a", "e", "f"}


def test_a_gateway_that_someone_has_moved_since_is_not_folded():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "next": [{"to": "e"}, {"to": "f"}]},
        "e": {"kind": "end"},
        "f": {"kind": "end"},
    }
    made = written(Reading(procedure(steps), {})).content
    moved = made.replace('sourceRef="s" targetRef="a"', 'sourceRef="s" targetRef="a-split"')
    assert "a-split" in back(moved, "p").steps


def test_ids_that_xml_does_not_take_come_back():
    steps = {
        "1": {"kind": "start", "next": "desk"},
        "desk": {"by": "desk", "next": [{"to": "2:b", "id": "first"}, {"to": "2:b", "id": "1st"}]},
        "2:b": {"kind": "end"},
    }
    before = procedure(steps)
    after = back(written(Reading(before, {})).content, "p")
    assert set(after.steps) == {"1", "desk", "2:b"}
    assert after.steps["desk"].by == "desk"
    assert [flow.key for flow in after.steps["desk"].next] == ["1st", "first"]


def test_extensions_attributes_and_kinds_of_an_imported_file_are_kept(tmp_path, schema):
    path = tmp_path / "small.bpmn"
    path.write_text(MODEL)
    made = written(sources.read(path)).content
    root = etree.fromstring(made.encode())
    schema.assertValid(root)
    (task,) = root.iter(f"{{{NAMES['b']}}}userTask")
    assert task.get("{urn:example:tool}who") == "desk"
    (form,) = root.iter("{urn:example:tool}form")
    assert (form.get("key"), form.text, len(form)) == ("k", "deep ", 1)
    (rate,) = root.iter("{urn:example:tool}rate")
    assert rate.getparent().getparent().get("sourceRef") == "s"


def test_keep_layout_writes_the_coordinates_of_the_file(tmp_path):
    path = tmp_path / "small.bpmn"
    path.write_text(MODEL)
    made = written(sources.read(path), keep_layout=True).content
    widths = re.findall(r'<dc:Bounds x="([\d.]+)" y="[\d.]+" width="100" height="80"/>', made)
    (start,) = re.findall(r'id="s_di".*?\n.*?x="([\d.]+)"', made)
    assert float(widths[0]) - float(start) == 100


FRAMES = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
<process id="p"><startEvent id="s"/><task id="a" name="Ask"/><subProcess id="sub" name="Decide together">
<startEvent id="i"/><task id="b" name="Read it"/><endEvent id="o"/><sequenceFlow id="g1" sourceRef="i" targetRef="b"/>
<sequenceFlow id="g2" sourceRef="b" targetRef="o"/></subProcess><endEvent id="e"/><endEvent id="f"/><endEvent id="h"/>
<boundaryEvent id="late" name="After a week" attachedToRef="sub"><timerEventDefinition><timeDuration>P7D</timeDuration>
</timerEventDefinition></boundaryEvent>
<boundaryEvent id="call" name="Somebody calls" attachedToRef="a" cancelActivity="false"><messageEventDefinition/>
</boundaryEvent><sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="sub"/>
<sequenceFlow id="f3" sourceRef="sub" targetRef="e"/><sequenceFlow id="f4" sourceRef="late" targetRef="f"/>
<sequenceFlow id="f5" sourceRef="call" targetRef="h"/></process></definitions>"""


@pytest.fixture
def frames(tmp_path):
    path = tmp_path / "frames.bpmn"
    path.write_text(FRAMES)
    return path


def test_sub_processes_and_boundary_events_of_an_imported_file_come_back(frames, schema):
    before = sources.read(frames)
    made = written(before)
    root = etree.fromstring(made.content.encode())
    schema.assertValid(root)
    events = {one.get("id"): one.get("attachedToRef") for one in root.iter(f"{{{NAMES['b']}}}boundaryEvent")}
    assert events == {"late": "sub", "call": "a"}
    assert [one.get("id") for one in root.find(".//b:subProcess", NAMES).findall("b:task", NAMES)] == ["b"]
    assert back(made.content, "p").drawn == before.procedure.drawn
    assert made.left_out == ()


def test_the_steps_of_a_sub_process_stand_inside_its_frame_and_events_on_the_border_of_their_activity(frames):
    root = etree.fromstring(written(sources.read(frames)).content.encode())
    places = {
        shape.get("bpmnElement"): [float(shape[0].get(key)) for key in ("x", "y", "width", "height")]
        for shape in root.iter(f"{{{NAMES['di']}}}BPMNShape")
    }
    x, y, w, h = places["sub"]
    for inner in ("i", "b", "o"):
        ix, iy, iw, ih = places[inner]
        assert x < ix < ix + iw < x + w
        assert y < iy < iy + ih < y + h
    for event, host in (("late", "sub"), ("call", "a")):
        (ex, ey, ew, eh), (hx, hy, hw, hh) = places[event], places[host]
        across, down = ex + ew / 2, ey + eh / 2
        on_side = min(abs(across - hx), abs(across - hx - hw)) < 1 and hy - 1 <= down <= hy + hh + 1
        on_top = min(abs(down - hy), abs(down - hy - hh)) < 1 and hx - 1 <= across <= hx + hw + 1
        assert on_side or on_top, (event, places[event], places[host])


def test_a_flow_that_leads_nowhere_is_listed_as_not_drawn(frames):
    frames.write_text(FRAMES.replace('targetRef="h"', 'targetRef="nowhere"'))
    assert written(sources.read(frames)).left_out == ("drawn in the file, not here: 1 flow",)


def test_a_sub_process_whose_flows_cross_its_border_is_drawn_flat_and_says_so(frames):
    frames.write_text(FRAMES.replace('sourceRef="sub" targetRef="e"', 'sourceRef="b" targetRef="e"'))
    made = written(sources.read(frames))
    assert "<subProcess" not in made.content
    assert any("1 sub-process" in line for line in made.left_out), made.left_out


def test_a_lane_without_a_name_does_not_take_that_of_the_pool(tmp_path):
    path = tmp_path / "bare.bpmn"
    lanes = '<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    path.write_text(MODEL.replace('<process id="p">', f'<process id="p">{lanes}'))
    made = written(sources.read(path))
    assert back(made.content, "p").parties["l"].name is None
    assert made.left_out == ()

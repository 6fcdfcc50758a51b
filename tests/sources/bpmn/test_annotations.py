"""What a drawing cannot say is said in `friction:says`, in a side file beside it, or in simulation parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import frictionaudit.sources.bpmn
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.sources import find, read_all
from tests.drawing import FRICTION, HEAD, drawing, flows, xml

LINE = "<startEvent id='s'/><task id='a' name='Look at it'/><exclusiveGateway id='g'/><endEvent id='e'/>" + flows(
    "s a", "a g", "g e"
)
BACK = "<sequenceFlow id='back' name='not yet' sourceRef='g' targetRef='a'/>"


def says(text: str) -> str:
    return f"<extensionElements><friction:says>{text}</friction:says></extensionElements>"


def complaints(process: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        drawing(process)
    return [str(problem) for problem in caught.value.problems]


def test_a_task_says_its_effort_in_the_form_of_a_page():
    text = says("\n  effort: {work: 10m}\n  channel: phone\n")
    step = drawing(f"<task id='a'>{text}</task>").procedure.steps["a"]
    assert str(step.effort.work) == "10m"
    assert step.channel == "phone"


def test_a_flow_says_its_share():
    process = LINE + BACK.replace("/>", f">{says('share: 0.3')}</sequenceFlow>")
    flow = drawing(process).procedure.steps["g"].flow("a")
    assert flow.share.value == 0.3
    assert flow.when == "not yet"


def test_a_process_says_what_belongs_to_the_whole():
    text = says("{volume: 12 per year, kind: permit, forms: {f: {name: Form 7, fields: []}}}")
    asking = f"<task id='a'>{says('asks: f')}</task>"
    procedure = drawing(text + asking).procedure
    assert (str(procedure.volume.short()), procedure.kind) == ("12 per year", "permit")
    assert procedure.steps["a"].asks == ("f",)


def test_a_lane_says_its_side_and_its_cost():
    lane = f"<laneSet><lane id='l' name='Desk'>{says('{side: frontstage, cost: 30 EUR/h}')}"
    process = f"{lane}<flowNodeRef>a</flowNodeRef></lane></laneSet><task id='a'/>"
    party = drawing(process).procedure.parties["l"]
    assert (party.side.value, party.cost.short()) == ("frontstage", "30 EUR/h")


def test_a_mistake_in_what_is_said_is_located_in_the_drawing():
    (told,) = complaints(f"<task id='a'/>\n<task id='b'>{says('efort: 3')}</task>")
    assert told.startswith("small.bpmn:4:")
    assert "there is no key 'efort' in steps.b (did you mean 'effort'?)" in told


def test_the_line_of_a_mistake_is_that_of_its_key():
    (told,) = complaints("<task id='a'>\n" + says("\nchannel: phone\neffort: {work: soon}\n") + "</task>")
    assert told.startswith("small.bpmn:6:")


def test_what_is_not_yaml_is_located_in_the_drawing():
    (told,) = complaints("<task id='a'>\n" + says("\nchannel: [phone\n") + "</task>")
    assert told.startswith("small.bpmn:5:10: '[' is not closed")


def test_what_is_said_of_a_sub_process_that_is_drawn_out_is_listed():
    reading = drawing(f"<subProcess id='p1' name='P'>{says('channel: phone')}<task id='a'/></subProcess>")
    assert [entry.what for entry in reading.skipped] == ["`friction:says` of subProcess 'P'"]


def test_the_published_schema_takes_what_is_said():
    folder = Path(frictionaudit.sources.bpmn.__file__).parent
    schema = etree.XMLSchema(etree.parse(folder / "extensions" / "friction.xsd"))
    assert schema.validate(etree.fromstring("<says xmlns='urn:frictionaudit:1'>share: 0.3</says>"))
    assert not schema.validate(etree.fromstring("<says xmlns='urn:frictionaudit:1'><share/></says>"))


@pytest.fixture
def beside(tmp_path):
    """Reads a drawing with a side file."""

    def read(side: str, process: str = LINE + BACK, data: bytes | None = None) -> tuple[Reading, ...]:
        (tmp_path / "permit.bpmn").write_bytes(data or xml(process))
        (tmp_path / "permit.friction.yaml").write_text(side, encoding="utf-8")
        return read_all(tmp_path / "permit.bpmn")

    return read


def refused(beside, side: str, **given) -> list[str]:
    with pytest.raises(InputError) as caught:
        beside(side, **given)
    return [str(problem).partition("permit.friction")[2] for problem in caught.value.problems]


def test_a_side_file_adds_to_steps_by_id_and_by_name(beside):
    (reading,) = beside("steps:\n  a: {channel: phone}\n  g: {name: Is it right?}\n")
    assert reading.procedure.steps["a"].channel == "phone"
    assert reading.procedure.steps["g"].name == "Is it right?"
    (reading,) = beside("steps: {Look at it: {effort: {work: 5m}}}\n")
    assert str(reading.procedure.steps["a"].effort.work) == "5m"


@pytest.mark.parametrize(
    "side",
    [
        "flows: {back: {share: 0.25}}",
        "flows: {not yet: {share: 0.25}}",
        "steps: {g: {next: [{to: a, share: 0.25}]}}",
        "steps: {g: {next: [{to: Look at it, share: 0.25}]}}",
    ],
)
def test_a_side_file_gives_shares(beside, side):
    (reading,) = beside(side)
    assert {flow.to: flow.share.value for flow in reading.procedure.steps["g"].next} == {"a": 0.25, "e": 0.75}


def test_a_side_file_says_the_whole_and_who_the_customer_is(beside):
    lanes = "<laneSet><lane id='l' name='Employee'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    (reading,) = beside("customer: [Employee]\nvolume: 12 per year\ntitle: Leave\n", process=lanes + LINE)
    assert reading.procedure.parties["l"].side == "customer"
    assert (reading.procedure.title, reading.procedure.volume.per_year) == ("Leave", 12)


def test_an_unknown_name_in_a_side_file_is_located_there(beside):
    assert refused(beside, "steps:\n  aa: {channel: phone}\nflows:\n  x: {share: 1}\n") == [
        ".yaml:2:3: there is no step 'aa' (did you mean 'a'?) [dangling-reference]",
        ".yaml:4:3: there is no flow 'x' (known: s-a, a-g, g-e, back, not yet) [dangling-reference]",
    ]
    assert refused(beside, "customer: [Nobody]") == [
        ".yaml:1:12: there is no pool or lane 'Nobody' (none is defined) [dangling-reference]"
    ]


def test_a_name_of_several_steps_is_refused(beside):
    (told,) = refused(beside, "steps: {A: {channel: web}}", process="<task id='x' name='A'/><task id='y' name='A'/>")
    assert told.startswith(".yaml:1:9: 2 steps are called 'A' (use an id: x, y)")


def test_a_wrong_value_in_a_side_file_is_located_there(beside):
    (told,) = refused(beside, "steps:\n  a:\n    effort: {work: soon}\n")
    assert told.startswith(".yaml:3:20: steps.a.effort.work: ")


def test_of_several_procedures_each_is_named(beside):
    two = f"{HEAD}{FRICTION}<process id='p'><task id='a'/></process><process id='q'><task id='b'/></process>"
    data = f"{two}</definitions>".encode()
    (told,) = refused(beside, "volume: 1 per day", data=data)
    assert "the drawing holds 2 procedures, and 'volume' names none of them (put it under `procedures: {ID: …}`" in told
    one, other = beside("steps: {b: {channel: web}}\nprocedures: {q: {volume: 1 per day}}\n", data=data)
    assert one.procedure.volume is None
    assert other.procedure.volume is not None
    assert other.procedure.steps["b"].channel == "web"


def test_a_side_file_is_no_page(beside, tmp_path):
    beside("title: Permit")
    assert [path.name for path in find([tmp_path]).files] == ["permit.bpmn"]


QBP = """<extensionElements><q:processSimulationInfo xmlns:q="http://www.qbp-simulator.com/Schema201212" currency="EUR">
  <q:resources><q:resource id="r1" name="Clerk" costPerHour="25" totalAmount="3"/>
    <q:resource id="r2" name="Applicant"/></q:resources>
  <q:elements>
    <q:element elementId="a"><q:durationDistribution type="EXPONENTIAL" mean="1" arg1="1200" arg2="NaN"/>
      <q:resourceIds><q:resourceId>r1</q:resourceId></q:resourceIds></q:element>
    <q:element elementId="b"><q:durationDistribution type="TRIANGULAR" mean="120" arg1="60" arg2="300"/>
      <q:resourceIds><q:resourceId>r2</q:resourceId></q:resourceIds></q:element>
  </q:elements>
  <q:sequenceFlows><q:sequenceFlow elementId="back" executionProbability="0.2"/></q:sequenceFlows>
</q:processSimulationInfo></extensionElements>"""


def test_times_shares_and_people_of_qbp_are_assumptions():
    reading = drawing(QBP + LINE + BACK + "<task id='b'/>" + flows("b a"))
    steps, parties = reading.procedure.steps, reading.procedure.parties
    assert steps["a"].effort.work.short() == "20m"
    assert "mean of an exponential distribution" in steps["a"].effort.work.evidence.why
    assert steps["b"].effort.fill.short() == "1m/2m/5m"
    assert steps["g"].flow("a").share.value == 0.2
    assert (parties["r1"].side, parties["r1"].cost.short(), parties["r1"].capacity) == ("frontstage", "25 EUR/h", 3)
    assert parties["r2"].side == "customer"


BPSIM = """<relationship type="BPSimData"><extensionElements><b:BPSimData xmlns:b="http://www.bpsim.org/schemas/1.0">
  <b:Scenario id="one"><b:ScenarioParameters baseTimeUnit="min"/>
    <b:ElementParameters elementRef="a"><b:TimeParameters>
      <b:ProcessingTime><b:NormalDistribution mean="6" standardDeviation="1"/></b:ProcessingTime>
      <b:WaitTime><b:DurationParameter value="PT2H"/></b:WaitTime></b:TimeParameters></b:ElementParameters>
    <b:ElementParameters elementRef="back"><b:ControlParameters>
      <b:Probability><b:FloatingParameter value="0.4"/></b:Probability></b:ControlParameters></b:ElementParameters>
  </b:Scenario><b:Scenario id="two"/></b:BPSimData></extensionElements></relationship>"""


def test_times_and_shares_of_bpsim_are_assumptions():
    reading = drawing(LINE + BACK, BPSIM)
    step = reading.procedure.steps["a"]
    assert (step.effort.work.short(), step.wait.queue.short()) == ("6m", "2h")
    assert reading.procedure.steps["g"].flow("a").share.value == 0.4
    assert [entry.what for entry in reading.skipped] == ["scenario 'two'"]

"""Who does a task where no lane says so, and what a task asks."""

from __future__ import annotations

import json

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.sources.bpmn import read
from tests.drawing import drawing, flows, procedure

TOOLS = (
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'"
    " xmlns:activiti='http://activiti.org/bpmn' xmlns:flowable='http://flowable.org/bpmn'"
    " xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'>"
)


def tool(process: str, around: str = ""):
    return read(f"{TOOLS}<process id='p'>{process}</process>{around}</definitions>".encode(), "x.bpmn")


def owner(text: str, role: str = "potentialOwner") -> str:
    expression = f"<formalExpression>{text}</formalExpression>"
    return f"<{role}><resourceAssignmentExpression>{expression}</resourceAssignmentExpression></{role}>"


@pytest.mark.parametrize(
    ("task", "name"),
    [
        (f"<userTask id='t'>{owner('clerk')}</userTask>", "clerk"),
        (f"<userTask id='t'>{owner('group(Accounting)')}</userTask>", "Accounting"),
        (f"<userTask id='t'>{owner('clerk', 'humanPerformer')}</userTask>", "clerk"),
        ("<userTask id='t' camunda:assignee='clerk'/>", "clerk"),
        ("<userTask id='t' camunda:assignee='${teamLeader}'/>", "team Leader"),
        ("<userTask id='t' activiti:candidateGroups='sales,support'/>", "sales or support"),
        ("<userTask id='t' flowable:candidateUsers='ann'/>", "ann"),
        (
            "<userTask id='t'><extensionElements><zeebe:assignmentDefinition candidateGroups='clerks'/>"
            "</extensionElements></userTask>",
            "clerks",
        ),
    ],
)
def test_a_task_is_done_by_the_performer_that_it_names(task, name):
    drawn = tool(task).procedure
    assert drawn.parties[drawn.steps["t"].by].name == name
    assert drawn.parties[drawn.steps["t"].by].side is Side.BACKSTAGE


def test_a_group_goes_before_a_person():
    drawn = tool("<userTask id='t' camunda:assignee='ann' camunda:candidateGroups='clerks'/>").procedure
    assert drawn.parties[drawn.steps["t"].by].name == "clerks"


@pytest.mark.parametrize("variable", ["${startedBy}", "${initiator}", "#{who}"])
def test_whoever_starts_the_case_is_the_customer(variable):
    start = "<startEvent id='s' activiti:initiator='who'/>"
    drawn = tool(f"{start}<userTask id='t' camunda:assignee='{variable}'/>{flows('s t')}").procedure
    assert drawn.parties[drawn.steps["t"].by].side is Side.CUSTOMER


def test_an_expression_that_computes_the_performer_says_nothing():
    assert tool("<userTask id='t' camunda:assignee='${service.find(x)}'/>").procedure.steps["t"].by is None


def test_a_lane_goes_before_a_performer_and_a_pool_behind_it():
    lanes = "<laneSet><lane id='l' name='Desk'><flowNodeRef>t</flowNodeRef></lane></laneSet>"
    task = "<userTask id='t' camunda:candidateGroups='clerks'/>"
    assert tool(lanes + task).procedure.steps["t"].by == "l"
    pool = "<collaboration><participant id='us' name='Town hall' processRef='p'/></collaboration>"
    drawn = tool(task + "<task id='u'/>", pool).procedure
    assert drawn.parties[drawn.steps["t"].by].unit == "Town hall"
    assert drawn.steps["u"].by == "us"


HALL = "<collaboration><participant id='us' name='Town hall' processRef='p'/></collaboration>"
ROUND = "<startEvent id='s'/>{0}<serviceTask id='a' camunda:class='x'/>{1}<endEvent id='e'/>" + flows(
    "s t", "t a", "a u", "u e"
)


@pytest.mark.parametrize(
    "one",
    [
        "camunda:assignee='demo'/>",
        "camunda:candidateUsers='demo'/>",
        "><extensionElements><zeebe:assignmentDefinition assignee='demo'/></extensionElements></userTask>",
    ],
)
def test_the_one_person_of_a_pool_is_the_pool(one):
    drawn = tool(ROUND.format(f"<userTask id='t' {one}", "<userTask id='u'/>"), HALL).procedure
    assert {step.by for step in drawn.steps.values()} == {"us"}
    assert set(drawn.parties) == {"us"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("camunda:assignee='ann'", "camunda:assignee='bob'"),
        ("camunda:candidateGroups='clerks'", ""),
        ("camunda:assignee='${head}'", ""),
        ("camunda:assignee='ann'", "camunda:candidateGroups='clerks'"),
    ],
)
def test_several_persons_a_group_or_a_role_are_parties_of_their_own(one, other):
    drawn = tool(ROUND.format(f"<userTask id='t' {one}/>", f"<userTask id='u' {other}/>"), HALL).procedure
    assert drawn.steps["t"].by != drawn.steps["u"].by
    assert drawn.steps["t"].by != "us"


def test_what_happens_by_itself_in_a_pool_hands_nothing_over():
    one, other = (
        "<userTask id='t' camunda:candidateGroups='clerks'/>",
        "<userTask id='u' camunda:assignee='${head}'/>",
    )
    drawn = tool(ROUND.format(one, other), HALL).procedure
    clerks, head = drawn.steps["t"].by, drawn.steps["u"].by
    assert [drawn.steps[step].by for step in "staue"] == [clerks, clerks, clerks, head, head]
    assert Measures(Subject(drawn))["handoffs"].value == 1


def test_a_task_of_the_pool_that_names_nobody_is_a_hand_off_to_the_pool():
    one = "<userTask id='t' camunda:candidateGroups='clerks'/>"
    drawn = tool(ROUND.format(one, "<userTask id='u'/>"), HALL).procedure
    assert [drawn.steps[step].by for step in "stau"] == ["clerks", "clerks", "clerks", "us"]
    assert drawn.steps["e"].by == "us"
    assert Measures(Subject(drawn))["handoffs"].value == 1


@pytest.mark.parametrize("element", ["serviceTask", "scriptTask"])
def test_an_automatic_step_is_no_step_of_the_staff(element):
    step = procedure(f"<{element} id='t' name='Send the mail'/>").steps["t"]
    assert (step.kind, step.systems) == (StepKind.EVENT, ("workflow system",))


def fields(inside: str) -> str:
    return f"<userTask id='t' name='Apply'><extensionElements>{inside}</extensionElements></userTask>"


@pytest.mark.parametrize(
    "inside",
    [
        "<camunda:formData><camunda:formField id='birthDate' label='Born on'><camunda:validation>"
        "<camunda:constraint name='required'/></camunda:validation></camunda:formField></camunda:formData>",
        "<activiti:formProperty id='birthDate' name='Born on' required='true'/>",
        "<flowable:formProperty id='birthDate' name='Born on' required='true'/>",
    ],
)
def test_the_fields_of_a_form_are_asked_at_their_task(inside):
    drawn = tool(fields(inside)).procedure
    assert drawn.steps["t"].asks == ("t-form",)
    (field,) = drawn.forms["t-form"].fields
    assert (field.data, field.label, field.required) == ("birthDate", "Born on", True)
    assert drawn.forms["t-form"].name == "Apply"


CAMUNDA_8 = """{"components": [{"type": "text", "text": "Welcome"}, {"type": "group", "components": [
    {"key": "birthDate", "label": "Born on", "type": "datetime", "validate": {"required": true}}]},
    {"key": "note", "type": "textarea"}, {"type": "button", "key": "send"}]}"""


def asked(reading):
    return [(field.data, field.label, field.required) for field in reading.procedure.forms["t-form"].fields]


def form(id: str, *data: str) -> str:
    listed = "".join(f"<camunda:formField id='{name}' label='{name}'/>" for name in data)
    inside = f"<extensionElements><camunda:formData>{listed}</camunda:formData></extensionElements>"
    return f"<userTask id='{id}' name='{id}'>{inside}</userTask>"


def shown(reading) -> dict[str, list[str]]:
    """The fields of each step that are shown filled in."""
    steps, all_forms = reading.procedure.steps, reading.procedure.forms
    return {
        id: [field.data for name in step.asks for field in all_forms[name].fields if field.prefilled]
        for id, step in steps.items()
        if step.asks
    }


def test_a_field_with_the_id_of_an_earlier_one_is_shown_filled_in():
    reading = tool(form("ask", "name", "days") + form("decide", "name", "approved") + flows("ask decide"))
    assert shown(reading) == {"ask": [], "decide": ["name"]}
    assert "1 field of a form has the id of a field of an earlier form" in " ".join(reading.notes)


def test_a_field_that_a_loop_brings_back_is_shown_filled_in_only_where_it_comes_second():
    loop = flows("s ask", "ask decide", "decide ask")
    reading = tool("<startEvent id='s'/>" + form("decide", "name") + form("ask", "name") + loop)
    assert shown(reading) == {"ask": [], "decide": ["name"]}


def test_forms_of_which_a_case_sees_one_or_the_other_show_nothing_filled_in():
    ways = "<startEvent id='s'/><exclusiveGateway id='g'/>" + flows("s g", "g a", "g b")
    assert shown(tool(ways + form("a", "name") + form("b", "name"))) == {"a": [], "b": []}


def test_a_form_of_camunda_8_inside_the_drawing_is_read():
    embedded = f"<extensionElements><zeebe:userTaskForm id='f1'>{CAMUNDA_8}</zeebe:userTaskForm></extensionElements>"
    reading = tool(embedded + fields("<zeebe:formDefinition formKey='camunda-forms:bpmn:f1'/>"))
    assert asked(reading) == [("birthDate", "Born on", True), ("note", "note", False)]


def test_a_form_beside_the_drawing_is_read(tmp_path):
    from frictionaudit.sources import read as read_file

    task = fields("<zeebe:formDefinition formId='apply'/>")
    (tmp_path / "x.bpmn").write_text(f"{TOOLS}<process id='p'>{task}</process></definitions>", encoding="utf-8")
    (tmp_path / "apply.form").write_text(CAMUNDA_8, encoding="utf-8")
    assert len(asked(read_file(tmp_path / "x.bpmn"))) == 2
    (tmp_path / "apply.form").write_text("no json", encoding="utf-8")
    reading = read_file(tmp_path / "x.bpmn")
    assert reading.procedure.forms["t-form"].fields is None
    assert "form 'apply.form'" in [entry.what for entry in reading.skipped]


def test_a_form_asks_only_what_somebody_fills_in(tmp_path):
    from frictionaudit.sources import find
    from frictionaudit.sources import read as read_file

    components = [
        {"type": "textfield", "key": "a", "label": "Name"},
        {"type": "datetime", "key": "born", "dateLabel": "Date of birth"},
        {"type": "textfield", "key": "b", "label": "Hidden", "conditional": {"hide": "=true"}},
        {"type": "textfield", "key": "c", "label": "Contract", "readonly": True},
        {"type": "textfield", "key": "d", "label": "Old", "disabled": True},
        {"type": "textfield", "key": "e", "label": "If married", "conditional": {"hide": "=not(married)"}},
    ]
    task = fields("<zeebe:formDefinition formId='apply'/>")
    (tmp_path / "x.bpmn").write_text(f"{TOOLS}<process id='p'>{task}</process></definitions>", encoding="utf-8")
    (tmp_path / "apply.form").write_text(json.dumps({"components": components}), encoding="utf-8")
    asked = read_file(tmp_path / "x.bpmn").procedure.forms["t-form"].fields
    assert [field.label for field in asked] == ["Name", "Date of birth", "If married"]
    assert find([tmp_path]).ignored == ()


def test_a_form_that_is_only_named_is_a_form_with_unknown_fields():
    drawn = tool("<userTask id='t' camunda:formKey='embedded:app:forms/apply.html'/>").procedure
    assert drawn.forms["t-form"].fields is None


def test_a_document_without_a_name_is_named_by_its_definition():
    lanes = "<laneSet><lane id='l' name='Customer'><flowNodeRef>t</flowNodeRef></lane></laneSet>"
    task = """<task id='t'><dataOutputAssociation><targetRef>r</targetRef></dataOutputAssociation></task>
        <dataObject id='d' itemSubjectRef='i'/><dataObjectReference id='r' dataObjectRef='d'/>"""
    item = "<itemDefinition id='i' structureRef='org.example.BirthCertificate'/>"
    drawn = procedure(lanes + task, item)
    assert drawn.documents["r"].name == "Birth Certificate"


@pytest.mark.parametrize(
    "task",
    [
        "<sendTask id='a' camunda:type='external' camunda:topic='mail'/>",
        "<businessRuleTask id='a' camunda:decisionRef='risk'/>",
        "<sendTask id='a'><extensionElements><zeebe:taskDefinition type='mail'/></extensionElements></sendTask>",
        "<businessRuleTask id='a'><extensionElements><zeebe:calledDecision/></extensionElements></businessRuleTask>",
    ],
)
def test_a_task_for_which_a_tool_calls_something_is_a_systems(task):
    step = tool(task).procedure.steps["a"]
    assert (step.kind, step.systems) == (StepKind.EVENT, ("workflow system",))


def test_a_task_in_a_customers_lane_is_the_customers_whatever_is_called_for_it():
    lane = "<laneSet><lane id='l' name='Customer'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    drawn = tool(lane + "<businessRuleTask id='a' camunda:decisionRef='risk'/>").procedure
    assert drawn.steps["a"].kind is StepKind.TASK


@pytest.mark.parametrize("task", ["<sendTask id='a'/>", "<businessRuleTask id='a'/>", "<userTask id='a'/>"])
def test_a_task_for_which_nothing_is_called_is_somebodys(task):
    assert tool(task).procedure.steps["a"].kind is StepKind.TASK


@pytest.mark.parametrize(
    ("lane", "kind"),
    [
        ("CRM system", StepKind.EVENT),
        ("SAP", StepKind.EVENT),
        ("IT-System", StepKind.EVENT),
        ("Kundenportal", StepKind.EVENT),
        ("Portail caf.fr", StepKind.EVENT),
        ("SAP team", StepKind.TASK),
        ("System administration", StepKind.TASK),
        ("Front desk", StepKind.TASK),
    ],
)
def test_the_tasks_in_the_lane_of_a_system_are_no_work_of_people(lane, kind):
    lanes = (
        f"<laneSet><lane id='l' name='{lane}'><flowNodeRef>a</flowNodeRef><flowNodeRef>u</flowNodeRef></lane></laneSet>"
    )
    steps = procedure(lanes + "<task id='a'/><userTask id='u'/>").steps
    assert steps["a"].kind is kind
    assert steps["a"].systems == ((lane,) if kind is StepKind.EVENT else ())
    assert steps["u"].kind is StepKind.TASK, "drawn as a task of people"


GROUP = (
    "<ioSpecification><dataInput id='{0}-g' name='GroupId'/></ioSpecification><dataInputAssociation>"
    "<targetRef>{0}-g</targetRef><assignment><from>{1}</from><to>{0}-g</to></assignment></dataInputAssociation>"
)


def test_the_group_that_jbpm_writes_into_the_inputs_does_the_task():
    task = f"<userTask id='t'>{GROUP.format('t', 'front-desk')}</userTask>"
    drawn = procedure(task)
    assert drawn.parties[drawn.steps["t"].by].name == "front-desk"


@pytest.mark.parametrize(("second", "name"), [("clerk", "clerk"), ("cleaner", None)])
def test_an_ad_hoc_sub_process_is_done_by_whoever_does_all_its_tasks(second, name):
    tasks = (f"<userTask id='{id}'>{GROUP.format(id, who)}</userTask>" for id, who in (("a", "clerk"), ("b", second)))
    drawn = procedure(f"<adHocSubProcess id='t'>{''.join(tasks)}</adHocSubProcess>")
    by = drawn.steps["t"].by
    assert (drawn.parties[by].name if by else None) == name


@pytest.mark.parametrize(("mean", "known"), [("0", False), ("30", True)])
def test_a_mean_of_zero_that_a_tool_fills_in_is_no_time(mean, known):
    data = (
        "<relationship><extensionElements><b:BPSimData xmlns:b='http://www.bpsim.org/schemas/1.0'><b:Scenario>"
        "<b:ElementParameters elementRef='t'><b:TimeParameters><b:ProcessingTime>"
        f"<b:NormalDistribution mean='{mean}' standardDeviation='0'/></b:ProcessingTime></b:TimeParameters>"
        "</b:ElementParameters></b:Scenario></b:BPSimData></extensionElements></relationship>"
    )
    effort = procedure("<userTask id='t'/>", data).steps["t"].effort
    assert (effort is not None) is known


@pytest.mark.parametrize(
    ("lane", "says"),
    [
        (
            "<laneSet><lane id='l' name='Office'><flowNodeRef>a</flowNodeRef></lane></laneSet>",
            "1 task is in no lane, so the drawing does not say who does it: 'B'",
        ),
        ("", "1 task has no performer, so the drawing does not say who does it: 'B'"),
    ],
)
def test_a_task_that_nobody_does_is_noted_as_the_drawing_shows_performers(lane, says):
    does = "" if lane else "<performer name='Office'/>"
    reading = drawing(f"{lane}<userTask id='a' name='A'>{does}</userTask><userTask id='b' name='B'/>" + flows("a b"))
    assert says in reading.notes

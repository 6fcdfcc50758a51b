"""Every flow element of BPMN 2.0 has its row in the reader's table, and the reference prints that table."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.element_details import DETAILS, LEFT_OUT
from frictionaudit.sources.bpmn.elements import ELEMENTS, NODES, reference
from tests.conftest import ROOT
from tests.drawing import drawing, procedure

PAGE = ROOT / "docs" / "reference" / "drawings.md"
FLOW_ELEMENTS = """
    adHocSubProcess boundaryEvent businessRuleTask callActivity callChoreography choreographyTask complexGateway
    dataObject dataObjectReference dataStoreReference endEvent eventBasedGateway exclusiveGateway implicitThrowEvent
    inclusiveGateway intermediateCatchEvent intermediateThrowEvent manualTask parallelGateway receiveTask scriptTask
    sendTask sequenceFlow serviceTask startEvent subChoreography subProcess task transaction userTask
    """
"""The elements that may stand for `flowElement` in the OMG's schema of BPMN 2.0, without the abstract `event`."""


def test_the_table_has_exactly_the_flow_elements_of_the_schema():
    assert {name for name, made in ELEMENTS.items() if made.flow_element} == set(FLOW_ELEMENTS.split())


def test_every_row_says_what_becomes_of_its_element():
    assert all(made.says for made in ELEMENTS.values())


def test_the_reference_prints_the_table():
    assert PAGE.read_text(encoding="utf-8") == reference()


SCHEMA = """
    auditing monitoring category categoryValue choreography globalChoreographyTask collaboration conversation
    subConversation callConversation conversationLink conversationAssociation globalConversation correlationKey
    correlationProperty correlationSubscription dataInput dataOutput dataInputAssociation dataOutputAssociation
    dataState dataStore documentation endPoint error escalation signal message itemDefinition expression
    formalExpression extension extensionElements group association textAnnotation text import inputSet outputSet
    interface operation ioBinding ioSpecification lane laneSet childLaneSet flowNodeRef
    standardLoopCharacteristics multiInstanceLoopCharacteristics complexBehaviorDefinition messageFlow
    messageFlowAssociation participant participantAssociation participantMultiplicity partnerEntity partnerRole
    performer humanPerformer potentialOwner resource resourceRole resourceAssignmentExpression resourceParameter
    resourceParameterBinding process property relationship rendering script assignment transformation
    globalTask globalUserTask globalManualTask globalScriptTask globalBusinessRuleTask definitions
    cancelEventDefinition compensateEventDefinition conditionalEventDefinition errorEventDefinition
    escalationEventDefinition linkEventDefinition messageEventDefinition signalEventDefinition
    terminateEventDefinition timerEventDefinition timeDate timeCycle timeDuration conditionExpression
    loopCardinality loopCondition completionCondition condition incoming outgoing sourceRef targetRef
    """
"""The other elements of the schema that can stand in a file."""


def test_every_element_of_the_schema_has_its_row():
    assert not set(SCHEMA.split()) - {*ELEMENTS, *DETAILS, *LEFT_OUT}


def test_no_element_has_two_rows():
    assert not set(ELEMENTS) & set(DETAILS)
    assert not set(LEFT_OUT) & {*ELEMENTS, *DETAILS}


READ = {
    "task": "<task id='x'/>",
    "userTask": "<userTask id='x'/>",
    "manualTask": "<manualTask id='x'/>",
    "sendTask": "<sendTask id='x'/>",
    "receiveTask": "<receiveTask id='x'/>",
    "serviceTask": "<serviceTask id='x'/>",
    "scriptTask": "<scriptTask id='x'/>",
    "businessRuleTask": "<businessRuleTask id='x'/>",
    "callActivity": "<callActivity id='x'/>",
    "startEvent": "<startEvent id='x'/>",
    "endEvent": "<endEvent id='x'/>",
    "intermediateCatchEvent": "<intermediateCatchEvent id='x'><messageEventDefinition/></intermediateCatchEvent>",
    "intermediateThrowEvent": "<intermediateThrowEvent id='x'/>",
    "implicitThrowEvent": "<implicitThrowEvent id='x'/>",
    "boundaryEvent": "<task id='h'/><boundaryEvent id='x' attachedToRef='h'/>",
    "exclusiveGateway": "<exclusiveGateway id='x'/>",
    "parallelGateway": "<parallelGateway id='x'/>",
    "inclusiveGateway": "<inclusiveGateway id='x'/>",
    "eventBasedGateway": "<eventBasedGateway id='x'/>",
    "complexGateway": "<complexGateway id='x'/>",
    "subProcess": "<subProcess id='p1'><task id='x'/></subProcess>",
    "transaction": "<transaction id='p1'><task id='x'/></transaction>",
    "adHocSubProcess": "<adHocSubProcess id='x'><task id='y'/></adHocSubProcess>",
}
KINDS = {"subProcess": StepKind.TASK, "transaction": StepKind.TASK, "adHocSubProcess": StepKind.TASK}


@pytest.mark.parametrize("name", READ)
def test_each_element_that_becomes_a_step_has_the_kind_of_its_row(name):
    step = procedure(READ[name]).steps["x"]
    assert step.kind is (ELEMENTS[name].kind or KINDS[name])
    assert bool(step.systems) is bool(ELEMENTS[name].system)
    assert (step.wait is not None) is (name in ("receiveTask", "intermediateCatchEvent"))


def test_every_step_of_the_table_is_read_here():
    assert set(READ) == set(NODES)


@pytest.mark.parametrize(
    "name", sorted({*LEFT_OUT, *(name for name, row in ELEMENTS.items() if row.role == "left out")})
)
def test_each_element_that_is_left_out_is_listed_with_its_reason(name):
    element = f"<task id='t'><{name}/></task>" if name.endswith("LoopCharacteristics") else f"<task id='t'/>\n<{name}/>"
    (entry,) = drawing(element).skipped
    reason = LEFT_OUT.get(name) or ELEMENTS[name].says
    assert name in entry.what or "repetition" in entry.what
    assert entry.why.startswith(reason.partition(";")[0])


@pytest.mark.parametrize(
    "name", sorted(set(DETAILS) - {"definitions", "process", "BPMNDiagram", "linkEventDefinition"})
)
def test_a_detail_is_not_listed_by_itself(name):
    assert drawing(f"<task id='t'><{name}/></task>").skipped == ()

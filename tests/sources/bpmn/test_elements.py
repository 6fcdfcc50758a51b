"""Every flow element of BPMN 2.0 has its row in the reader's table, and the reference prints that table."""

from __future__ import annotations

from frictionaudit.sources.bpmn.elements import ELEMENTS, reference
from tests.conftest import ROOT

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

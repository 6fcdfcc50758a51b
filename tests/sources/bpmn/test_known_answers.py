"""Small drawings, each of which was once read wrong, with what is right."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.application.audit import Sources, audit
from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources import read
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "bpmn" / "readings"


@pytest.fixture
def reading(request):
    return read(FOLDER / f"{request.param}.bpmn")


def named(reading):
    (finding,) = audit(Sources((reading,), (), ())).procedures
    return {entry.rule for entry in finding.findings}


@pytest.mark.parametrize("reading", ["wait"], indirect=True)
def test_waiting_for_a_supplier_is_unknown_and_not_none(reading):
    measured = Measures(Subject(reading.procedure))["wait_third"]
    assert reading.procedure.steps["w"].wait.unknown == ("third",)
    assert measured.evidence.unknown == ("w",)
    assert measured.value is None


@pytest.mark.parametrize("reading", ["zeebe"], indirect=True)
def test_an_element_of_a_tool_is_not_counted(reading):
    assert reading.procedure.drawn["drawn_tasks"] == 1


@pytest.mark.parametrize("reading", ["default"], indirect=True)
def test_one_condition_beside_a_default_is_either_or(reading):
    assert reading.procedure.steps["t-split"].kind is StepKind.EXCLUSIVE
    assert "FA807" not in named(reading)


@pytest.mark.parametrize("reading", ["err"], indirect=True)
def test_an_error_that_nobody_catches_does_not_run_on_to_the_payment(reading):
    steps = reading.procedure.steps
    assert (steps["bad"].kind, steps["bad"].stops, steps["bad"].next) == (StepKind.END, True, ())
    assert Subject(reading.procedure).visits("t").value == pytest.approx(0.5)


@pytest.mark.parametrize("reading", ["space"], indirect=True)
def test_a_namespace_with_a_blank_is_read(reading):
    assert list(reading.procedure.steps) == ["e", "s", "t"]


@pytest.mark.parametrize("reading", ["lane"], indirect=True)
def test_a_lane_without_a_name_bears_that_of_its_pool(reading):
    party = reading.procedure.parties["Lane_1"]
    assert (party.name, party.side) == ("Customer", "customer")

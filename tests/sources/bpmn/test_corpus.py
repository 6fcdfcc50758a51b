"""Real drawings: each is read or refused with its line, counted as a plain XML count does, and can be audited."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from frictionaudit.application.audit import Sources, audit
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.sources import SHARED, read_all
from frictionaudit.sources.bpmn.xml import MODELS

EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
KINDS = {
    "drawn_tasks": lambda name: name in ("task", "callActivity") or name.endswith("Task"),
    "drawn_subprocesses": lambda name: name in ("subProcess", "transaction", "adHocSubProcess"),
    "drawn_events": lambda name: name in EVENTS,
    "drawn_gateways": lambda name: name.endswith("Gateway"),
    "drawn_flows": lambda name: name == "sequenceFlow",
    "drawn_message_flows": lambda name: name == "messageFlow",
    "drawn_lanes": lambda name: name == "lane",
    "drawn_pools": lambda name: name == "participant",
    "drawn_data": lambda name: name in ("dataObjectReference", "dataStoreReference"),
}


@cache
def outcomes(folder: Path) -> dict[Path, tuple[Reading, ...] | InputError]:
    """What became of every drawing below a folder."""
    found: dict[Path, tuple[Reading, ...] | InputError] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".bpmn" or (path.suffix in SHARED and "bpmn" in path.name):
            try:
                found[path] = read_all(path)
            except InputError as error:
                found[path] = error
    return found


@pytest.fixture(scope="module")
def read(shared_data):
    return outcomes(shared_data)


def test_every_file_is_read_or_refused_in_one_line_that_says_where(read):
    refused = {path: error for path, error in read.items() if isinstance(error, InputError)}
    assert len(read) > 680
    assert len(refused) == 3, "the three that are damaged on purpose"
    for error in refused.values():
        (problem,) = error.problems
        assert problem.slug == "not-xml"
        assert int(problem.where.rsplit(":", 2)[1]) > 1


def test_the_counts_of_a_file_are_those_of_a_plain_xml_count(read):
    for path, readings in read.items():
        if isinstance(readings, InputError):
            continue
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
        qualified = [etree.QName(element) for element in root.iter() if isinstance(element.tag, str)]
        names = [name.localname for name in qualified if name.namespace in MODELS]
        plain = {key: sum(map(counts, names)) for key, counts in KINDS.items()}
        ours: Counter[str] = Counter()
        for reading in readings:
            ours.update(reading.procedure.drawn)
        assert {key: ours[key] for key in plain} == plain, path


def test_every_procedure_read_can_be_audited(read):
    for readings in read.values():
        if not isinstance(readings, InputError):
            assert audit(Sources(readings, (), ())).summary.procedures == len(readings)


def test_every_step_flow_and_party_of_a_drawing_knows_its_line(read):
    for path, readings in read.items():
        for reading in () if isinstance(readings, InputError) else readings:
            for id, step in reading.procedure.steps.items():
                assert ("steps", id) in reading.spans, (path, id)
                assert all(("steps", id, "next", flow.key) in reading.spans for flow in step.next), (path, id)
            assert all(("parties", id) in reading.spans for id in reading.procedure.parties), path


def test_everything_left_out_has_its_line(read):
    for readings in read.values():
        for reading in () if isinstance(readings, InputError) else readings:
            assert all(entry.where is not None for entry in reading.skipped)

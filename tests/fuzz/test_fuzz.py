"""Mutated inputs: each reader answers with a result or an error of its own, in time."""

from __future__ import annotations

import pytest

from frictionaudit import sources
from tests.fuzz.run import failures
from tests.fuzz.targets import targets

TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_no_mutated_input_brings_a_foreign_exception(name):
    failed = [f"input {failure.number}\n{failure.trace}" for failure in failures(name, TARGETS[name], 500)]
    assert not failed, "\n".join(failed[:3])


def test_every_reader_is_fuzzed():
    endings = {".yaml", ".csv", ".html", ".xlsx", ".xls", ".docx", ".ods", ".steps", ".bpmn", ".drawio", ".mmd"}
    assert {sources.READERS[ending] for ending in endings} == set(sources.READERS.values())
    assert len(TARGETS) == len(endings) + 6


def test_every_target_reads_some_of_its_seeds():
    from frictionaudit.errors import FrictionauditError

    for name, target in TARGETS.items():
        read = 0
        for seed in target.seeds:
            try:
                target.read(seed)
                read += 1
            except FrictionauditError:
                continue
        assert read, name

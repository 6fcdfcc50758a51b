"""Where a finding or a fault is: the file and line, for every format and every name of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frictionaudit import sources
from frictionaudit.application.audit import audit, collect
from tests.conftest import run

LINES = "Customer: Fill in the form 9m\nDesk: Check the form 6m\n"


def audited(*paths: str):
    return audit(collect([Path(path) for path in paths]))


def test_a_finding_about_a_whole_file_of_lines_names_the_file(folder):
    (folder / "renew.steps").write_text(LINES)
    (procedure,) = audited("renew.steps").procedures
    assert procedure.source == "renew.steps"
    assert {finding.where.path for finding in procedure.findings} == {"renew.steps"}
    assert sources.read(folder / "renew.steps").path.endswith("renew.steps")
    concise = run("audit", "renew.steps", "--format", "concise").stdout.splitlines()
    assert all(line.startswith("renew.steps:") for line in concise[:-1])


def test_a_waiver_for_a_file_of_lines_waives(folder):
    (folder / "renew.steps").write_text(LINES)
    waiver = '[[waivers]]\nrule = "FA904"\npath = "renew.steps"\nby = "Ada"\nuntil = 2999-01-01\nreason = "as agreed"\n'
    rule = next(f.rule for f in audited("renew.steps").procedures[0].findings if f.where.line == 1)
    (folder / "frictionaudit.toml").write_text(waiver.replace("FA904", rule))
    document = json.loads(run("audit", "renew.steps", "--format", "json").stdout)
    assert document["summary"]["waived"] == 1


@pytest.mark.parametrize(("name", "text", "line"), [("12:30.yaml", "id: [", 1), ("a:b.yaml", "id: a\n\nx: 1\n", 3)])
def test_a_file_that_cannot_be_read_is_named_whole(folder, name, text, line):
    (folder / name).write_text(text)
    done = audited(name, "renew.yaml")
    assert {skipped.where.path for skipped in done.skipped} == {name}
    assert line in {skipped.where.line for skipped in done.skipped}
    assert done.summary.unreadable == 1
    assert [procedure.id for procedure in done.procedures] == ["renew"]

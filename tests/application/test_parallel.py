"""Several processes give the same audit as one, to the byte."""

from __future__ import annotations

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.parallel import audit_files, workers
from frictionaudit.exports.audit import json as audit_json
from tests.conftest import ROOT

TERMS = AuditOptions.default()
STEPS = "steps: {{s: {{kind: start, next: a}}, a: {{by: c, effort: {{fill: {minutes}m}}, next: e}}, e: {{kind: end}}}}"
PAGE = "id: {id}\ntitle: T\nparties: {{c: {{side: customer}}}}\n" + STEPS + "\n"


def test_two_processes_write_the_same_bytes_as_one():
    paths = [ROOT / "processes"]
    assert audit_json.write(audit_files(paths, TERMS, 2)) == audit_json.write(audit(collect(paths)))


@pytest.fixture
def folder(tmp_path):
    for n in range(40):
        (tmp_path / f"page{n:02}.yaml").write_text(PAGE.format(id=f"p{n}", minutes=n + 1))
    (tmp_path / "page00.yaml").write_text(PAGE.format(id="leave", minutes=30) + "leaves: p39\n")
    (tmp_path / "broken.yaml").write_text("id: [")
    (tmp_path / "notes.txt").write_text("x")
    return tmp_path


def test_pages_that_are_compared_find_each_other_across_portions_and_faults_are_all_there(folder):
    one, two = audit(collect([folder])), audit_files([folder], TERMS, 2)
    assert audit_json.write(two) == audit_json.write(one)
    leave = next(p for p in two.procedures if p.id == "leave")
    assert leave.measures["exit_entry_ratio"].value == 30 / 40
    assert two.summary.unreadable == 1


def test_the_command_says_the_same_with_jobs_as_without(folder):
    from tests.conftest import run

    one = run("audit", str(folder), "--format", "json")
    two = run("audit", str(folder), "--format", "json", "--jobs", "2")
    assert (two.exit_code, two.stdout) == (one.exit_code, one.stdout) == (3, one.stdout)
    assert sorted(two.stderr.splitlines()) == sorted(one.stderr.splitlines())
    assert run("audit", "-", "--jobs", "2").exit_code == 2


def test_what_several_procedures_ask_is_found_across_portions(tmp_path):
    form = "forms: {f: {fields: [{data: birth-date, label: Date of birth, purpose: p}]}}\n"
    steps = "steps: {s: {kind: start, next: a}, a: {by: c, asks: f, next: e}, e: {kind: end}}\n"
    for n in range(20):
        page = f"id: p{n}\ntitle: T{n}\nparties: {{c: {{side: customer}}}}\n{form}{steps}"
        (tmp_path / f"page{n:02}.yaml").write_text(page)
    one, two = audit(collect([tmp_path])), audit_files([tmp_path], TERMS, 2)
    assert audit_json.write(two) == audit_json.write(one)
    assert all("FA104" in {finding.rule for finding in procedure.findings} for procedure in two.procedures)


@pytest.mark.parametrize(
    ("files", "jobs", "fork", "expected"),
    [(1, 8, True, 1), (7, 2, True, 1), (8, 2, True, 2), (400, 2, True, 2), (60, 8, False, 1), (400, 8, False, 8)],
)
def test_a_worker_is_started_only_where_it_has_enough_files(files, jobs, fork, expected):
    assert workers(files, jobs, fork) == expected

"""Adding a rule, a measure, a heuristic or a format touches two, one, two and three files, as CONTRIBUTING says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conftest import ROOT

MEASURE = '''
"""How many stamps a case needs."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.tally import Result, Tally


@measure("stamps", "stamps", label="stamps", one="stamp", headline=20)
def stamps(m: Measures) -> Result:
    """Expected stamps: visits times signatures."""
    tally = Tally(m.subject)
    for id, step in m.subject.procedure.steps.items():
        tally.add(m.subject.visits(id), step.signatures)
    return tally.result()
'''
HEURISTIC = '''
"""No step needs a stamp."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.catalogue import Measures
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.domain.changes import StepAmended


class StopStamping(Heuristic):
    """Steps that need signatures do without them.

    Leave it when a law names the signatures.
    """

    answers = ("FA410",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.tasks.items():
            if step.signatures > 3:
                yield Idea("Stop stamping", (StepAmended(id=id, attribute="signatures", value=1),), steps=(id,))
'''
HEURISTIC_CASES = """
- suggests: five stamps
  page:
    parties: {office: {side: backstage}}
    steps: {s: {kind: start, next: issue}, issue: {by: office, signatures: 5, next: e}, e: {kind: end}}
  expect: [{title: Stop stamping, steps: [issue]}]
- silent: one stamp
  page:
    parties: {office: {side: backstage}}
    steps: {s: {kind: start, next: issue}, issue: {by: office, signatures: 1, next: e}, e: {kind: end}}
"""
FORMAT = '''
"""An audit as one line per finding, with tabs."""

from __future__ import annotations

from frictionaudit.exports.wording import sanitize
from frictionaudit.results.audit import Audit


def write(audit: Audit) -> str:
    """Procedure, rule and message of each open finding."""
    rows = [(one.id, finding.rule, finding.message) for one in audit.procedures for finding in one.open]
    return "".join("\\t".join(map(sanitize.cell, row)) + "\\n" for row in rows)
'''
FORMAT_TEST = """
from frictionaudit.application.audit import audit, collect
from frictionaudit.exports import writer
from tests.conftest import ROOT


def test_a_row_has_three_cells():
    text = writer("tsv")(audit(collect([ROOT / "processes" / "return-a-product.yaml"])))
    assert {line.count("\\t") for line in text.splitlines()} == {2}
"""


@pytest.fixture
def copy(tmp_path):
    for folder in ("frictionaudit", "tests", "processes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(copy: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout + done.stderr


def cases(copy: Path, path: str, which: str) -> str:
    return run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", path, "-k", which)


def test_the_two_files_in_contributing_are_a_rule(copy):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = dedent(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1])
    (copy / "frictionaudit/analysis/rules/fa299_too_many_stamps.py").write_text(code)
    (copy / "tests/rules/fa299.yaml").write_text(dedent(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1]))
    assert "6 passed" in cases(copy, "tests/rules", "FA299 or belongs")
    assert "too-many-stamps" in run(copy, "-m", "frictionaudit", "rules")
    assert "Each stamp is a walk and a wait." in run(copy, "-m", "frictionaudit", "explain", "FA299")


def test_one_file_is_a_measure(copy):
    (copy / "frictionaudit/analysis/measures/stamps.py").write_text(MEASURE)
    page = "processes/building-permit.yaml"
    assert "stamps" in run(copy, "-m", "frictionaudit", "measure", page, "--key", "stamps")
    assert "visits times signatures" in run(copy, "-m", "frictionaudit", "explain", "stamps")
    report = run(copy, "-m", "frictionaudit", "audit", page, "--all", "--fail-on", "never")
    assert re.search(r"^    stamps +(about |at least )?[\d.]+ stamps", report, re.MULTILINE), "not in the report"


def test_two_files_are_a_heuristic(copy):
    (copy / "frictionaudit/analysis/simplify/heuristics/stop_stamping.py").write_text(HEURISTIC)
    (copy / "tests/analysis/simplify/heuristics/stop-stamping.yaml").write_text(HEURISTIC_CASES)
    assert "4 passed" in cases(copy, "tests/analysis/simplify/heuristics", "stop-stamping")
    assert "Stop stamping" in run(
        copy, "-m", "frictionaudit", "suggest", "processes/building-permit.yaml", "--only", "stop-stamping", "--all"
    )


def test_three_files_are_a_format(copy):
    (copy / "frictionaudit/exports/audit/tsv.py").write_text(FORMAT)
    table = copy / "frictionaudit/exports/__init__.py"
    table.write_text(
        table.read_text(encoding="utf-8").replace(
            '        "csv": "csv",\n', '        "csv": "csv",\n        "tsv": "tsv",\n'
        )
    )
    (copy / "tests/exports/audit/test_tsv.py").write_text(FORMAT_TEST)
    assert "1 passed" in cases(copy, "tests/exports/audit/test_tsv.py", "row")
    page = "processes/return-a-product.yaml"
    assert "return-a-product\tFA" in run(copy, "-m", "frictionaudit", "audit", page, "--format", "tsv")

"""The import contracts hold, and would notice a forbidden import."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PLANTED = [
    ("domain/procedure/steps.py", "import frictionaudit.analysis.flow.graph", "Who may import whom"),
    ("exports/wording/numbers.py", "import frictionaudit.store", "Who may import whom"),
    ("sources/page.py", "import frictionaudit.exports.page", "Who may import whom"),
    ("analysis/flow/graph.py", "import frictionaudit.analysis.flow.visits", "Inside the flow"),
    ("analysis/rules/fa101_ask_once.py", "import frictionaudit.analysis.rules.fa804_dead_end", "Rules, heuristics"),
    ("application/audit.py", "import click", "Only the command line imports click"),
    ("sources/page.py", "import networkx", "Only the analysis imports networkx"),
    ("application/audit.py", "import eventsourcing", "Only the design aggregate and the store"),
]


def contracts(package_root: Path) -> str:
    script = Path(sys.executable).parent / "lint-imports"
    words = [str(script), "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    done = subprocess.run(
        words,
        cwd=package_root,
        env={"PYTHONPATH": str(package_root), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_a_forbidden_import_breaks_its_contract(tmp_path):
    """All are planted at once, each in another module, since reading the imports takes its time."""
    shutil.copytree(ROOT / "frictionaudit", tmp_path / "frictionaudit", ignore=shutil.ignore_patterns("__pycache__"))
    for file, line, _ in PLANTED:
        module = tmp_path / "frictionaudit" / file
        module.write_text(module.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    told = contracts(tmp_path)
    for _, line, contract in PLANTED:
        assert re.search(rf"{contract}[^\n]* BROKEN", told), (contract, told[-3000:])
        assert line.removeprefix("import ") in told


@pytest.mark.parametrize("path", sorted((ROOT / "frictionaudit").rglob("*.py")), ids=lambda path: path.name)
def test_a_module_says_in_its_first_line_what_it_is_and_stays_short(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""'), "expected a sentence"
    assert len(text.splitlines()) <= 250


def test_no_path_of_any_machine_is_in_tracked_files():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    suspicious = re.compile(r"(?<![a-z.])/(?:home|Users|work|root)/[a-z]")
    for name in filter(None, done.stdout.split("\0")):
        path = ROOT / name
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".txt", "") and path.is_file():
            assert not suspicious.search(path.read_text(encoding="utf-8", errors="ignore")), name

"""Adding a rule touches two files: the example in CONTRIBUTING is added to a copy, and does what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from textwrap import dedent

from tests.conftest import ROOT


def test_the_two_files_in_contributing_are_a_rule(tmp_path):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = dedent(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1])
    cases = dedent(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1])
    for folder in ("frictionaudit", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "frictionaudit/analysis/rules/fa299_too_many_stamps.py").write_text(dedent(code))
    (tmp_path / "tests/rules/fa299.yaml").write_text(cases)
    environment = {"PYTHONPATH": str(tmp_path), "PATH": ""}

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "6 passed" in run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/rules", "-k", "FA299 or belongs")
    assert "too-many-stamps" in run("-m", "frictionaudit", "rules")
    assert "Each stamp is a walk and a wait." in run("-m", "frictionaudit", "explain", "FA299")

"""Start-up and one page, beside bare Python and, where node is present, bpmnlint on one file."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from benchmarks import timing

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
  <process id="p" isExecutable="false">
    <startEvent id="s" name="Asked"><outgoing>a</outgoing></startEvent>
    <task id="t" name="Check it"><incoming>a</incoming><outgoing>b</outgoing></task>
    <endEvent id="e" name="Done"><incoming>b</incoming></endEvent>
    <sequenceFlow id="a" sourceRef="s" targetRef="t"/>
    <sequenceFlow id="b" sourceRef="t" targetRef="e"/>
  </process>
</definitions>
"""


def run(scratch: Path) -> None:
    """Print the table."""
    print("Start-up (best of 5)")
    ours = [sys.executable, "-m", "frictionaudit"]
    bare = timing.command([sys.executable, "-c", "pass"])
    timing.row("python -c pass", bare)
    peer = _bpmnlint(scratch)
    if peer is not None:
        timing.row("bpmnlint, one drawing of three nodes", peer)
    page = Path(__file__).parent.parent / "processes" / "return-a-product.yaml"
    libraries = timing.command([sys.executable, "-c", "import networkx, pydantic, click, yaml"])
    timing.row("python -c 'import networkx, pydantic, click, yaml'", libraries)
    for what, words in (
        ("frictionaudit --version", [*ours, "--version"]),
        ("frictionaudit --help", [*ours, "--help"]),
        ("frictionaudit audit, one page of 19 steps", [*ours, "audit", str(page)]),
    ):
        seconds = timing.command(words)
        beside = f"{seconds / peer:.2f} × bpmnlint" if peer else f"{seconds / bare:.1f} × bare Python"
        timing.row(what, seconds, beside)
    silent = _without_promises(page, scratch)
    without = timing.command([*ours, "audit", str(silent)])
    timing.row("the same page without its promises", without, f"with them {seconds / without:.2f} × as long")


def _without_promises(page: Path, scratch: Path) -> Path:
    """A copy of a page that promises nothing, so that no case has to be played."""
    promises = re.compile(r"^promises:\n(?:[ #].*\n)+", re.MULTILINE)
    written, number = promises.subn("", page.read_text(encoding="utf-8"))
    if not number:
        raise ValueError(f"{page.name} promises nothing, so that there is nothing to compare")
    copy = scratch / page.name
    copy.write_text(written, encoding="utf-8")
    return copy


def _bpmnlint(scratch: Path) -> float | None:
    """Seconds of bpmnlint with its recommended rules; None without node or where npm cannot get it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("  bpmnlint left out: node is not here")
        return None
    (scratch / "package.json").write_text(json.dumps({"private": True}))
    timing.command([npm, "install", "--no-audit", "--no-fund", "bpmnlint"], runs=1, cwd=scratch)
    script = scratch / "node_modules" / "bpmnlint" / "bin" / "bpmnlint.js"
    if not script.exists():
        print("  bpmnlint left out: npm could not get it")
        return None
    (scratch / ".bpmnlintrc").write_text(json.dumps({"extends": "bpmnlint:recommended"}))
    (scratch / "one.bpmn").write_text(DRAWING)
    return timing.command([node, str(script), "one.bpmn"], cwd=scratch)

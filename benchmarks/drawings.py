"""Real drawings, all rules and measures, beside bpmn-moddle and bpmnlint on the same files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import timing

DATA = Path(os.environ.get("FRICTIONAUDIT_DATA") or Path(__file__).parent.parent / "../shared/data")
KINDS = ("drawn_tasks", "drawn_events", "drawn_gateways", "drawn_flows")

MODDLE = """
const fs = require('fs');
const { BpmnModdle } = require('bpmn-moddle');
const events = ['startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent'];
const counts = {};
function walk(node, found) {
  const name = (node.$type || '').replace(/^.*:/, '').replace(/^./, c => c.toLowerCase());
  if (name === 'callActivity' || name === 'task' || /Task$/.test(name)) found.drawn_tasks++;
  if (events.includes(name)) found.drawn_events++;
  if (/Gateway$/.test(name)) found.drawn_gateways++;
  if (name === 'sequenceFlow') found.drawn_flows++;
  for (const key of ['rootElements', 'flowElements']) for (const child of node[key] || []) walk(child, found);
}
(async () => {
  for (const file of fs.readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
    try {
      const { rootElement } = await new BpmnModdle().fromXML(fs.readFileSync(file, 'utf8'));
      counts[file] = { drawn_tasks: 0, drawn_events: 0, drawn_gateways: 0, drawn_flows: 0 };
      walk(rootElement, counts[file]);
    } catch (error) { /* what cannot be read is left out */ }
  }
  process.stdout.write(JSON.stringify(counts));
})();
"""


def run(scratch: Path) -> None:
    """Print the table; counts are compared first."""
    folder = DATA / "bpmn"
    if not folder.is_dir():
        print("Drawings left out: the real inputs are not here (../shared/data, or FRICTIONAUDIT_DATA)")
        return
    files = sorted(str(path.resolve()) for path in folder.rglob("*.bpmn"))
    print(f"{len(files)} real drawings, one process, all rules and measures that exist")
    audit = [sys.executable, "-m", "frictionaudit", "audit", "--format", "json", "--fail-on", "never"]
    compiled = _compiled(scratch)
    _measured([*audit, *files[:1]], env=compiled)
    mine = _measured([*audit, *files], env=compiled)
    _row("frictionaudit audit --format json", mine, len(files))
    modules = _npm(scratch)
    if modules is None:
        return
    script = scratch / "moddle.cjs"
    script.write_text(MODDLE)
    moddle = _measured(["node", str(script)], "\n".join(files), scratch)
    _row("bpmn-moddle: reading alone", moddle, len(files))
    (scratch / ".bpmnlintrc").write_text(json.dumps({"extends": "bpmnlint:recommended"}))
    lint = _measured(["node", str(modules / "bpmnlint" / "bin" / "bpmnlint.js"), *files], "", scratch)
    _row("bpmnlint recommended", lint, len(files))
    _compare(mine[2], moddle[2])
    print(
        f"  ours: {lint[0] / mine[0]:.2f} × the models a CPU second of bpmnlint, {mine[1] / lint[1]:.2f} × its memory"
    )


def _compiled(scratch: Path) -> dict[str, str]:
    """An environment in which modules are compiled once, as an installed program is, whatever is set here."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def _npm(scratch: Path) -> Path | None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("  peers left out: node is not here")
        return None
    (scratch / "package.json").write_text(json.dumps({"private": True}))
    timing.command([npm, "install", "--no-audit", "--no-fund", "bpmnlint", "bpmn-moddle"], runs=1, cwd=scratch)
    modules = scratch / "node_modules"
    if not (modules / "bpmnlint").is_dir():
        print("  peers left out: npm could not get them")
        return None
    return modules


def _measured(
    words: Sequence[str], given: str = "", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> tuple[float, float, str]:
    """CPU seconds, peak megabytes and output of a command. The peak is that of the largest child so far."""
    code = (
        "import resource, subprocess, sys, json\n"
        "words = json.loads(sys.argv[1])\n"
        "done = subprocess.run(words, input=sys.stdin.read(), capture_output=True, text=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.stdout]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(list(words))],
        input=given,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=env,
        check=True,
    )
    seconds, megabytes, output = json.loads(done.stdout)
    return seconds, megabytes, output


def _row(what: str, measured: tuple[float, float, str], files: int) -> None:
    seconds, megabytes, _ = measured
    print(f"  {what:<40}{seconds:>8.1f} CPU s{files / seconds:>9.0f} models a CPU s{megabytes:>8.0f} MB")


def _compare(ours: str, theirs: str) -> None:
    """Both readers have to find the same elements in every file that both can read."""
    found: dict[str, dict[str, float]] = {}
    for one in json.loads(ours)["procedures"]:
        counts = found.setdefault(one["source"].split(":")[0], dict.fromkeys(KINDS, 0))
        for kind in KINDS:
            counts[kind] += one["measures"][kind]["value"] or 0
    peers = json.loads(theirs)
    both = sorted(set(found) & set(peers))
    differ = [file for file in both if {k: int(v) for k, v in found[file].items()} != peers[file]]
    print(f"  {len(both)} files read by both: the same counts of {', '.join(KINDS)} in {len(both) - len(differ)}")
    for file in differ[:5]:
        print(f"    differs: {Path(file).name}: ours {found[file]}, moddle {peers[file]}")

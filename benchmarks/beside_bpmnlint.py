"""Real drawings: where our rules on drawings and those of bpmnlint agree, by file and by element."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import drawings

LINT = """
const fs = require('fs');
const { BpmnModdle } = require('bpmn-moddle');
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const told = {};
const short = type => type.replace(/^.*:/, '');
function walk(node, inside, process, nodes) {
  for (const child of [...(node.rootElements || []), ...(node.flowElements || [])]) {
    const type = short(child.$type), own = child.flowElements || [], triggers = child.eventDefinitions || [];
    const left = child.triggeredByEvent || child.isForCompensation || /Choreography/.test(type)
      || (type === 'BoundaryEvent' && triggers.some(one => /Compensate/.test(one.$type)));
    const home = type === 'Process' ? child : process;
    if (child.id) nodes[child.id] = {
      type, inside, left: !!left, full: own.some(one => one.$instanceOf('bpmn:FlowNode')),
      into: 0, on: 0, listedInto: (child.incoming || []).length, listedOn: (child.outgoing || []).length,
      triggers: triggers.map(one => short(one.$type)), process: home ? home.id : null,
    };
    walk(child, type === 'Process' ? [] : [...inside, left ? 'left out' : type], home, nodes);
    for (const flow of own) {
      if (flow.$type !== 'bpmn:SequenceFlow') continue;
      const from = nodes[(flow.sourceRef || {}).id], to = nodes[(flow.targetRef || {}).id];
      if (from && to) { from.on++; to.into++; }
    }
  }
}
(async () => {
  for (const file of fs.readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
    try {
      const { rootElement, warnings } = await new BpmnModdle().fromXML(fs.readFileSync(file, 'utf8'));
      const linter = new Linter({ config: { extends: 'bpmnlint:all' }, resolver: new NodeResolver() });
      const reports = {}, nodes = {};
      for (const [ rule, found ] of Object.entries(await linter.lint(rootElement)))
        reports[rule] = found.map(one => one.id);
      walk(rootElement, [], null, nodes);
      told[file] = { reports, nodes, warnings: warnings.length };
    } catch (error) { /* what cannot be read is left out */ }
  }
  process.stdout.write(JSON.stringify(told));
})();
"""

Node = Mapping[str, Any]
"""What bpmn-moddle tells of an element: type, ways in and on, what it stands in, triggers."""


@dataclass
class File:
    """What both say of one drawing: for each rule the elements; ours as one set for each finding."""

    nodes: dict[str, Node]
    theirs: dict[str, set[str]]
    ours: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def process(self, procedure: str) -> str:
        """The process that became a procedure; one that is alone in its file is called after the file."""
        every = [id for id, node in self.nodes.items() if node["type"] == "Process"]
        full = [id for id in every if self.nodes[id]["full"]] or every[:1]
        return full[0] if len(full) == 1 else procedure.partition(".")[2] or procedure

    def events(self, process: str, type: str) -> list[Node]:
        """The starts or ends of a process, without those of its sub-processes."""
        found = (node for node in self.nodes.values() if node["type"] == type and not node["inside"])
        return [node for node in found if node["process"] == process]


def _plain(node: Node) -> bool:
    """Not left out by our reader, and in nothing that is left out or of open order."""
    return not node["left"] and not {"left out", "AdHocSubProcess"} & set(node["inside"])


def _drawn_out(node: Node) -> bool:
    return node["type"] in SUB_PROCESSES[:2] and node["full"]


def _process(file: File, id: str) -> bool:
    return bool(file.nodes[id]["type"] == "Process" and file.nodes[id]["full"])


def _blank_starts(file: File, id: str) -> bool:
    return _process(file, id) and not any(start["triggers"] for start in file.events(id, "StartEvent"))


def _step(file: File, id: str) -> bool:
    """A step or gateway on the level of the process."""
    node = file.nodes[id]
    return _plain(node) and not node["inside"] and node["type"] not in NO_STEPS and not _drawn_out(node)


def _nothing_leads_to(file: File, id: str) -> bool:
    node = file.nodes[id]
    if (
        not _step(file, id)
        or node["type"] in ("StartEvent", "BoundaryEvent")
        or "LinkEventDefinition" in node["triggers"]
    ):
        return False
    return not (node["into"] and node["listedInto"]) and bool(file.events(node["process"], "StartEvent"))


def _nothing_leaves(file: File, id: str) -> bool:
    node = file.nodes[id]
    if not _step(file, id) or node["type"] == "EndEvent" or "LinkEventDefinition" in node["triggers"]:
        return False
    if not node["into"] and node["type"] not in ("StartEvent", "BoundaryEvent"):
        return False  # no case gets there, which FA803 reports
    return not (node["on"] and node["listedOn"]) and bool(file.events(node["process"], "EndEvent"))


def _gateway(file: File, id: str) -> bool:
    """One with a choice: FA807 leaves those with one flow in and one out alone."""
    node = file.nodes[id]
    decides = node["into"] > 1 or node["on"] > 1
    return _plain(node) and decides and node["type"] in ("InclusiveGateway", "ComplexGateway")


def _named(file: File, id: str) -> bool:
    """A step or event, in a sub-process too."""
    node = file.nodes[id]
    other = "Gateway" in node["type"] or node["type"] in (*NO_STEPS, *SUB_PROCESSES)
    return _plain(node) and not other


SUB_PROCESSES = ("SubProcess", "Transaction", "AdHocSubProcess")
NO_STEPS = ("Process", "Collaboration", "SequenceFlow", "DataObjectReference", "DataStoreReference", "DataObject")

CALLED = {
    "SequenceFlow": "a flow",
    "StartEvent": "a start",
    "EndEvent": "an end",
    "BoundaryEvent": "an event on a border",
    "IntermediateCatchEvent": "an event",
    "IntermediateThrowEvent": "an event",
}


@dataclass(frozen=True)
class Pair:
    """A rule of ours beside those of theirs that are comparable."""

    ours: str
    theirs: tuple[str, ...]
    same: Callable[[File, str], bool] | None = None
    """The elements of which both rules say the same thing; None where there are none."""


PAIRS = (
    Pair("FA801", ("start-event-required",), _process),
    Pair("FA802", ("end-event-required",), _process),
    Pair("FA803", ("no-disconnected", "no-implicit-start"), _nothing_leads_to),
    Pair("FA804", ("no-implicit-end",), _nothing_leaves),
    Pair("FA807", ("no-inclusive-gateway", "no-complex-gateway"), _gateway),
    Pair("FA808", ("fake-join",)),
    Pair("FA811", ("single-blank-start-event",), _blank_starts),
    Pair("FA812", ("label-required",), _named),
    Pair("FA812 ways", ("conditional-flows",)),
)
WHOLE = ("FA801", "FA802", "FA811")
"""Rules of ours that speak of the process as a whole, as those beside them do."""


def run(scratch: Path) -> None:
    """Print the tables."""
    folder = drawings.DATA / "bpmn"
    if not folder.is_dir():
        print("Beside bpmnlint left out: the real inputs are not here (../shared/data, or FRICTIONAUDIT_DATA)")
        return
    paths = sorted(str(path.resolve()) for path in folder.rglob("*.bpmn"))
    files = compare(paths, scratch)
    if files is not None:
        print(f"{len(paths)} real drawings, {len(files)} read by both; bpmnlint:all {version(scratch)}")
        show(files)


def version(scratch: Path) -> str:
    """Which bpmnlint was installed."""
    found: str = json.loads((scratch / "node_modules" / "bpmnlint" / "package.json").read_text())["version"]
    return found


def compare(paths: list[str], scratch: Path) -> dict[str, File] | None:
    """What both say of each file that both can read; None where bpmnlint cannot be had."""
    if drawings._npm(scratch) is None:
        return None
    script = scratch / "lint.cjs"
    script.write_text(LINT)
    given = "\n".join(paths)
    lint = subprocess.run(["node", str(script)], input=given, capture_output=True, text=True, cwd=scratch, check=True)
    files = {path: _theirs(one) for path, one in json.loads(lint.stdout).items()}
    words = [
        sys.executable,
        "-m",
        "frictionaudit",
        "audit",
        *paths,
        "--select",
        "FA8",
        "--format",
        "json",
        "--fail-on",
        "never",
    ]
    read = set()
    for procedure in json.loads(subprocess.run(words, capture_output=True, text=True, check=False).stdout)[
        "procedures"
    ]:
        path = procedure["source"]
        read.add(path)
        for finding in procedure["findings"] if path in files else ():
            rule = f"{finding['rule']} {finding['about']}" if finding["about"] == "ways" else finding["rule"]
            about = [files[path].process(procedure["id"])] if rule in WHOLE else finding["steps"]
            files[path].ours.setdefault(rule, []).append(frozenset(about))
    return {path: file for path, file in files.items() if path in read}


def _theirs(one: Mapping[str, Any]) -> File:
    """Ids are written as our reader writes them."""
    nodes = {_written(id): node for id, node in one["nodes"].items()}
    for node in nodes.values():
        node["process"] = _written(node["process"]) if node["process"] else None
    reports = {rule: {_written(id or "") for id in ids} for rule, ids in one["reports"].items()}
    return File(nodes, reports)


def _written(id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", id.strip())[:180].lstrip(".:-")


def said(file: File, pair: Pair) -> tuple[set[str], set[str]]:
    """The elements that our rule names, and those that theirs name."""
    ours = {id for finding in file.ours.get(pair.ours, ()) for id in finding}
    if pair.ours == "FA808":  # the steps at which branches meet, without the split they come from
        ours = {id for id in ours if id in file.nodes and "Gateway" not in file.nodes[id]["type"]}
    return ours, {id for rule in pair.theirs for id in file.theirs.get(rule, ())}


def kind(file: File, pair: Pair, id: str, *, ours: bool) -> str:
    """Why only one of the two names an element, as far as that can be told from what it is."""
    node = file.nodes.get(id)
    if node is None:
        return "not in the drawing under this id" if ours else "a lane or a pool"
    if not _plain(node):
        return "of compensation, an event sub-process or an ad-hoc sub-process"
    if node["type"] == "Process":
        return "a process" if node["full"] else "a process without content"
    if node["type"] in SUB_PROCESSES:
        return "a sub-process"
    why = _flows(file, pair, node, ours=ours) if pair.ours in ("FA803", "FA804") else ""
    if why:
        return why
    where = " in a sub-process" if node["inside"] else ""
    return ("a gateway" if "Gateway" in node["type"] else CALLED.get(node["type"], "a task")) + where


def _flows(file: File, pair: Pair, node: Node, *, ours: bool) -> str:
    into = pair.ours == "FA803"
    drawn, listed = (node["into"], node["listedInto"]) if into else (node["on"], node["listedOn"])
    if ours:
        if listed > drawn:
            return "lists a flow whose other end is not said"
        return (
            "only ways from what is itself cut off"
            if into
            else "a loop without an exit, or only ways to what is not drawn"
        )
    if drawn > listed:
        return "has a flow that it does not list"
    if into and node["type"] == "StartEvent":
        return "a start without any flow"
    missing = not file.events(node["process"], "StartEvent" if into else "EndEvent")
    return f"in a process without {'start' if into else 'end'}, which is told once" if missing else ""


def show(files: Mapping[str, File]) -> None:
    """Pairs by file, then by element where both mean the same, then rules that stand alone."""
    print(f"  {'files in which they speak':<58}{'both':>6}{'ours':>6}{'theirs':>8}")
    for pair in PAIRS:
        found = Counter((bool(ours), bool(theirs)) for ours, theirs in (said(file, pair) for file in files.values()))
        figures = f"{found[True, True]:>6}{found[True, False]:>6}{found[False, True]:>8}"
        print(f"  {pair.ours + ' ~ ' + ', '.join(pair.theirs):<58}{figures}")
    heads = f"{'asked':>6}{'agree':>8}{'whole':>8}{'both':>6}{'ours':>6}{'theirs':>8}"
    print(f"  {'elements of which both mean the same':<40}{heads}   (whole: all its flows are drawn and listed)")
    for pair in PAIRS:
        if pair.same is not None:
            _show_elements(pair, files.values())
    print("  elements that only one names, by kind")
    for pair in PAIRS:
        _show_kinds(pair, files.values())
    paired = {rule for pair in PAIRS for rule in (pair.ours, *pair.theirs)}
    ours = Counter(rule for file in files.values() for rule in file.ours if rule.startswith("FA8"))
    theirs = Counter(rule for file in files.values() for rule, ids in file.theirs.items() if ids)
    for who, counted in (("ours", ours), ("theirs", theirs)):
        alone = ", ".join(f"{rule} {n}" for rule, n in sorted(counted.items()) if rule not in paired)
        print(f"  {who} without a counterpart, with the number of files: {alone}")


def _show_elements(pair: Pair, files: Iterable[File]) -> None:
    found: Counter[tuple[bool, bool]] = Counter()
    whole: Counter[tuple[bool, bool]] = Counter()
    for file in files:
        ours, theirs = said(file, pair)
        for id, node in file.nodes.items():
            if pair.same is not None and pair.same(file, id):
                found[id in ours, id in theirs] += 1
                if (node["into"], node["on"]) == (node["listedInto"], node["listedOn"]):
                    whole[id in ours, id in theirs] += 1
    figures = f"{found[True, True]:>6}{found[True, False]:>6}{found[False, True]:>8}"
    row = f"  {pair.ours + ' ~ ' + pair.theirs[-1]:<40}{found.total():>6}{_agree(found):>8}{_agree(whole):>8}"
    print(row + figures)


def _agree(found: Counter[tuple[bool, bool]]) -> str:
    """Of what either names, how much both name."""
    either = found.total() - found[False, False]
    return f"{found[True, True] / either:.1%}" if either else "–"


def _show_kinds(pair: Pair, files: Iterable[File]) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for file in files:
        ours, theirs = said(file, pair)
        found.update(("ours", kind(file, pair, id, ours=True)) for id in ours - theirs)
        found.update(("theirs", kind(file, pair, id, ours=False)) for id in theirs - ours)
    for (who, why), number in sorted(found.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        print(f"  {pair.ours:<12}{who:<8}{number:>6}  {why}")

"""Sketches to lay out: shipped pages, drawings of other people without their coordinates, and made-up flows.

Boxes have the sizes at which the peers were measured: tasks 100 × 80, events 36, gateways 50 pixels; names beside them
and conditions are wrapped to 90 pixels at a font size of 11.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.generated import steps
from frictionaudit.analysis.layout import Sketch, SketchEdge, SketchNode
from frictionaudit.domain.procedure import Procedure, StepKind
from frictionaudit.sources.page import read

SIZES = {"task": (100.0, 80.0), "event": (36.0, 36.0), "gateway": (50.0, 50.0)}
FONT, WIDE = 11.0, 90.0
LETTER = FONT * 0.52

R = "bpmn/bpmn-for-research/BPMN_for_Research"
MODELS = {
    "complaint": "complaint-to-a-utility.yaml",
    "permit": "building-permit.yaml",
    "return": "return-a-product.yaml",
    "counterparty": "bpmn/camunda-7-code-examples/one-time-examples/counterparty-onboarding/src/main/resources/"
    "counterparty-onboarding.bpmn",
    "declaration": "travel-approvals/declaration_documents.bpmn",
    "dispatch-b50": f"{R}/English/01-Dispatch-of-goods/02-Results/Exercise_2_b50619da01bf417dbb39b6d3b743f180.bpmn",
    "dispatch-e15": f"{R}/English/01-Dispatch-of-goods/02-Results/"
    "Dispatch_of_goods_e15d4cc6ccaa497bb89d24d2447af7c7.bpmn",
    "dispatch-expert": f"{R}/English/01-Dispatch-of-goods/03-Solution/Dispatch-of-goods.bpmn",
    "greek-ex7": "bpmn/greek-public-sector/ex7team32.bpmn",
    "invoice": "bpmn/camunda-7-code-examples/snippets/camunda-kpi-monitoring-demo/invoice/src/main/resources/"
    "invoice.v3.bpmn",
    "regress-0fc": f"{R}/German/02-Regressnahme/02-Ergebnisse/Regressnahme_0fce95e6a6ff43f1919f9883fd6deac0.bpmn",
    "spiff-splits": "bpmn/SpiffWorkflow/tests/SpiffWorkflow/bpmn/data/Test-Workflows/"
    "Parallel-Multiple-Splits.bpmn20.xml",
}
"""The twelve lane models of the table: three shipped pages, the rest among the real inputs."""


def label_size(text: str | None) -> tuple[float, float] | None:
    """Width and height of a wrapped text in pixels; none for an empty one."""
    if not text:
        return None
    rows = textwrap.wrap(text, max(6, int(WIDE / LETTER))) or [""]
    return min(WIDE, max(map(len, rows)) * LETTER), len(rows) * FONT * 1.25


def from_graph(graph: dict[str, Any]) -> Sketch:
    """A sketch of what `human_layout.py` reads from a BPMN file."""
    return Sketch(
        tuple(lane["id"] for lane in graph["lanes"]),
        tuple(_node(node["id"], node["kind"], node["lane"], node["name"]) for node in graph["nodes"]),
        tuple(SketchEdge(e["id"], e["source"], e["target"], label_size(e["label"])) for e in graph["edges"]),
        tuple(node["id"] for node in graph["nodes"] if node["bpmn"] == "startEvent"),
    )


def from_page(path: Path) -> Sketch:
    """A sketch of a page; a step of nobody stands in the lane of its neighbour."""
    return from_procedure(read(path.read_bytes(), path.name).procedure)


def from_procedure(procedure: Procedure) -> Sketch:
    """A sketch of a procedure."""
    lane = {id: step.by for id, step in procedure.steps.items()}
    flows = [(id, flow) for id, step in procedure.steps.items() for flow in step.next]
    for id, flow in flows:
        lane[id] = lane[id] or lane[flow.to]
    for id, flow in flows:
        lane[flow.to] = lane[flow.to] or lane[id]
    nodes = [_node(id, _kind(step.kind), lane[id] or "", step.name or id) for id, step in procedure.steps.items()]
    used = {node.lane for node in nodes}
    lanes = [party for party in (*procedure.parties, "") if party in used]
    edges = [SketchEdge(f"{id}>{flow.key}", id, flow.to, label_size(flow.when)) for id, flow in flows]
    starts = [id for id, step in procedure.steps.items() if step.kind is StepKind.START]
    return Sketch(tuple(lanes), tuple(nodes), tuple(edges), tuple(starts))


def generated(size: int, seed: int = 1) -> Sketch:
    """A made-up procedure with that many steps in four lanes."""
    made, lane = steps(size, seed), "customer"
    nodes, edges = [], []
    for id, step in made.items():
        lane = step.get("by", lane)
        nodes.append(_node(id, "event" if "kind" in step else "task", lane, step["name"]))
        ways = step.get("next", [])
        ways = [{"to": ways}] if isinstance(ways, str) else ways
        for way in ways:
            share = f"{way['share']:.0%}" if len(ways) > 1 else None
            edges.append(SketchEdge(f"{id}>{way['to']}", id, way["to"], label_size(share), way.get("share")))
    return Sketch(tuple(dict.fromkeys(node.lane for node in nodes)), tuple(nodes), tuple(edges), ("s0",))


def tangled(size: int, seed: int) -> Sketch:
    """Boxes of all kinds in one to six lanes, a chain, and lines between any two of them."""
    dice = random.Random(seed)
    lanes = tuple(f"lane-{at}" for at in range(dice.randint(1, 6)))
    nodes = []
    for at in range(size):
        kind = dice.choice(["task"] * 5 + ["gateway"] * 2 + ["event"])
        name = "name " * dice.randint(0, 6)
        nodes.append(_node(f"n{at}", kind, dice.choice(lanes), name.strip()))
    pairs = [(at, at + 1) for at in range(size - 1)]
    pairs += [(dice.randrange(size), dice.randrange(size)) for _ in range(int(size * dice.uniform(0, 0.5)))]
    edges = [
        SketchEdge(f"e{at}", f"n{a}", f"n{b}", label_size("when " * dice.choice((0, 0, 1, 2, 5))))
        for at, (a, b) in enumerate(pairs)
    ]
    return Sketch(lanes, tuple(nodes), tuple(edges), ("n0",))


def without(sketch: Sketch, dropped: str) -> Sketch:
    """The sketch without a step; what led to it leads to what it led to."""
    into = [edge for edge in sketch.edges if edge.target == dropped and edge.source != dropped]
    out = [edge for edge in sketch.edges if edge.source == dropped and edge.target != dropped]
    kept = {(e.source, e.target): e for e in sketch.edges if dropped not in (e.source, e.target)}
    for a in into:
        for b in out:
            if a.source != b.target:
                kept.setdefault((a.source, b.target), replace(a, id=f"{a.id}+{b.id}", target=b.target))
    nodes = tuple(node for node in sketch.nodes if node.id != dropped)
    return replace(sketch, nodes=nodes, edges=tuple(kept.values()))


def _node(id: str, kind: Any, lane: str, name: str) -> SketchNode:
    return SketchNode(id, kind, lane, *SIZES[kind], None if kind == "task" else label_size(name))


def _kind(kind: StepKind) -> str:
    if kind in (StepKind.START, StepKind.END, StepKind.EVENT):
        return "event"
    return "gateway" if kind.gateway else "task"

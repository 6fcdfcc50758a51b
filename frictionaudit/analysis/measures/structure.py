"""How entangled the drawing is: density, connectors, cycles and depth, as process-model research measures them."""

from __future__ import annotations

import math
from collections import Counter

import networkx as nx

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import StepKind

_OR = (StepKind.INCLUSIVE, StepKind.COMPLEX)


def connector(graph: FrictionGraph, step: str) -> bool:
    """Whether a step routes: a gateway, or any step with several ways in or several ways on."""
    return graph.steps[step].kind.gateway or graph.is_split(step) or graph.is_join(step)


def kind_of_connector(graph: FrictionGraph, step: str) -> str:
    """XOR, AND or OR; several ways of a plain step are XOR."""
    kind = graph.routing(step)
    return "AND" if kind is StepKind.PARALLEL else "OR" if kind in _OR else "XOR"


def _degree(graph: FrictionGraph, step: str) -> int:
    return len(graph.incoming[step]) + len(graph.outgoing[step])


def _connectors(m: Measures) -> list[str]:
    return [step for step in m.subject.graph.steps if connector(m.subject.graph, step)]


@measure("density", "ratio", "model", label="density")
def density(m: Measures) -> Result:
    """A / (N (N − 1)): the part of all possible flows that is drawn."""
    n = len(m.subject.graph.steps)
    return Tally.counted(len(m.subject.graph.arcs) / (n * (n - 1)) if n > 1 else None)


@measure("cnc", "ratio", "model", label="coefficient of network complexity")
def cnc(m: Measures) -> Result:
    """Coefficient of network complexity, A / N."""
    n = len(m.subject.graph.steps)
    return Tally.counted(len(m.subject.graph.arcs) / n if n else None)


@measure("cfc", "count", "model", label="control-flow complexity")
def cfc(m: Measures) -> Result:
    """Control-flow complexity: Σ branches of XOR splits + Σ (2^branches − 1) of OR splits + 1 per AND split.

    A plain step with several outgoing flows is an XOR split.
    """
    graph = m.subject.graph
    total = 0.0
    for step in graph.steps:
        ways = len(graph.outgoing[step])
        if ways > 1:
            kind = kind_of_connector(graph, step)
            total += 1 if kind == "AND" else 2.0 ** min(ways, 1000) - 1 if kind == "OR" else ways
    return Tally.counted(total)


@measure("agd", "count", "model", label="average degree of a gateway")
def agd(m: Measures) -> Result:
    """Average number of flows into and out of a gateway; unknown where there is no gateway."""
    found = [_degree(m.subject.graph, step) for step in _connectors(m)]
    return Tally.counted(sum(found) / len(found) if found else None)


@measure("mgd", "count", "model", label="largest degree of a gateway")
def mgd(m: Measures) -> Result:
    """Largest number of flows into and out of a gateway; unknown where there is no gateway."""
    return Tally.counted(max((_degree(m.subject.graph, step) for step in _connectors(m)), default=None))


@measure("mismatch", "count", "model", label="gateway mismatch")
def mismatch(m: Measures) -> Result:
    """Σ over kinds of gateway of |flows out of splits − flows into joins|."""
    graph = m.subject.graph
    balance: Counter[str] = Counter()
    for step in graph.steps:
        kind = kind_of_connector(graph, step)
        balance[kind] += len(graph.outgoing[step]) if graph.is_split(step) else 0
        balance[kind] -= len(graph.incoming[step]) if graph.is_join(step) else 0
    return Tally.counted(sum(abs(difference) for difference in balance.values()))


@measure("heterogeneity", "ratio", "model", label="gateway heterogeneity")
def heterogeneity(m: Measures) -> Result:
    """−Σ p log₃ p over the kinds of gateway: 0 for one kind, 1 for an even mix of three."""
    kinds = Counter(kind_of_connector(m.subject.graph, step) for step in _connectors(m))
    total = sum(kinds.values())
    return Tally.counted(-sum(n / total * math.log(n / total, 3) for n in kinds.values()))


@measure("token_split", "count", "model", label="token split")
def token_split(m: Measures) -> Result:
    """Σ over AND and OR splits of (outgoing flows − 1): how many tokens can be added."""
    graph = m.subject.graph
    splits = [step for step in graph.steps if graph.is_split(step) and kind_of_connector(graph, step) != "XOR"]
    return Tally.counted(sum(len(graph.outgoing[step]) - 1 for step in splits))


@measure("sequentiality", "share", "model", label="sequentiality", direction="neither")
def sequentiality(m: Measures) -> Result:
    """Flows between two steps that are not connectors / all flows."""
    graph = m.subject.graph
    plain = sum(not connector(graph, arc.source) and not connector(graph, arc.target) for arc in graph.arcs)
    return Tally.counted(plain / len(graph.arcs) if graph.arcs else None)


@measure("separability", "share", "model", label="separability", direction="neither")
def separability(m: Measures) -> Result:
    """Cut vertices / (N − 2): steps without which the drawing falls apart."""
    graph = m.subject.graph
    n = len(graph.steps)
    if n <= 2:
        return Tally.counted(None)
    cuts = sum(1 for _ in nx.articulation_points(nx.Graph(graph.graph)))
    return Tally.counted(cuts / (n - 2))


@measure("cyclicity", "share", "model", label="share of steps on loops")
def cyclicity(m: Measures) -> Result:
    """Steps on loops / N."""
    graph = m.subject.graph
    return Tally.counted(sum(map(len, graph.loops)) / len(graph.steps) if graph.steps else None)


@measure("diameter", "count", "model", label="longest path")
def diameter(m: Measures) -> Result:
    """Flows on the longest path, with each loop contracted to one point."""
    graph = m.subject.graph
    part_of = {step: n for n, part in enumerate(graph.components) for step in part}
    longest = [0] * len(graph.components)
    for n, part in enumerate(graph.components):  # those that come first first
        for step in part:
            for arc in graph.outgoing[step]:
                target = part_of[arc.target]
                if target != n:
                    longest[target] = max(longest[target], longest[n] + 1)
    return Tally.counted(max(longest, default=None))


@measure("depth", "count", "model", label="nesting depth")
def depth(m: Measures) -> Result:
    """Deepest nesting of splits: the splits that every case has passed before a step, less the joins.

    A step is one level deeper than its immediate dominator if that is a split, and some branches bypass the step.
    """
    graph = m.subject.graph
    depths: dict[str, int] = {}
    for step in graph.dominator_order:
        by = graph.immediate_dominator[step]
        inside = by is not None and graph.is_split(by) and graph.immediate_postdominator.get(by) != step
        depths[step] = (depths[by] if by else 0) + int(inside)
    return Tally.counted(max(depths.values(), default=None))


def _weight(graph: FrictionGraph, step: str) -> float:
    degree = max(1, _degree(graph, step))
    if not connector(graph, step):
        return 1.0
    kind = kind_of_connector(graph, step)
    if kind == "AND":
        return 1.0
    if kind == "XOR":
        return 1 / degree
    combinations = 2.0 ** min(degree, 1000) - 1
    return 1 / combinations + (combinations - 1) / combinations / degree


@measure("cross_connectivity", "ratio", "model", label="cross-connectivity", direction="more", costly=True)
def cross_connectivity(m: Measures) -> Result:
    """Mendling's cross-connectivity: how strongly any two steps are connected.

    A task or an AND has weight 1. An XOR of degree d has 1/d; an OR has 1/(2^d − 1) + (2^d − 2)/(2^d − 1) · 1/d. A
    flow has the product of its ends, and a pair the best product over a path between them. The result is Σ pairs /
    (N (N − 1)). It is quadratic in the number of steps, and computed only when asked for.
    """
    graph = m.subject.graph
    n = len(graph.steps)
    if n < 2:
        return Tally.counted(None)
    weights = {step: _weight(graph, step) for step in graph.steps}
    lengths = nx.DiGraph()
    lengths.add_nodes_from(graph.steps)
    for arc in graph.arcs:
        lengths.add_edge(arc.source, arc.target, length=-math.log(weights[arc.source] * weights[arc.target]))
    total = 0.0
    for source, reached in nx.all_pairs_dijkstra_path_length(lengths, weight="length"):
        total += sum(math.exp(-length) for target, length in sorted(reached.items()) if target != source)
    return Tally.counted(total / (n * (n - 1)))


@measure("betweenness", "share", "model", label="largest betweenness centrality", direction="neither", costly=True)
def betweenness(m: Measures) -> Result:
    """Largest betweenness centrality of a step: how much of the way between others leads over it.

    Quadratic: computed only when asked for.
    """
    found = nx.betweenness_centrality(nx.DiGraph(m.subject.graph.graph))
    return Tally.counted(max(found.values(), default=None))

"""Lane drawings beside those of people and of other tools, and how long they take beside Graphviz.

The scorer, the peers' figures and the drawings of people lie with the real inputs; what is not there is left out.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

import yaml

from benchmarks import generated, sketches, timing
from benchmarks.drawings import DATA
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.layout import Placement, Sketch, lay_out
from frictionaudit.application.drawings.place import place
from frictionaudit.application.drawings.staff import staff
from frictionaudit.exports.drawings import dot as dot_file
from frictionaudit.exports.drawings import svg
from frictionaudit.sources.page import read

PROCESSES = Path(__file__).parent.parent / "processes"
DEFECTS = (
    "through + boxes over boxes + labels hit + labels beside a shared stretch + lines on each other + foreign lane"
)
MODELS = 40
"""Drawings of people of which a step is dropped."""
SUMS = ("crossings", "defects", "labels_border", "lanes_kept")
MEANS = ("bends", "spine", "area", "a4", "fwd_possible")


def run(_: Path, *options: str) -> None:
    """Print the tables; `--stability` prints that one alone, and `--seed N` chooses its forty models."""
    parser = argparse.ArgumentParser(prog="benchmarks layout")
    parser.add_argument("--stability", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(options)
    if (DATA.parent / "tools").is_dir():
        sys.path.insert(0, str(DATA.parent / "tools"))
        drawn = list(drawn_by_people())
        if not chosen.stability:
            _twelve()
            _people(drawn)
        models = [sketch for _, sketch, _ in drawn]
        _stability(random.Random(chosen.seed).sample(models, MODELS))
    else:
        print("Quality left out: the real inputs are not here (../shared/data, or FRICTIONAUDIT_DATA)")
    if not chosen.stability:
        _times()


def sketch(model: str) -> Sketch:
    """One of the twelve lane models."""
    path = sketches.MODELS[model]
    if path.endswith(".yaml"):
        return sketches.from_page(PROCESSES / path)
    return sketches.from_graph(import_module("human_layout").read_bpmn(str(DATA / path))[0])


def drawing(sketch: Sketch, placement: Placement, horizontal: bool = True) -> dict[str, Any]:
    """What `layout_score.py` reads."""
    lanes = [{"id": lane, **dict(zip("xywh", placement.lanes[lane], strict=True))} for lane in sketch.lanes]
    nodes = [
        {"id": node.id, "kind": node.kind, "lane": node.lane, "w": node.w, "h": node.h}
        | dict(zip("xy", placement.nodes[node.id], strict=True))
        for node in sketch.nodes
    ]
    edges = [
        {"id": edge.id, "source": edge.source, "target": edge.target, "points": placement.edges[edge.id]}
        for edge in sketch.edges
    ]
    labels = [
        {"of": label.of, "kind": label.kind, "x": label.x, "y": label.y, "w": label.w, "h": label.h}
        for label in placement.labels
    ]
    return {"horizontal": horizontal, "lanes": lanes, "nodes": nodes, "edges": edges, "labels": labels}


def _scored(sketch: Sketch) -> dict[str, float]:
    row: dict[str, float] = import_module("layout_score").score(drawing(sketch, lay_out(sketch)))
    return row


def _twelve() -> None:
    print(f"Twelve lane models; defects: {DEFECTS}")
    print(f"  {'':<36}" + "".join(f"{key:>14}" for key in (*SUMS, *MEANS)))
    rows: dict[str, list[dict[str, float]]] = {}
    with (DATA.parent / "reference" / "layout-peers.csv").open() as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["tool"], []).append({key: float(row[key]) for key in (*SUMS, *MEANS)})
    rows["frictionaudit"] = [_scored(sketch(model)) for model in sketches.MODELS]
    for tool, scores in rows.items():
        _row(f"{tool} ({len(scores)})", scores)


def _row(name: str, scores: list[dict[str, float]]) -> None:
    sums = "".join(f"{sum(score[key] for score in scores):>14.0f}" for key in SUMS)
    print(f"  {name:<36}{sums}" + "".join(f"{mean(score[key] for score in scores):>14.2f}" for key in MEANS))


def drawn_by_people() -> Iterator[tuple[Path, Sketch, dict[str, float]]]:
    """Lane drawings with two lanes and eight nodes or more, without coordinates, and the score of their author's."""
    human, scorer = import_module("human_layout"), import_module("layout_score")
    for path in sorted((DATA / "bpmn").rglob("*")):
        if path.suffix not in (".bpmn", ".xml"):
            continue
        try:
            graph, theirs = human.read_bpmn(str(path))
        except Exception:  # not readable as BPMN with coordinates
            continue
        if theirs is None or len(graph["lanes"]) < 2 or len(graph["nodes"]) < 8 or len(graph["edges"]) < 7:
            continue
        readings = [scorer.score(theirs | {"boundary": graph["boundary"], "horizontal": way}) for way in (True, False)]
        best = max(readings, key=lambda reading: (reading["lanes_kept"], reading["forward"]))
        if best["lanes_kept"]:
            yield path, sketches.from_graph(graph), best


def _people(drawn: list[tuple[Path, Sketch, dict[str, float]]]) -> None:
    pairs = [(_scored(sketch), theirs) for _, sketch, theirs in drawn]
    print(f"\n{len(pairs)} lane drawings made by people")
    print(f"  {'':<36}" + "".join(f"{key:>14}" for key in (*SUMS, *MEANS)))
    _row("people", [theirs for _, theirs in pairs])
    _row("frictionaudit", [ours for ours, _ in pairs])
    no_worse = sum(
        ours["crossings"] + ours["defects"] <= theirs["crossings"] + theirs["defects"] for ours, theirs in pairs
    )
    clean = sum(not ours["defects"] for ours, _ in pairs)
    print(f"  no worse than people in crossings and defects: {no_worse / len(pairs):.1%}")
    print(f"  without a defect: {clean / len(pairs):.1%} (people: {_share_clean(pairs):.1%})")


def _share_clean(pairs: list[tuple[dict[str, float], dict[str, float]]]) -> float:
    return sum(not theirs["defects"] for _, theirs in pairs) / len(pairs)


def _stability(models: list[Sketch]) -> None:
    """Every fifth step is dropped in turn, and the drawing starts from the earlier positions."""
    scenes = [sketches.from_page(path) for path in sorted(PROCESSES.glob("*.yaml"))]
    boxes = stayed = pairs = flipped = 0
    for sketch in (*scenes, *models):
        before = lay_out(sketch).nodes
        for node in sketch.nodes[::5]:
            after = lay_out(sketches.without(sketch, node.id), start=before).nodes
            boxes += len(after)
            stayed += sum(max(abs(before[id][axis] - after[id][axis]) for axis in (0, 1)) < 2 for id in after)
            for a, b in combinations(after, 2):
                for axis in (0, 1):
                    pairs += 1
                    flipped += (before[a][axis] - before[b][axis]) * (after[a][axis] - after[b][axis]) < -4
    print(f"\nA step is dropped from {len(scenes)} scenes and {len(models)} models, every fifth step in turn")
    print(f"  boxes that stay: {stayed / boxes:.1%}; pairs that change sides: {flipped / pairs:.3%}")


def _times() -> None:
    """CPU seconds beside dot: on the graph that `draw --format dot` writes, with its lanes and labels, and bare."""
    print("\nCPU seconds for made-up procedures, without the interpreter's start")
    dot = shutil.which("dot")
    if dot is None:
        print("  dot left out: Graphviz is not here")
    print(f"  {'':<34}{'placed':>10}{'and SVG':>10}{'dot -Tsvg':>12}{'without lanes and labels':>26}")
    for size in (20, 200, 2000):
        runs = 2 if size > 500 else 5
        given = staff(Subject(read(yaml.safe_dump(generated.page(size, 1)).encode(), "page.yaml").procedure))
        shown = place(given, effort=0)
        quick = timing.cpu(partial(place, given, effort=0), runs)
        written = timing.cpu(partial(svg.write, shown), runs)
        peers = [dot_file.write(shown), _dot(sketches.generated(size))] if dot else []
        beside = [_dot_seconds(str(dot), graph) for graph in peers] or ["", ""]
        what = f"quick placement, {size} steps"
        print(f"  {what:<34}{quick:>10.3f}{quick + written:>10.3f}{beside[0]:>12}{beside[1]:>26}")
    for size in (40, 200):
        seconds = timing.cpu(partial(lay_out, sketches.generated(size)), 2)
        print(f"  {f'polished, {size} steps':<34}{seconds:>10.3f}")


def _dot_seconds(dot: str, graph: str) -> str:
    """CPU seconds of dot; whether it drew the graph at all."""
    call = partial(subprocess.run, [dot, "-Tsvg"], input=graph, capture_output=True, text=True, check=False)
    seconds = timing.cpu(call, 2)
    return f"{seconds:.3f}" if call().returncode == 0 else f"{seconds:.2f}, fails"


def _dot(given: Sketch) -> str:
    nodes = "".join(
        f'"{node.id}" [shape=box width={node.w / 72:.2f} height={node.h / 72:.2f}];' for node in given.nodes
    )
    edges = "".join(f'"{edge.source}" -> "{edge.target}";' for edge in given.edges)
    return f"digraph {{ rankdir=LR; {nodes} {edges} }}"

"""A drawing places every step in its party's lane, no line runs through a foreign box, no label is covered."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import layout as benchmark
from benchmarks import sketches
from frictionaudit.analysis.layout import Gaps, Sketch, SketchEdge, SketchNode, lay_out
from tests.analysis.layout.geometry import crossings, faults, strangers
from tests.conftest import ROOT

PAGES = sorted((ROOT / "processes").glob("**/*.yaml"))
MODELS = [model for model, path in sketches.MODELS.items() if path.endswith((".bpmn", ".xml"))]
LABEL = (60.0, 14.0)


def box(id, kind="task", lane="a", label=None):
    return SketchNode(id, kind, lane, *sketches.SIZES[kind], label)


def lines(*pairs, label=None):
    return tuple(SketchEdge(f"e{at}", source, target, label) for at, (source, target) in enumerate(pairs))


def star(kind, count, label=LABEL):
    nodes = (box("hub", kind, label=(80.0, 28.0)), *(box(f"n{at}", lane="ab"[at % 2]) for at in range(count)))
    return Sketch(("a", "b"), nodes, lines(*(("hub", f"n{at}") for at in range(count)), label=label))


def parallel(count, *lanes, label=LABEL):
    nodes = (box("from", lane=lanes[0]), box("to", lane=lanes[-1]))
    return Sketch(tuple(dict.fromkeys(lanes)), nodes, lines(*[("from", "to")] * count, label=label))


HOSTILE = {
    "one step": Sketch(("a",), (box("x"),), ()),
    "a step that leads to itself": Sketch(("a",), (box("x"),), lines(("x", "x"), label=LABEL)),
    "a step that leads to itself six times": Sketch(("a",), (box("x"),), lines(*[("x", "x")] * 6, label=LABEL)),
    "no lane with a name": Sketch(("",), (box("x", lane=""), box("y", lane="")), lines(("x", "y"))),
    "a lane without steps": Sketch(("a", "b", "c"), (box("x"), box("y", lane="c")), lines(("x", "y"), label=LABEL)),
    "40 lines out of a task": star("task", 40),
    "40 lines out of a gateway": star("gateway", 40),
    "40 lines out of an event": star("event", 40),
    "30 lines between two steps of a lane": parallel(30, "a"),
    "30 lines between two lanes": parallel(30, "a", "b"),
    "30 lines without labels": parallel(30, "a", label=None),
    "everything leads to everything": Sketch(
        ("a", "b"),
        tuple(box(f"n{at}", lane="ab"[at % 2]) for at in range(7)),
        lines(*((f"n{a}", f"n{b}") for a in range(7) for b in range(7) if a != b), label=LABEL),
    ),
    "parts that hang apart": Sketch(
        ("a", "b"),
        tuple(box(f"n{at}", lane="ab"[at % 2]) for at in range(20)),
        lines(*((f"n{at}", f"n{at + 1}") for at in range(0, 20, 2))),
    ),
    "100 steps in a row": Sketch(
        ("a",), tuple(box(f"n{at}") for at in range(100)), lines(*((f"n{at}", f"n{at + 1}") for at in range(99)))
    ),
    "twelve pools": Sketch(
        tuple("abcdefghijkl"),
        tuple(box(f"n{at}", lane="abcdefghijkl"[at * 5 % 12]) for at in range(40)),
        lines(*((f"n{at}", f"n{at + 1}") for at in range(39)), label=LABEL),
    ),
    "labels wider than boxes": Sketch(
        ("a", "b"),
        tuple(box(f"n{at}", "gateway", "ab"[at % 2], (300.0, 60.0)) for at in range(12)),
        lines(*((f"n{at}", f"n{at + 1}") for at in range(11)), label=(400.0, 45.0)),
    ),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_scenes_and_their_twins_are_drawn_without_a_fault(page):
    sketch = sketches.from_page(page)
    assert not faults(sketch, lay_out(sketch, effort=200))


@pytest.mark.parametrize("horizontal", [True, False], ids=["landscape", "portrait"])
@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_shapes_are_drawn_without_a_fault(shape, horizontal):
    sketch = HOSTILE[shape]
    assert not faults(sketch, lay_out(sketch, horizontal=horizontal, effort=20))


@pytest.mark.parametrize("seed", range(100))
def test_random_procedures_are_drawn_without_a_fault(seed):
    sketch = sketches.tangled(2 + seed * 7 % 40, seed)
    assert not faults(sketch, lay_out(sketch, horizontal=bool(seed % 3), effort=40))


@pytest.mark.parametrize("model", MODELS)
def test_models_of_other_people_are_drawn_without_a_fault(model, shared_data, monkeypatch):
    monkeypatch.setattr(benchmark, "DATA", shared_data)
    monkeypatch.syspath_prepend(str(shared_data.parent / "tools"))
    pytest.importorskip("human_layout")
    sketch = benchmark.sketch(model)
    placement = lay_out(sketch)
    assert not faults(sketch, placement)
    assert crossings(sketch, placement) <= 5


@pytest.mark.parametrize("label", [3.0, 9.0, 14.0])
def test_nothing_lies_between_a_label_and_its_line(label):
    for model in range(4):
        sketch = replace(sketches.tangled(24, model), gaps=Gaps(label=label))
        placement = lay_out(sketch, effort=20)
        assert not faults(sketch, placement)
        assert not strangers(sketch, placement, label + 1.5)


def test_lines_side_by_side_keep_the_distance_that_a_view_asks_for():
    for track in (10.0, 16.0):
        placement = lay_out(replace(parallel(3, "a", "b", label=None), gaps=Gaps(track=track)))
        starts = sorted(points[0][0] for points in placement.edges.values())
        assert min(b - a for a, b in pairwise(starts)) >= track - 0.1


def test_a_lane_is_as_high_as_its_name_needs():
    sketch = replace(HOSTILE["a lane without steps"], heads={"b": 150.0})
    assert lay_out(sketch).lanes["b"][3] >= 150
    assert lay_out(replace(sketch, heads={})).lanes["b"][3] < 150


def test_nothing_to_draw_is_drawn_as_nothing():
    assert lay_out(Sketch((), (), ())).nodes == {}
    assert list(lay_out(Sketch(("a",), (), ())).lanes) == ["a"]


def test_the_same_sketch_gets_the_same_coordinates():
    sketch = sketches.tangled(25, 3)
    assert lay_out(sketch, effort=100) == lay_out(sketch, effort=100)


def test_the_search_draws_fewer_crossings_than_the_quick_placement():
    models = [sketches.tangled(20, seed) for seed in range(8)]
    quick = sum(crossings(sketch, lay_out(sketch, effort=0)) for sketch in models)
    assert sum(crossings(sketch, lay_out(sketch)) for sketch in models) < quick


def test_lanes_keep_the_order_of_the_page_unless_asked():
    nodes = (box("x", lane="a"), box("y", lane="c"), box("z", lane="a"), box("w", lane="b"))
    sketch = Sketch(("a", "b", "c"), nodes, lines(("x", "y"), ("y", "z"), ("z", "y")))

    def order(**options):
        lanes = lay_out(sketch, **options).lanes
        return sorted(lanes, key=lambda lane: lanes[lane][1])

    assert order() == ["a", "b", "c"]
    assert order(lane_order="fewest-crossings") in (["b", "a", "c"], ["a", "c", "b"])


def test_a_portrait_drawing_leads_from_top_to_bottom():
    placement = lay_out(HOSTILE["100 steps in a row"], horizontal=False, effort=0)
    assert placement.h > 20 * placement.w
    assert placement.nodes["n0"][1] < placement.nodes["n99"][1]


def test_a_main_path_in_one_lane_is_one_straight_line():
    nodes = tuple(box(f"n{at}") for at in range(6))
    sketch = Sketch(("a",), nodes, lines(*((f"n{at}", f"n{at + 1}") for at in range(5)), ("n1", "n4")))
    placement = lay_out(sketch)
    assert all(len(placement.edges[f"e{at}"]) == 2 for at in range(5))


def test_a_hand_over_leads_straight_down_in_one_column():
    sketch = Sketch(("a", "b"), (box("x"), box("y", lane="b"), box("z", lane="b")), lines(("x", "y"), ("y", "z")))
    placement = lay_out(sketch)
    assert len(placement.edges["e0"]) == 2
    assert placement.nodes["x"][0] == placement.nodes["y"][0]


@st.composite
def small_sketches(draw):
    lanes = draw(st.integers(1, 4))
    nodes = []
    for at in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(["task", "task", "event", "gateway"]))
        label = draw(st.none() | st.tuples(st.floats(10, 120), st.floats(10, 45))) if kind != "task" else None
        nodes.append(box(f"n{at}", kind, f"l{draw(st.integers(0, lanes - 1))}", label))
    ends = st.sampled_from([node.id for node in nodes])
    label = st.none() | st.tuples(st.floats(10, 150), st.floats(10, 45))
    edges = draw(st.lists(st.tuples(ends, ends, label), max_size=14))
    return Sketch(
        tuple(f"l{at}" for at in range(lanes)),
        tuple(nodes),
        tuple(SketchEdge(f"e{at}", *edge) for at, edge in enumerate(edges)),
    )


@given(small_sketches(), st.booleans())
@settings(max_examples=60)
def test_every_box_is_in_its_lane_no_line_runs_through_a_foreign_box_and_no_label_is_covered(sketch, horizontal):
    assert not faults(sketch, lay_out(sketch, horizontal=horizontal, effort=10))


def test_four_boxes_of_five_stay_where_they_are_after_a_step_is_dropped():
    boxes = stayed = pairs = flipped = 0
    for page in PAGES[:12]:
        sketch = sketches.from_page(page)
        before = lay_out(sketch, effort=100)
        for node in sketch.nodes[1::5]:
            smaller = sketches.without(sketch, node.id)
            after = lay_out(smaller, start=before.nodes)
            assert not faults(smaller, after)
            moved = [
                max(abs(a - b) for a, b in zip(before.nodes[id], after.nodes[id], strict=True)) for id in after.nodes
            ]
            boxes, stayed = boxes + len(moved), stayed + sum(distance < 2 for distance in moved)
            flips = list(_flips(before.nodes, after.nodes))
            pairs, flipped = pairs + len(flips), flipped + sum(flips)
    assert stayed >= 0.8 * boxes
    assert flipped <= 0.001 * pairs


def _flips(before, after):
    """Whether two boxes changed sides, for each pair and direction."""
    ids = list(after)
    for at, a in enumerate(ids):
        for b in ids[at + 1 :]:
            for axis in (0, 1):
                yield (before[a][axis] - before[b][axis]) * (after[a][axis] - after[b][axis]) < -4


def test_a_new_step_finds_its_place_and_the_others_keep_theirs():
    sketch = sketches.from_page(ROOT / "processes" / "return-a-product.yaml")
    before = lay_out(sketch)
    first = sketch.edges[0]
    longer = replace(
        sketch,
        nodes=(*sketch.nodes, box("new", lane=sketch.nodes[0].lane)),
        edges=(replace(first, target="new"), SketchEdge("new", "new", first.target), *sketch.edges[1:]),
    )
    after = lay_out(longer, start=before.nodes)
    assert not faults(longer, after)
    assert set(after.nodes) == {node.id for node in longer.nodes}

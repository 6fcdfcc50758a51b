"""The graph in process words."""

from __future__ import annotations

import networkx as nx
import pytest

from frictionaudit.analysis.flow.graph import FrictionGraph
from tests.building import procedure

STEPS = {
    "s": {"kind": "start", "next": "apply"},
    "apply": {"by": "customer", "next": "check"},
    "check": {"by": "desk", "next": [{"to": "again", "share": 0.2}, {"to": "decide", "share": 0.8}]},
    "again": {"by": "customer", "next": "check"},
    "decide": {"by": "office", "next": "e"},
    "e": {"kind": "end"},
    "lost": {"by": "office"},
}


@pytest.fixture
def graph() -> FrictionGraph:
    return FrictionGraph(procedure(STEPS))


def test_the_graph_is_frozen(graph):
    with pytest.raises(nx.NetworkXError):
        graph.graph.add_edge("s", "e")


def test_before_tells_what_can_come_before_and_a_loop_comes_before_itself(graph):
    assert graph.before("decide") == {"s", "apply", "check", "again"}
    assert graph.before("apply") == {"s"}
    assert "check" in graph.before("check")


def test_always_before_tells_what_every_case_has_passed_nearest_first(graph):
    assert graph.always_before("decide") == ["check", "apply", "s"]


def test_next_certain_is_what_every_ending_case_passes(graph):
    assert graph.immediate_postdominator["again"] == "check"
    assert graph.immediate_postdominator["check"] == "decide"


def test_loops(graph):
    assert graph.loops == (frozenset({"check", "again"}),)
    assert graph.loop_of("apply") is None


def test_reachable_and_can_end(graph):
    assert "lost" not in graph.reachable
    assert "lost" not in graph.can_end
    assert graph.can_end == set(STEPS) - {"lost"}


def test_two_flows_between_the_same_steps_are_both_there():
    page = procedure(
        {
            "s": {"kind": "start", "next": "x"},
            "x": {"next": [{"id": "one", "to": "e", "share": 0.5}, {"id": "other", "to": "e", "share": 0.5}]},
            "e": {"kind": "end"},
        }
    )
    assert [arc.id for arc in FrictionGraph(page).outgoing["x"]] == ["x>one", "x>other"]

"""The comparison with bpmnlint: what can be told without bpmnlint and without the drawings."""

import pytest

from benchmarks.beside_bpmnlint import PAIRS, File, kind, said
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "guide" / "beside-bpmnlint.md"
STEP = {
    "type": "Task",
    "inside": [],
    "left": False,
    "full": False,
    "into": 0,
    "on": 1,
    "listedInto": 0,
    "listedOn": 1,
    "triggers": [],
    "process": "p",
}
START = {**STEP, "type": "StartEvent"}
UNREACHABLE = next(pair for pair in PAIRS if pair.ours == "FA803")


def file(**nodes):
    return File({id: {**STEP, **node} for id, node in nodes.items()}, {"no-implicit-start": set(nodes)})


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.ours)
def test_the_page_tells_of_each_pair(pair):
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{rule}`" in text for rule in pair.theirs)
    assert pair.ours.split()[0] in text


def test_nothing_leads_to_is_asked_on_the_level_of_a_process_with_a_start():
    asked = file(start=START, lost={}, inner={"inside": ["SubProcess"]}, led={"into": 1, "listedInto": 1})
    assert [id for id in asked.nodes if UNREACHABLE.same(asked, id)] == ["lost"]
    assert not UNREACHABLE.same(file(lost={}), "lost")


@pytest.mark.parametrize(
    ("node", "ours", "why"),
    [
        ({"into": 1}, False, "has a flow that it does not list"),
        ({"listedInto": 1}, True, "lists a flow whose other end is not said"),
        ({"into": 1, "listedInto": 1}, True, "only ways from what is itself cut off"),
        ({}, False, "in a process without start, which is told once"),
        ({"type": "SubProcess"}, False, "a sub-process"),
        ({"left": True}, False, "of compensation, an event sub-process or an ad-hoc sub-process"),
    ],
)
def test_kinds_of_difference(node, ours, why):
    assert kind(file(one=node), UNREACHABLE, "one", ours=ours) == why


def test_the_splits_of_multi_merges_are_not_compared():
    pair = next(pair for pair in PAIRS if pair.ours == "FA808")
    both = file(split={"type": "ParallelGateway"}, meet={})
    both.ours["FA808"] = [frozenset({"split", "meet", "meet-split"})]
    assert said(both, pair)[0] == {"meet"}

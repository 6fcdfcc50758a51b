"""A case is handed over between people who do something; starts, ends and idle lanes are nobody's work."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.sources.mermaid import read


def found(*lines: str) -> tuple[float | None, float | None]:
    drawing = "\n".join(["swimlane-beta LR", *lines])
    measures = Measures(Subject(read(drawing.encode(), "x.mmd").procedure))
    return measures["handoffs"].value, measures["ping_pong"].value


WAREHOUSE = ("subgraph w [Warehouse]", "p[Pack goods]", "q[Load goods]", "end")


@pytest.mark.parametrize(
    ("lane", "way", "expected"),
    [
        ("a([Order comes])\ne((Order done))", "a --> p --> q --> e", (0, 0)),
        ("d{Large order?}", "p --> d\nd -->|yes| q\nd -->|no| z((Done))", (0, 0)),
        ("r[Register order]\ne((Order done))", "r --> p --> q --> e", (1, 0)),
        ("r[Register order]\nt[Tell what was sent]", "r --> p --> q --> t", (2, 1)),
        ("a([Order comes])\nt[Tell what was sent]", "a --> p --> q --> t", (1, 0)),
        ("r[Register order]\nd{Large order?}", "r --> p --> d\nd -->|yes| q\nd -->|no| z((Done))", (1, 0)),
    ],
)
def test_a_hand_off_is_between_those_who_do_something(lane, way, expected):
    assert found("subgraph s [Secretary]", *lane.split("\n"), "end", *WAREHOUSE, *way.split("\n")) == expected

"""Long drawings are cut between their steps."""

from itertools import pairwise

import pytest

from benchmarks import sketches
from frictionaudit.analysis.layout import lay_out
from frictionaudit.analysis.layout.sheets import sheets


@pytest.mark.parametrize("horizontal", [True, False], ids=["landscape", "portrait"])
def test_a_long_drawing_is_cut_between_its_steps(horizontal):
    sketch = sketches.generated(60)
    placement = lay_out(sketch, effort=0, horizontal=horizontal)
    pages = sheets(sketch, placement, 1000, horizontal)
    axis = 0 if horizontal else 1
    assert len(pages) > 2
    assert all(page[axis + 2] <= 1000 for page in pages)
    for before, after in pairwise(pages):
        cut = after[axis]
        assert before[axis] + before[axis + 2] == pytest.approx(cut)
        assert not [
            node.id
            for node in sketch.nodes
            if placement.nodes[node.id][axis] < cut < placement.nodes[node.id][axis] + (node.w, node.h)[axis]
        ]


def test_a_short_drawing_is_one_sheet():
    sketch = sketches.generated(5)
    placement = lay_out(sketch)
    assert sheets(sketch, placement, 5000) == ((0.0, 0.0, placement.w, placement.h),)

"""Some kills at random moments of `record`; `python -m tests.store.kills` makes hundreds of them."""

from __future__ import annotations

import os
import random

import pytest

from tests.store import kills


@pytest.mark.parametrize("seed", [1, 2])
def test_after_a_kill_nothing_acknowledged_is_lost_and_the_next_record_goes_on(tmp_path, seed):
    assert kills.run(tmp_path, 4, random.Random(seed)) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")
def test_after_a_kill_inside_record_itself_too(tmp_path):
    assert kills.run(tmp_path, 5, random.Random(1), kills.forked) == []

"""Proofs are limited by the size of the page: ideas at the greatest burdens come first, and what is left is said."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import suggest as proofs
from frictionaudit.analysis.simplify.burden import burden_of
from frictionaudit.analysis.simplify.suggest import ProofLimit, ideas, suggestions
from frictionaudit.application.inputs import read_paths
from frictionaudit.application.suggest import suggest
from tests.building import subject
from tests.conftest import ROOT

PAGE = ROOT / "processes" / "return-a-product.yaml"


def searching(minutes: int) -> dict[str, object]:
    return {"by": "customer", "effort": {"work": "1m", "search": f"{minutes}m"}, "wait": {"batch": f"{minutes}h"}}


STEPS = {
    "s": {"kind": "start", "next": "short"},
    "short": {**searching(1), "next": "long"},
    "long": {**searching(50), "next": "middle"},
    "middle": {**searching(20), "next": "e"},
    "e": {"kind": "end"},
}


def test_the_ideas_at_the_greatest_burdens_are_proved_first():
    page = subject(STEPS)
    weighs = burden_of(page)
    thought = sorted((idea for _, idea in ideas(page, Measures(page))), key=lambda idea: -weighs(idea))
    limit = ProofLimit(most=2)
    found = suggestions(page, limit=limit)
    assert (limit.proved, limit.ideas) == (2, len(thought))
    assert {one.title for one in found} <= {idea.title for idea in thought[:2]}
    assert "long" in thought[0].steps or not thought[0].steps


def test_a_larger_page_has_fewer_proofs(monkeypatch):
    page = subject(STEPS)
    assert ProofLimit().of(page) == proofs.MOST_WORK // 9  # five steps and four flows
    monkeypatch.setattr(proofs, "MOST_WORK", 18)
    limit = ProofLimit()
    suggestions(page, limit=limit)
    assert limit.proved == 2 < limit.ideas


def test_all_is_proved_on_every_page_of_usual_size():
    (suggested,) = suggest(read_paths([PAGE]))
    assert suggested.cut_short == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"most": 1}, r"only 1 of (\d+) ideas were proved, those at the greatest burdens; --ideas \1 proves all"),
        ({"seconds": 2.0}, r"only 2 of \d+ ideas were proved, in 2 seconds; .*--seconds allows more time"),
    ],
)
def test_what_was_not_proved_is_said_with_how_to_have_it(given, said):
    ticks = count()
    (suggested,) = suggest(read_paths([Path(PAGE)]), clock=lambda: float(next(ticks)), **{"seconds": 1e9, **given})
    assert re.fullmatch(said, suggested.cut_short), suggested.cut_short

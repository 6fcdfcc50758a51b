"""Position is memory: a step of a recorded design is found where it was drawn before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from frictionaudit import sources
from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.application.stores import move
from frictionaudit.domain.values import FrozenDict
from frictionaudit.store import Designs, EventStore
from tests.conftest import ROOT

UPPER, LOWER = "inside", "not-listed"
"""The two ends of the scene, one below the other."""
SAID = {"author": "Ada", "at": datetime(2025, 3, 3, 9, tzinfo=UTC), "reason": "as it is"}


@pytest.fixture(scope="module")
def before():
    return sources.read(ROOT / "processes" / "improved" / "lost-wristband.yaml").procedure


@pytest.fixture
def after(before):
    """The same with an end less."""
    steps = {id: step for id, step in before.steps.items() if id != LOWER}
    steps = {
        id: step.model_copy(update={"next": tuple(flow for flow in step.next if flow.to != LOWER)})
        for id, step in steps.items()
    }
    return before.model_copy(update={"steps": FrozenDict(steps)})


def record(folder: Path, procedure) -> None:
    with Designs.open(folder) as designs:
        designs.record(procedure, **SAID, base=len(designs.ids()) or None)


def places(procedure, folder: Path | None) -> dict[str, tuple[float, float]]:
    return {box.id: (box.x, box.y) for box in draw(procedure, DrawOptions(history=folder)).boxes}


def kept(folder: Path, id: str, version: int):
    with Designs.open(folder) as designs:
        return designs.places(id, version)


def test_the_places_of_a_recorded_version_are_kept_when_it_is_drawn(place, before):
    record(place, before)
    assert kept(place, before.id, 1) is None
    drawn = places(before, place)
    assert kept(place, before.id, 1) == (1, drawn)


def test_a_version_that_is_drawn_again_looks_the_same(place, before):
    record(place, before)
    assert places(before, place) == places(before, place) == places(before, None)


def test_a_drawing_starts_from_the_places_that_are_kept(place, before):
    record(place, before)
    drawn = places(before, place)
    assert drawn[UPPER][1] < drawn[LOWER][1]
    with Designs.open(place) as designs:
        designs.keep_places(before.id, 1, drawn | {UPPER: drawn[LOWER], LOWER: drawn[UPPER]})
    again = places(before, place)
    assert again[UPPER][1] > again[LOWER][1]


def test_the_next_version_stands_where_the_last_one_did_and_keeps_its_own_places(place, before, after):
    record(place, before)
    known = places(before, place)
    record(place, after)
    drawn = places(after, place)
    assert drawn == {id: known[id] for id in after.steps}
    assert kept(place, after.id, 1) == (1, known)
    assert kept(place, after.id, 2) == (2, drawn)


def test_a_page_with_unrecorded_changes_stands_there_too_and_keeps_nothing(place, before, after):
    record(place, before)
    known = places(before, place)
    assert places(after, place) == {id: known[id] for id in after.steps}
    assert kept(place, before.id, 9).version == 1


def test_places_go_along_when_a_store_is_moved(place, before, tmp_path):
    record(place, before)
    drawn = places(before, place)
    move(place, str(tmp_path / "copy"))
    with EventStore(tmp_path / "copy") as copy:
        assert [found.places for _, found in copy.positions.all()] == [drawn]


def test_a_page_without_a_history_is_drawn_without_a_store(tmp_path, before):
    places(before, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_places_are_encrypted_where_the_events_are(tmp_path, monkeypatch, before):
    monkeypatch.setenv("FRICTIONAUDIT_STORE_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
    record(tmp_path, before)
    assert places(before, tmp_path) == kept(tmp_path, before.id, 1).places
    assert b'"start"' not in (tmp_path / ".frictionaudit" / "designs.sqlite").read_bytes()
    assert before.in_reading_order()[0].encode() not in (tmp_path / ".frictionaudit" / "designs.sqlite").read_bytes()

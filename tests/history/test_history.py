"""A store written by any released version opens, and every version of every design in it is what it was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from frictionaudit.domain.changes import ChangeSet, StepAmended, difference
from frictionaudit.store import Designs, path_in

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("v*/designs.sqlite"))


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def release(request, tmp_path):
    """The designs as that version wrote them, and what each version of them says."""
    file = path_in(tmp_path)
    file.parent.mkdir()
    shutil.copy(request.param / "designs.sqlite", file)
    with Designs.open(tmp_path) as designs:
        yield designs, json.loads((request.param / "expected.json").read_text(encoding="utf-8"))


def test_there_is_a_store_of_every_release():
    assert [folder.name for folder in RELEASES] == ["v0_1"]


def test_every_version_says_what_it_said_then(release):
    designs, expected = release
    assert designs.ids() == ("return-a-product",)
    history = designs.history("return-a-product")
    assert [version.model_dump(mode="json") for version in history] == [then["version"] for then in expected]
    for version, then in zip(history, expected, strict=True):
        assert designs.at("return-a-product", version.number)[0].page() == then["page"]


def test_every_version_differs_from_the_one_before_by_what_it_recorded(release):
    designs, expected = release
    for number in range(2, len(expected) + 1):
        before, _ = designs.at("return-a-product", number - 1)
        after, version = designs.at("return-a-product", number)
        assert bool(difference(before, after)) == (version.what == "amended")


def test_an_old_history_goes_on(release):
    designs, expected = release
    change = StepAmended(id="unpack", attribute="name", value="Unpack it")
    at = designs.history("return-a-product")[-1].at
    recorded = designs.accept("return-a-product", ChangeSet(changes=(change,), reason="R", author="A"), at)
    assert recorded.version.number == len(expected) + 1

"""What the first version read and measured is read and measured still, but for what is named here."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from frictionaudit.application.audit import collect, measure
from tests.conftest import ROOT

HERE = Path(__file__).parent
BEFORE: dict[str, dict[str, float | None]] = json.loads((HERE / "measures.json").read_text(encoding="utf-8"))
RENAMED: dict[str, str] = {}
"""Keys of measures that are called otherwise now."""
CHANGED: dict[str, dict[str, str]] = {}
"""Measures that have another value on purpose: by page, the key and the reason."""


@pytest.mark.parametrize("page", BEFORE)
def test_every_measure_of_a_scene_has_the_value_it_had_before_the_move(page):
    (now,) = measure(collect([ROOT / page]))
    differ = {}
    for key, value in BEFORE[page].items():
        found = now.measures[RENAMED.get(key, key)].value
        if key not in CHANGED.get(page, {}) and found != pytest.approx(value, abs=1e-6):
            differ[key] = f"was {value}, is {found}"
    assert not differ


def test_every_file_that_the_first_version_read_is_still_read(shared_data):
    with (HERE / "files.csv").open(encoding="utf-8", newline="") as rows:
        before = {row["file"]: int(row["procedures"]) for row in csv.DictReader(rows)}
    read = collect([shared_data / file for file in before])
    spans = (reading.span() for reading in read.readings)
    now = Counter(str(Path(span.path).relative_to(shared_data)) for span in spans if span)
    missing = {file: (number, now[file]) for file, number in before.items() if now[file] != number}
    assert not missing, "file: (procedures read before, and now)"

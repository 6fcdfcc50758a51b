"""A sample of `python -m tests.cli.same_bytes`: no hash seed, zone, terminal, folder or line ending changes a byte."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.cli import same_bytes
from tests.conftest import ROOT

PAGE = (ROOT / "processes" / "restaurant-table.yaml").read_bytes()
CALLS = ("audit page.yaml --all --fail-on never", "audit page.yaml --format json --fail-on never", "draw page.yaml")


@pytest.fixture(scope="module")
def expected() -> dict[str, bytes]:
    return same_bytes.output(CALLS, {"PYTHONHASHSEED": "0", "TZ": "UTC"}, PAGE)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals or users of that kind")
@pytest.mark.parametrize(
    ("environment", "how", "page"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}, "read-only", PAGE),
        ({"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"}, "terminal", PAGE),
        ({"PYTHONHASHSEED": "3", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX"}, "", same_bytes.windows(PAGE)),
    ],
)
def test_the_same_page_gives_the_same_bytes(expected, environment, how, page):
    if how == "read-only" and os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere")
    assert len(expected["output"]) > 10_000
    assert same_bytes.differences(expected, same_bytes.output(CALLS, environment, page, how)) == []


def test_a_difference_is_told_with_its_line():
    assert same_bytes.differences({"output": b"a\nb\n"}, {"output": b"a\nc\n"}) == ["output: b'b' is b'c'"]
    assert same_bytes.differences({}, {"x": b"new\n"}) == ["x: b'(end)' is b'new'"]
    assert same_bytes.differences({"x": b"a\n"}, {"x": b"a\r\n"}) == ["x: b'' is b'(ends of lines)'"]

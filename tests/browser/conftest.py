"""A real browser for the tests of what people look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from frictionaudit.exports import writer
from frictionaudit.results.audit import Audit
from tests.conftest import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
)
"""For a machine without a screen, an ordinary user or a network."""


def found() -> str | None:
    """The browser to use: the one that FRICTIONAUDIT_BROWSER names, else the first of the usual ones."""
    named = os.environ.get("FRICTIONAUDIT_BROWSER")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def chromium(program: str) -> Iterator[Any]:
    """The browser, open as long as the block runs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=list(QUIET))
        try:
            yield opened
        finally:
            opened.close()


@pytest.fixture(scope="session")
def browser():
    """Chromium; without it the test is skipped, or fails where all is required."""
    program = found()
    if program is None:
        reason = f"no browser is here: expected one of {', '.join(BROWSERS)}, or one named by FRICTIONAUDIT_BROWSER"
        if os.environ.get("FRICTIONAUDIT_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium(program) as opened:
        yield opened


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The address of the HTML report of the fixed audit, as a file on this machine."""
    audit = Audit.model_validate_json((ROOT / "tests" / "gold" / "formats" / "audit.json").read_bytes())
    path = tmp_path_factory.mktemp("report") / "audit.html"
    path.write_text(writer("html")(audit), encoding="utf-8")
    return path.as_uri()

"""What tests share: the real inputs, which are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
os.environ["COLUMNS"] = "100"  # texts are folded to the width of the terminal, which tests must not depend on


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs beside the project; without it the test is skipped, or fails where all is required."""
    folder = Path(os.environ.get("FRICTIONAUDIT_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        reason = "the real inputs are not here: expected ../shared/data, or a folder named by FRICTIONAUDIT_DATA"
        if os.environ.get("FRICTIONAUDIT_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder

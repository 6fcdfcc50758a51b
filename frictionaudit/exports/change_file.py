"""Changes as a file: what a plan or a person proposes, to be tried, recorded, or sent to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frictionaudit.domain.changes import Change, dump, expected
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports import page
from frictionaudit.exports.wording.changes import describe

HEAD = "# Try it: frictionaudit whatif PAGE THIS-FILE.  Record it: frictionaudit record PAGE --changes THIS-FILE\n"


def write(procedure: Procedure, changes: Sequence[Change], reason: str) -> str:
    """A YAML file with the changes, why they are made, and what the page says now at the places they touch."""
    words = "".join(f"#   {line}\n" for sentence in describe(changes, procedure) for line in sentence.splitlines())
    document: dict[str, Any] = {
        "of": procedure.id,
        "reason": reason,
        "changes": [{key: value for key, value in change.items() if key != "version"} for change in dump(changes)],
        "expects": expected(procedure, changes),
    }
    return HEAD + words + page.part(document) + "\n"

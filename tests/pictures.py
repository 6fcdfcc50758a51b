"""What tests of pictures share: the scenes, hostile names, and the tools of others that read what we write."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from frictionaudit import sources
from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.drawing import Drawing, View
from tests.building import procedure
from tests.conftest import ROOT

SCENES = sorted((ROOT / "processes").rglob("*.yaml"))
VIEWS: tuple[View, ...] = ("staff", "customer", "findings", "shares")
HOSTILE = {
    "long": "very " * 60 + "long",
    "one-word": "W" * 300,
    "emoji": "Pay 💶 now 👩‍👩‍👧 \U0001f1e9\U0001f1ea",
    "right-to-left": "شكوى \u202egnihtemos\u202c עברית",
    "html": "<script>alert('x')</script> & \"quotes\" 'more' <b>bold</b>",
    "control": "a\x00b\x07c\x1b[31mred\nnew\tline\u2028end",
    "mermaid": 'end]; click s1 "javascript:alert(1)" %% --> "`x` #quot; {}|',
    "dot": '\\"; bad [label="x"]; // \\N \\G',
    "plantuml": "!include /etc/passwd\n@enduml <&script> ~* **bold** [[http://x]] %date()",
    "formula": "=1+1",
    "blank": "   ",
}
"""Names that a writer must not obey."""


@cache
def scene(name: str) -> Procedure:
    """A scene by its file's name."""
    return sources.read(ROOT / "processes" / f"{name}.yaml").procedure


@cache
def drawn(name: str, view: View = "staff", effort: int | None = None) -> Drawing:
    """A view of a scene; of the difference, that of its improved twin from it. Placed quickly with an effort of 0."""
    if view == "difference":
        return draw(scene(f"improved/{name}"), DrawOptions(view, before=scene(name), effort=effort))
    return draw(scene(name), DrawOptions(view, effort=effort))


def named(name: str) -> Procedure:
    """A small procedure in which everything bears one name."""
    steps = {
        "s": {"kind": "start", "name": name, "by": "customer", "next": "a"},
        "a": {"name": name, "by": "customer", "next": [{"to": "g", "when": name}]},
        "g": {"kind": "exclusive", "name": name, "by": "desk", "next": [
            {"to": "e", "share": 0.9, "when": name}, {"to": "a", "share": 0.1, "when": name}]},
        "e": {"kind": "end", "name": name, "by": "desk"},
    }  # fmt: skip
    made = procedure(steps)
    parties = {id: party.model_copy(update={"name": name}) for id, party in made.parties.items()}
    return made.model_copy(update={"title": name.strip() or "P", "parties": parties})


def node_modules() -> Path:
    """The folder with bpmn-js, bpmn-moddle and mermaid; without it a test is skipped, or fails if all is required."""
    cache_folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "frictionaudit"
    folder = Path(os.environ.get("FRICTIONAUDIT_NODE") or cache_folder) / "node_modules"
    if all((folder / name).is_dir() for name in ("bpmn-js", "bpmn-moddle", "mermaid")):
        return folder
    reason = (
        "bpmn-js, bpmn-moddle and mermaid are not here: npm install them in the folder that FRICTIONAUDIT_NODE names"
    )
    if os.environ.get("FRICTIONAUDIT_REQUIRE") == "all":
        pytest.fail(reason)
    pytest.skip(reason)

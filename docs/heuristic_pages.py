"""A worked example for each heuristic, from its cases: the page, the suggestions, and their proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.wording.effects import sentence

CASES = Path(__file__).resolve().parent.parent / "tests" / "analysis" / "simplify" / "heuristics"


def example(name: str) -> Iterator[str]:
    """The first case with a suggestion, with all suggestions for it and their proof; then the silent cases."""
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    case = next(case for case in cases if "suggests" in case and not case.get("options"))
    page = yaml.dump(
        case["page"], Dumper=_WithoutAnchors, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110
    )
    yield from ("", f"For example: {case['suggests']}.", "", "```yml", page.rstrip(), "```", "")
    subject = Subject(Procedure.model_validate({"id": "case", "title": "A case", **case["page"]}))
    for suggestion in suggestions(subject, only=[name]):
        yield f"- **{suggestion.title}.** Effect: {sentence(suggestion.effect, found=suggestion)}."
        if suggestion.trade_off:
            yield f"  Trade-off: {suggestion.trade_off}."
    yield from ("", "It suggests nothing where:", "")
    yield from (f"- {case['silent']}" for case in cases if "silent" in case)


class _WithoutAnchors(yaml.SafeDumper):
    """Writes everything out in full: a page refuses anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

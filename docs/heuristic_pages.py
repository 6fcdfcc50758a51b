"""A worked example for each heuristic, from its cases: the page, the idea, and the proof that the program finds."""

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
    """The first case that gives an idea, with all ideas of the heuristic and their proof; then where it has none."""
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    case = next(case for case in cases if "suggests" in case and not case.get("options"))
    shown = yaml.dump(
        case["page"], Dumper=_Plain, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110
    )
    yield from ("", f"For example ({case['suggests']}):", "", "```yml", shown.rstrip(), "```", "")
    subject = Subject(Procedure.model_validate({"id": "case", "title": "A case", **case["page"]}))
    for one in suggestions(subject):
        if one.heuristic == name:
            yield f"- **{one.title}.** Brings {sentence(one.effect, one=one)}."
            if one.trade_off:
                yield f"  Gives up: {one.trade_off}."
    nothing = [case["silent"] for case in cases if "silent" in case]
    yield from ("", f"It has no idea where: {'; '.join(nothing)}.")


class _Plain(yaml.SafeDumper):
    """Written out in full: no anchors, since a page refuses them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

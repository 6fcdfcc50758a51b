"""Kinds of steps as people and drawing programs name them: start, end, decision, and how an end feels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.tables.wording import normal

_KINDS = {kind.value: kind for kind in StepKind} | {
    **dict.fromkeys(("start event", "begin", "anfang", "beginn"), StepKind.START),
    **dict.fromkeys(("end event", "terminator", "stop", "ende"), StepKind.END),
    **dict.fromkeys(("gateway", "exclusive gateway"), StepKind.EXCLUSIVE),
    **dict.fromkeys(("parallel gateway", "and", "fork", "join"), StepKind.PARALLEL),
    **dict.fromkeys(("inclusive gateway", "or gateway"), StepKind.INCLUSIVE),
    **dict.fromkeys(("event based", "event-based gateway"), StepKind.EVENT_BASED),
}
OUTCOMES = ("favourable", "neutral", "adverse", "abandoned")


@dataclass(frozen=True)
class ReadKind:
    """A kind, and the outcome of an end where it is named; all other shapes are tasks, a decision too."""

    kind: StepKind = StepKind.TASK
    outcome: Literal["favourable", "neutral", "adverse", "abandoned"] | None = None


def read_kind(text: str) -> ReadKind:
    """Read a cell such as 'end: favourable' or 'Decision'."""
    first, _, rest = re.sub(r"[(:]", ",", text.replace(")", "")).partition(",")
    kind = _KINDS.get(normal(first), StepKind.TASK)
    outcome = normal(rest)
    return ReadKind(kind, cast("Literal['favourable']", outcome) if outcome in OUTCOMES else None)

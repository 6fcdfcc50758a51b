"""The time to tell people when something goes wrong: the same as `frictionaudit promise` says."""

from __future__ import annotations

from frictionaudit.analysis.flow.promise_path import LEVEL
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.advice import MARGIN
from frictionaudit.analysis.promises.delay_notices import notice
from frictionaudit.domain.procedure import Disruption
from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed


def time_to_tell(subject: Subject, step: str, disruption: Disruption, margin: float = MARGIN) -> str:
    """How long it takes in nine of ten cases, with a margin; empty where the page does not say."""
    told = notice(subject, step, disruption, LEVEL, margin)
    if told.say is None:
        return ""
    if told.unit == "working minutes":
        return f"{format_effort(told.say)} of working time"
    return format_elapsed(told.say) if told.unit == "minutes" else count(told.say, told.unit.removesuffix("s"))

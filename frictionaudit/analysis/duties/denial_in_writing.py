"""Whether a refusal gives its reason, and gives it in writing.

A refusal is in writing if it comes as a document, by post, by email or online, or if the page says so. A step without
a channel is not checked, because its channel is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, refusals
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Channel, Step

_WRITTEN = (Channel.WEB, Channel.APP, Channel.EMAIL, Channel.POST)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, steps = measures.subject, measures.subject.procedure.steps
    for refusal in refusals(subject):
        end = describe(subject.graph, refusal.end)
        without_reason = tuple(id for id in refusal.notices if not steps[id].tells.reason)
        if without_reason:
            places = list_steps(subject, without_reason)
            yield Breach(f"People refused at {end} are not told why at {places}", without_reason)
        spoken = tuple(id for id in refusal.notices if steps[id].tells.reason and _is_spoken(steps[id]))
        if spoken:
            yield Breach(f"The reason for {end} is given at {list_steps(subject, spoken)}, but not in writing", spoken)


def _is_spoken(step: Step) -> bool:
    """Whether a message is certainly not in writing."""
    if step.gives or step.channel is None or any(channel in _WRITTEN for channel in (step.channel, *step.also)):
        return False
    return "writ" not in str(step.tells.reason).casefold()

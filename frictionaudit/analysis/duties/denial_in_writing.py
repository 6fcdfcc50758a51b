"""Whether a refusal that is told gives its reason, and gives it in writing.

In writing is what comes as a document, by post, by e-mail or online, or is said to be written. Where no channel is
named it is not known, and not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, refusals
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import named
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Channel, Step

_WRITTEN = (Channel.WEB, Channel.APP, Channel.EMAIL, Channel.POST)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, steps = measures.subject, measures.subject.procedure.steps
    for refusal in refusals(subject):
        label = subject.procedure.label(refusal.end)
        unreasoned = tuple(id for id in refusal.told if not steps[id].tells.reason)
        if unreasoned:
            yield Breach(f"who is refused at '{label}' is not told why, at {named(subject, unreasoned)}", unreasoned)
        spoken = tuple(id for id in refusal.told if steps[id].tells.reason and _spoken(steps[id]))
        if spoken:
            yield Breach(f"the reason for '{label}' is not given in writing, at {named(subject, spoken)}", spoken)


def _spoken(step: Step) -> bool:
    """Whether it is certain that nothing is written."""
    if step.gives or step.channel is None or any(channel in _WRITTEN for channel in (step.channel, *step.also)):
        return False
    return "writ" not in str(step.tells.reason).casefold()

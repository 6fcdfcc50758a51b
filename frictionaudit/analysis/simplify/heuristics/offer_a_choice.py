"""Let people who wait choose: be called back, or come back to a slot."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.others_places import at_a_third_party
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Channel

_SLOT = "come back to a slot today"
_OPTIONS = {
    Channel.PHONE: ("keep the place in the queue and be called back", "write instead"),
    Channel.COUNTER: (_SLOT, "get a message when it is their turn"),
    Channel.ONSITE: (_SLOT, "get a message when it is their turn"),
    Channel.HOME: ("choose an hour, not a day", "get a message half an hour before"),
}


class OfferAChoice(Heuristic):
    """Where people only wait, on the phone, at a counter, on site or at home, offer two ways to spend that time.

    On the phone: keep the place and be called back, or write. At a counter or on site: come back to a slot, or get a
    message when it is their turn. At home: choose an hour, and get a message before. Steps are those that FA603
    reports for a wait in which the customer does nothing else. A wait at a third party is theirs to change.

    Do not use it when the wait itself can go: shorten it first.
    """

    answers = ("FA603",)
    lessens = ("queue",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA603"):
            step = subject.procedure.steps[finding.steps[0]]
            options = _OPTIONS.get(step.channel) if step.channel else None
            queues = step.effort is not None and step.effort.queue is not None
            ours = not at_a_third_party(subject, finding.steps[0])
            if finding.about or len(finding.steps) != 1 or options is None or not (queues and ours):
                continue
            yield Idea(
                f"Let people who wait at {step_name(subject, finding.steps[0])} choose: {options[0]}, or {options[1]}",
                (StepAmended(id=finding.steps[0], attribute="options", value=[*step.options, *options]),),
                steps=finding.steps,
                trade_off="somebody has to call back or send the message in time",
                check="whether a slot on the same day can be kept, and when it cannot" if _SLOT in options else "",
            )

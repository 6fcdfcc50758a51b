"""Add a recovery step for what is known to go wrong, and tell the customer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.delay_time import time_to_tell
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.known_facts import met_most
from frictionaudit.analysis.simplify.rewrites import fresh_id
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import Change, FlowAdded, FlowAmended, StepAdded, StepAmended
from frictionaudit.domain.procedure import Disruption, Flow, Step
from frictionaudit.domain.quantities import Assumed

_GOES_WRONG = "share of cases that go wrong at the step, as the page states"
_TAKES = "as long as the page says that it takes"
_GOES_WELL = "all cases that do not go wrong at the step"


class AddARecovery(Heuristic):
    """Add a step that puts right what is known to go wrong, and says what happened, why, and how long it takes.

    The recovery follows a step with one outgoing flow, for the share of cases that the page gives. The same party does
    it where that is one of ours, else the case owner or the front line that customers meet most. It takes as
    long as the page says that it takes; its effort stays unknown. The time that people are told has a margin. Where a
    recovery exists and only the message is missing, say-what-happened adds it.

    Do not use it when it happens so rarely that somebody can phone each customer.
    """

    answers = ("FA604",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for step in (finding.steps[0] for finding in open_findings(subject, measures, "FA604")):
            changes = _recovery(subject, step)
            if changes:
                problems = "; ".join(disruption.what for disruption in _without_recovery(subject, step))
                yield Idea(
                    f"Add a step that puts right what goes wrong at {step_name(subject, step)}: {problems}",
                    changes,
                    steps=(step,),
                    trade_off="staff time to put it right, which the page does not state",
                )


def _without_recovery(subject: Subject, step: str) -> list[Disruption]:
    disruptions = subject.procedure.steps[step].failures
    return [disruption for disruption in disruptions if disruption.recovered_by is None]


def _recovery(subject: Subject, step: str) -> tuple[Change, ...]:
    """The changes that add a recovery after a step with one outgoing flow."""
    disrupted = subject.procedure.steps[step]
    if len(disrupted.next) != 1 or disrupted.kind.gateway:
        return ()
    onward, problems = disrupted.next[0], _without_recovery(subject, step)
    recovery = fresh_id(subject.procedure.steps, f"put-right-{step}")
    added = StepAdded(id=recovery, step=_recovery_step(subject, step, problems, onward.to))
    flow: dict[str, Any] = {"to": recovery, "when": "; ".join(problem.what for problem in problems)}
    disruptions = [
        {**_as_data(disruption), "recovered_by": disruption.recovered_by or recovery}
        for disruption in disrupted.failures
    ]
    amended = StepAmended(id=step, attribute="disruptions", value=disruptions)
    share = _share(problems)
    if share is None:
        return (added, FlowAdded(step=step, flow=Flow.model_validate(flow)), amended)
    flow["share"] = {"value": round(share, 12), "assumed": _GOES_WRONG}
    rest = {"value": round(1 - share, 12), "assumed": _GOES_WELL}
    return (
        added,
        FlowAmended(step=step, flow=onward.key, attribute="share", value=rest),
        FlowAdded(step=step, flow=Flow.model_validate(flow)),
        amended,
    )


def _recovery_step(subject: Subject, step: str, problems: list[Disruption], onward: str) -> Step:
    recovery: dict[str, Any] = {
        "name": f"Put right what went wrong ({subject.procedure.label(step)})",
        "tells": {key: text for problem in problems for key, text in _message(subject, step, problem).items()},
        "next": onward,
    }
    owner = _owner(subject, step)
    if owner is not None:
        recovery["by"] = owner
    time = _longest(subject, problems)
    if time is not None:
        recovery["wait"] = {"queue": time}
    return Step.model_validate(recovery)


def _owner(subject: Subject, step: str) -> str | None:
    """The party that puts it right: that of the step, if it is ours; else the case owner or the busiest front line."""
    side = subject.side(step)
    if side is not None and side.ours:
        return subject.procedure.steps[step].by
    return subject.procedure.case_owner or met_most(subject) or None


def _longest(subject: Subject, problems: list[Disruption]) -> Any:
    """The longest time that any of some problems takes, in page form, marked as assumed; None if one is unknown."""
    times = [problem.takes for problem in problems]
    known = [time for time in times if time is not None]
    if len(known) < len(times) or not known:
        return None
    longest = max(known, key=subject.procedure.calendar.expected_elapsed)
    return longest.model_copy(update={"evidence": Assumed(why=_TAKES)}).model_dump(mode="json")


def _share(problems: list[Disruption]) -> float | None:
    """The share of cases with any of some problems; None where one is unknown or they add up to all cases."""
    shares = [problem.share.value for problem in problems if problem.share is not None]
    return sum(shares) if len(shares) == len(problems) and sum(shares) < 1 else None


def _message(subject: Subject, step: str, disruption: Disruption) -> dict[str, Any]:
    """What the customer is not told yet: what happened, why, and how long it takes, with a margin."""
    time = time_to_tell(subject, step, disruption)
    takes = f"{time} until it is put right" if time else True
    message = {"delay": disruption.what, "reason": True, "time": takes}
    return {key: text for key, text in message.items() if not getattr(disruption.tells, key)}


def _as_data(disruption: Disruption) -> dict[str, Any]:
    data: dict[str, Any] = disruption.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data

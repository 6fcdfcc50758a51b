"""What is known to go wrong has a step that puts it right, and a word to the customer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.sketch import fresh_id
from frictionaudit.domain.changes import Change, FlowAdded, FlowAmended, StepAdded, StepAmended
from frictionaudit.domain.procedure import Disruption, Flow, Step


class AddARecovery(Heuristic):
    """A step is added that puts right what is known to go wrong, and tells what happened, why, and how long it takes.

    It is drawn behind a step with one way on, for the share of cases that the page gives, by the same party where that
    is one of ours; what it takes is not known. How long is told in the words of the page where it says so. Where a step
    that puts it right is there already, and only the word is missing, the word is added.

    Leave it when it is so seldom that people can be called one by one.
    """

    answers = ("FA604", "FA310")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        label = subject.procedure.label
        helpless = [finding.steps[0] for finding in open_findings(subject, measures, "FA604")]
        for step in helpless:
            changes = _recovered(subject, step)
            if changes:
                wrong = "; ".join(d.what for d in subject.procedure.steps[step].disruptions if not d.recovered_by)
                yield Idea(
                    f"add a step that puts right what goes wrong at '{label(step)}': {wrong}",
                    changes,
                    steps=(step,),
                    trade_off="nothing but the time of whoever puts it right, which is not on the page",
                )
        for finding in open_findings(subject, measures, "FA310"):
            step = finding.steps[0]
            if finding.about == "disruptions" and step not in helpless:
                told = [_with_word(disruption) for disruption in subject.procedure.steps[step].disruptions]
                yield Idea(
                    f"tell customers what has gone wrong at '{label(step)}', and why",
                    (StepAmended(id=step, attribute="disruptions", value=told),),
                    steps=(step,),
                )


def _recovered(subject: Subject, step: str) -> tuple[Change, ...]:
    """The changes that draw a step for what nothing puts right behind a step with one way on."""
    procedure = subject.procedure
    drawn = procedure.steps[step]
    if len(drawn.next) != 1 or drawn.kind.gateway:
        return ()
    onward, left = drawn.next[0], [one for one in drawn.disruptions if one.recovered_by is None]
    shares = [one.share.value for one in left if one.share is not None]
    share = sum(shares) if len(shares) == len(left) and sum(shares) < 1 else None
    fresh = fresh_id(procedure.steps, f"put-right-{step}")
    words = {word: text for one in left for word, text in _word(one).items()}
    recovery: dict[str, Any] = {
        "name": f"Put right what went wrong at '{procedure.label(step)}'",
        "tells": words,
        "next": onward.to,
    }
    side = subject.side(step)
    if side is not None and side.ours:
        recovery["by"] = drawn.by
    way: dict[str, Any] = {"to": fresh, "when": "; ".join(one.what for one in left)}
    changes: list[Change] = [StepAdded(id=fresh, step=Step.model_validate(recovery))]
    if share is not None:
        why = "what the page says goes wrong at the step"
        way["share"] = {"value": round(share, 12), "assumed": why}
        rest = {"value": round(1 - share, 12), "assumed": f"all but {why}"}
        changes.append(FlowAmended(step=step, flow=onward.key, attribute="share", value=rest))
    changes.append(FlowAdded(step=step, flow=Flow.model_validate(way)))
    entries = [
        _plain(one) if one.recovered_by is not None else {**_plain(one), "recovered_by": fresh}
        for one in drawn.disruptions
    ]
    return (*changes, StepAmended(id=step, attribute="disruptions", value=entries))


def _with_word(disruption: Disruption) -> dict[str, Any]:
    told = disruption.tells.model_dump(mode="json", exclude_defaults=True)
    return {**_plain(disruption), "tells": {**told, **_word(disruption)}}


def _word(disruption: Disruption) -> dict[str, Any]:
    """What the customer is not told yet: what has happened, why, and how long, in the words of the page."""
    takes = f"{disruption.takes} until it is put right" if disruption.takes is not None else True
    words = {"delay": disruption.what, "reason": True, "time": takes}
    return {word: text for word, text in words.items() if not getattr(disruption.tells, word)}


def _plain(disruption: Disruption) -> dict[str, Any]:
    plain: dict[str, Any] = disruption.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain

"""Whoever sends something in hears at once that it has arrived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import knowing
from frictionaudit.analysis.simplify.asking_rules import said
from frictionaudit.analysis.simplify.base import Heuristic, Idea
from frictionaudit.analysis.simplify.rewriting import fresh_id
from frictionaudit.analysis.subject import Subject
from frictionaudit.analysis.together import in_order, named
from frictionaudit.domain.changes import Change, FlowRerouted, StepAdded, StepAmended
from frictionaudit.domain.procedure import Step

_PARTS = ("reference", "next", "time", "contact")


class AcknowledgeAtOnce(Heuristic):
    """A submission that nothing answers is acknowledged by machine: reference, what comes next, how long, whom to ask.

    What it says of time and contact follows from the page: from the promises or the expected time, and from the owner
    of the case or whom another step names. What the page does not know is not told. A confirmation that says less is
    completed in the same way.

    Leave it when the answer itself comes within minutes.
    """

    answers = ("FA503", "FA504")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        silent = in_order(subject, (finding.steps[0] for finding in said(subject, measures, "FA503")))
        added = {step: changes for step in silent if (changes := _after(subject, measures, step))}
        if added:
            yield Idea(
                f"acknowledge automatically what comes in at {named(subject, added)}",
                tuple(change for changes in added.values() for change in changes),
                steps=tuple(added),
            )
        for finding in said(subject, measures, "FA504"):
            step = finding.steps[0]
            told = procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
            more = {word: text for word, text in _told(subject, measures, step).items() if word not in told}
            if more:
                yield Idea(
                    f"let the confirmation '{procedure.label(step)}' say {_listed(more)} too",
                    (StepAmended(id=step, attribute="tells", value={**told, **more}),),
                    steps=(step,),
                )


def _after(subject: Subject, measures: Measures, step: str) -> tuple[Change, ...]:
    """The changes that put a message behind a step with one way on."""
    procedure = subject.procedure
    drawn = procedure.steps[step]
    if len(drawn.next) != 1:
        return ()
    onward = drawn.next[0]
    message: dict[str, Any] = {
        "kind": "event",
        "name": f"Acknowledge '{procedure.label(step)}'",
        "tells": _told(subject, measures, step),
        "next": onward.to,
    }
    if drawn.channel is not None:
        message["channel"] = drawn.channel.value
    fresh = fresh_id(procedure.steps, f"acknowledge-{step}")
    return (
        StepAdded(id=fresh, step=Step.model_validate(message)),
        FlowRerouted(step=step, flow=onward.key, to=fresh),
    )


def _told(subject: Subject, measures: Measures, step: str) -> dict[str, Any]:
    procedure = subject.procedure
    then = procedure.steps[step].next
    onward = f"then comes '{procedure.label(then[0].to)}'" if len(then) == 1 else True
    known = {
        "reference": True,
        "next": onward,
        "time": knowing.time(subject, measures),
        "contact": knowing.contact(procedure),
    }
    return {word: text for word, text in known.items() if text}


def _listed(words: dict[str, Any]) -> str:
    names = {"reference": "a number to quote", "next": "what comes next", "time": "how long", "contact": "whom to ask"}
    return ", ".join(names[word] for word in _PARTS if word in words)

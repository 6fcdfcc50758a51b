"""Whoever sends something in hears at once that it has arrived."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import could_say, next_word
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.sketch import fresh_id
from frictionaudit.domain.changes import Change, FlowRerouted, StepAdded, StepAmended
from frictionaudit.domain.procedure import Step

_PARTS = ("reference", "next", "time", "contact")


class AcknowledgeAtOnce(Heuristic):
    """A submission that nothing answers is acknowledged by machine: reference, what comes next, how long, whom to ask.

    It is a message behind the step, or, in person, a slip handed over in it. Whom to ask is the owner of the case or
    whom another step names; how long is what can be promised until the next word, played by the times on the page. What
    the page does not know is not told. A confirmation that says less is completed in the same way.

    Leave it when the answer itself comes within minutes.
    """

    answers = ("FA503", "FA504")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        waits = {finding.steps[0]: finding.steps[1] for finding in open_findings(subject, measures, "FA503")}
        added = {step: _after(subject, step, waits[step]) for step in in_reading_order(subject, waits)}
        if added:
            yield Idea(
                f"acknowledge at once what comes in at {list_steps(subject, added)}",
                tuple(change for changes in added.values() for change in changes),
                steps=tuple(added),
            )
        for finding in open_findings(subject, measures, "FA504"):
            step = finding.steps[0]
            told = procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
            more = {word: text for word, text in _told(subject, step, None).items() if word not in told}
            if more:
                yield Idea(
                    f"let the confirmation '{procedure.label(step)}' say {_listed(more)} too",
                    (StepAmended(id=step, attribute="tells", value={**told, **more}),),
                    steps=(step,),
                )


def _after(subject: Subject, step: str, wait: str) -> tuple[Change, ...]:
    """The changes that put a message behind a step; in person, and where ways part, it is told in the step itself."""
    procedure = subject.procedure
    drawn = procedure.steps[step]
    if len(drawn.next) != 1 or (drawn.channel is not None and drawn.channel.in_person):
        return (StepAmended(id=step, attribute="tells", value=_told(subject, step, wait)),)
    onward = drawn.next[0]
    message: dict[str, Any] = {
        "kind": "event",
        "name": f"Acknowledge '{procedure.label(step)}'",
        "effort": {},
        "wait": {},
        "tells": _told(subject, step, wait),
        "next": onward.to,
    }
    if drawn.channel is not None:
        message["channel"] = drawn.channel.value
    fresh = fresh_id(procedure.steps, f"acknowledge-{step}")
    return (
        StepAdded(id=fresh, step=Step.model_validate(message)),
        FlowRerouted(step=step, flow=onward.key, to=fresh),
    )


def _told(subject: Subject, step: str, wait: str | None) -> dict[str, Any]:
    procedure = subject.procedure
    then = procedure.steps[step].next
    onward = f"then comes '{procedure.label(then[0].to)}'" if len(then) == 1 else True
    known = {
        "reference": True,
        "next": onward,
        "time": _how_long(subject, step, wait),
        "contact": known_facts.contact(subject, step),
    }
    return {word: text for word, text in known.items() if text}


def _how_long(subject: Subject, step: str, wait: str | None) -> str:
    """What can be promised until the next word; empty where the page does not say enough."""
    end = next_word(subject, wait or next((arc.target for arc in subject.graph.outgoing[step]), step))
    keepable = could_say(subject, step, end) if end != step else None
    if keepable is None:
        return ""
    return f"{keepable.say} {keepable.unit} until '{subject.procedure.label(end)}', by the times on this page"


def _listed(words: dict[str, Any]) -> str:
    names = {"reference": "a number to quote", "next": "what comes next", "time": "how long", "contact": "whom to ask"}
    return ", ".join(names[word] for word in _PARTS if word in words)

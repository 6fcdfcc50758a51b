"""Acknowledge at once that something has arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.visits_by_us import window
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.held_documents import is_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import Ends, candidates, next_message
from frictionaudit.analysis.simplify.rewrites import fresh_id
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import enumeration, step_name, step_names
from frictionaudit.domain.changes import Change, FlowRerouted, StepAdded, StepAmended
from frictionaudit.domain.procedure import Step

_NAMES = {
    "reference": "a reference number",
    "next": "what happens next",
    "time": "how long it takes",
    "contact": "whom to ask",
}


class AcknowledgeAtOnce(Heuristic):
    """Acknowledge a submission automatically: reference number, what happens next, how long it takes, whom to ask.

    The acknowledgement is a message after the step. In person, it is a slip handed over in the step itself. None is
    needed where somebody comes to see them. The same holds where people sign a form in front of whoever receives it, or
    only show a document of ours. The contact is the case owner, or the one that another step names. The time is what
    can be promised until the next message, simulated from the times on the page. Anything that the page does not state
    is left out, and needs a check. A confirmation that says too little is completed in the same way.

    Do not use it when the answer itself comes within minutes.
    """

    answers = ("FA503", "FA504")
    announces = True
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        yield from self._new_acknowledgements(subject, measures)
        yield from self._fuller_confirmations(subject, measures)

    def _new_acknowledgements(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        waits = {
            finding.steps[0]: finding.steps[1]
            for finding in open_findings(subject, measures, "FA503")
            if not _has_a_witness(subject, finding.steps[0])
        }
        times = _times_to_next_message(subject, waits)
        changes = {step: _acknowledgement(subject, step, times) for step in in_reading_order(subject, waits)}
        if changes:
            yield Idea(
                f"Acknowledge at once what people send at {step_names(subject, changes)}",
                tuple(change for at_step in changes.values() for change in at_step),
                steps=tuple(changes),
                check=_left_out(subject, changes, times),
            )

    def _fuller_confirmations(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        confirmations = [finding.steps[0] for finding in open_findings(subject, measures, "FA504")]
        times = _times_to_next_message(subject, dict.fromkeys(confirmations))
        for step in confirmations:
            stated = subject.procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
            added = {key: text for key, text in _contents(subject, step, times).items() if key not in stated}
            if added:
                names = enumeration(_NAMES[key] for key in _NAMES if key in added)
                yield Idea(
                    f"Add {names} to the confirmation {step_name(subject, step)}",
                    (StepAmended(id=step, attribute="tells", value={**stated, **added}),),
                    steps=(step,),
                )


def _has_a_witness(subject: Subject, step: str) -> bool:
    """Whether people only show our own documents, or sign a form, in front of the person who receives it.

    So they do where somebody of ours comes to them.
    """
    procedure = subject.procedure
    submission = procedure.steps[step]
    if window(submission):
        return True
    if submission.channel is None or not submission.channel.in_person:
        return False
    forms = [procedure.forms[item] for item in submission.asks if item in procedure.forms]
    shows_only = bool(submission.asks) and all(is_held(subject, step, item) for item in submission.asks)
    return shows_only or submission.signatures > 0 or any(form.signature for form in forms)


def _acknowledgement(subject: Subject, step: str, times: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes that add a message after a step; in person, or where the flow splits, the step itself says it."""
    procedure = subject.procedure
    submission = procedure.steps[step]
    if len(submission.next) != 1 or (submission.channel is not None and submission.channel.in_person):
        return (StepAmended(id=step, attribute="tells", value=_contents(subject, step, times)),)
    onward = submission.next[0]
    message: dict[str, Any] = {
        "kind": "event",
        "name": f"Say that it has arrived ({procedure.label(step)})",
        "effort": {},
        "wait": {},
        "tells": _contents(subject, step, times),
        "next": onward.to,
    }
    if submission.channel is not None:
        message["channel"] = submission.channel.value
    added = fresh_id(procedure.steps, f"acknowledge-{step}")
    return (
        StepAdded(id=added, step=Step.model_validate(message)),
        FlowRerouted(step=step, flow=onward.key, to=added),
    )


def _contents(subject: Subject, step: str, times: Mapping[str, str]) -> dict[str, Any]:
    """What the acknowledgement can say, as far as the page knows."""
    outgoing = subject.procedure.steps[step].next
    contents = {
        "reference": True,
        "next": f"{step_name(subject, outgoing[0].to)} comes next" if len(outgoing) == 1 else True,
        "time": times.get(step),
        "contact": known_facts.contact(subject, step),
    }
    return {key: text for key, text in contents.items() if text}


def _left_out(subject: Subject, steps: Iterable[str], times: Mapping[str, str]) -> str:
    """What an acknowledgement has to say as well, and the page does not tell."""
    contents = [_contents(subject, step, times) for step in steps]
    missing = [_NAMES[key] for key in _NAMES if any(key not in said for said in contents)]
    return f"what it has to say too, and this page does not: {enumeration(missing)}" if missing else ""


def _times_to_next_message(subject: Subject, waits: Mapping[str, str | None]) -> Mapping[str, str]:
    """What can be promised at each step until the next message; nothing where the page does not state enough."""
    stretches: dict[str, Ends] = {}
    for step, wait in waits.items():
        end = next_message(subject, wait or next((arc.target for arc in subject.graph.outgoing[step]), step))
        if end != step:
            stretches[step] = (step, end)
    possible = candidates(subject, stretches.values())
    return {
        step: f"{best.say} {best.unit} until {step_name(subject, ends[1])}, by the times on this page"
        for step, ends in stretches.items()
        if (best := possible.get(ends)) is not None
    }

"""Acknowledge at once that something has arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from frictionaudit.analysis.burden.amounts import cases_per_year
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.visits_by_us import window
from frictionaudit.analysis.simplify.acknowledgement import NAMES, contents, open_to_doubt, times_to_promise
from frictionaudit.analysis.simplify.held_documents import is_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import fresh_id
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.scale_effort import scaled
from frictionaudit.analysis.simplify.wording import enumeration, step_name, step_names
from frictionaudit.domain.changes import Change, FlowRerouted, StepAdded, StepAmended
from frictionaudit.domain.procedure import Channel, Side, Step
from frictionaudit.domain.quantities.format import format_number

_SAID_AT_ONCE = (Channel.COUNTER, Channel.ONSITE, Channel.PHONE)
"""Channels in which somebody is there to say it in the step itself."""


class AcknowledgeAtOnce(Heuristic):
    """Acknowledge a submission at once: reference number, what comes next, how long it takes, whom to ask.

    The acknowledgement is a message after the step, sent automatically. In person, it is a slip handed over in the step
    itself; on the phone, it is said. By post, somebody has to write a letter for each case. It takes as long as a
    confirmation by post that the page has; without one, its time is not counted, and needs a check. None is needed
    where somebody comes to see them. The same holds where people sign a form in front of whoever receives it, or only
    show a document of ours.

    The message names what people hear next, the contact that they know or the case owner, and a published promise.
    Without a promise it names no time: a check says what could be promised by the times on the page. Anything else that
    the page does not state is left out, and needs a check. A confirmation that says too little is completed in the same
    way.

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
        changes = {step: _acknowledgement(subject, step) for step in in_reading_order(subject, waits)}
        if changes:
            times = times_to_promise(subject, waits)
            doubts = [*open_to_doubt(subject, measures, changes, times), *_ways_in_doubt(subject, changes)]
            yield Idea(
                f"Acknowledge at once what people send at {step_names(subject, changes)}",
                tuple(change for at_step in changes.values() for change in at_step),
                steps=tuple(changes),
                check="; ".join(doubts),
                trade_off=_letters(subject, changes),
            )

    def _fuller_confirmations(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        confirmations = [finding.steps[0] for finding in open_findings(subject, measures, "FA504")]
        times = times_to_promise(subject, dict.fromkeys(confirmations))
        for step in confirmations:
            stated = subject.procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
            added = {key: text for key, text in contents(subject, step).items() if key not in stated}
            if added:
                yield Idea(
                    f"Add {enumeration(NAMES[key] for key in NAMES if key in added)} to the confirmation "
                    f"{step_name(subject, step)}",
                    (StepAmended(id=step, attribute="tells", value={**stated, **added}),),
                    steps=(step,),
                    check="; ".join(open_to_doubt(subject, measures, [step], times)),
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


def _acknowledgement(subject: Subject, step: str) -> tuple[Change, ...]:
    """The changes that add a message after a step; in person, or where the flow splits, the step itself says it."""
    procedure = subject.procedure
    submission = procedure.steps[step]
    if len(submission.next) != 1 or submission.channel in _SAID_AT_ONCE:
        stated = submission.tells.model_dump(mode="json", exclude_defaults=True)
        return (StepAmended(id=step, attribute="tells", value={**contents(subject, step), **stated}),)
    onward = submission.next[0]
    message: dict[str, Any] = {
        "kind": "event",
        "name": f"Say that it has arrived ({procedure.label(step)})",
        "effort": {},
        "wait": {},
        "tells": contents(subject, step),
        "next": onward.to,
    }
    if submission.channel is not None:
        message["channel"] = submission.channel.value
    if submission.channel is Channel.POST:
        message |= _as_in_another_letter(subject)
    added = fresh_id(procedure.steps, f"acknowledge-{step}")
    return (
        StepAdded(id=added, step=Step.model_validate(message)),
        FlowRerouted(step=step, flow=onward.key, to=added),
    )


def _as_in_another_letter(subject: Subject) -> dict[str, Any]:
    """The party that writes a confirmation by post on this page, and its time for one; empty where there is none."""
    letter = _letter(subject)
    step = subject.procedure.steps[letter] if letter is not None else None
    work = step.effort.work if step is not None and step.effort is not None else None
    if letter is None or step is None or work is None:
        return {}
    as_there = scaled(work, 1.0, f"as at {step_name(subject, letter)}")
    return {"kind": "task", "by": step.by, "effort": {"work": as_there.model_dump(mode="json")}}


def _letter(subject: Subject) -> str | None:
    """A step of ours that confirms something by post, and says how much work that is."""
    for id, step in subject.tasks.items():
        is_confirmation = step.channel is Channel.POST and step.tells.reference and not step.tells.result
        if is_confirmation and subject.side(id) in (Side.FRONTSTAGE, Side.BACKSTAGE) and step.effort is not None:
            return id
    return None


def _by_post(subject: Subject, steps: Iterable[str]) -> list[str]:
    return [step for step in steps if subject.procedure.steps[step].channel is Channel.POST]


def _letters(subject: Subject, steps: Iterable[str]) -> str:
    """What acknowledging by post costs: a letter for each case."""
    by_post, year = _by_post(subject, steps), cases_per_year(subject)
    if not by_post:
        return ""
    letters = (year or 0.0) * sum(subject.visits(step).value for step in by_post)
    number = f", {format_number(letters)} per year" if letters else ""
    counted = "postage is not counted" if _as_in_another_letter(subject) else "neither its work nor postage is counted"
    return f"somebody writes and posts a letter for each case{number}; {counted}"


def _ways_in_doubt(subject: Subject, steps: Iterable[str]) -> Iterator[str]:
    """What to find out where nobody can say that a program sends the message."""
    if _by_post(subject, steps):
        yield "who writes the letters, and whether an e-mail or a text message could do instead"
    if any(subject.procedure.steps[step].channel is None for step in steps):
        yield "through which channel it goes, which this page does not say"

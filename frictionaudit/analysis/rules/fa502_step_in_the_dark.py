"""At each step people want to know the same seven things."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import apart, named
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Procedure, Side

_QUESTIONS = {
    "contact": "whom to ask",
    "result": "what comes of it",
    "requirements": "what to bring",
    "cost": "what it costs",
    "duration": "how long it takes",
    "reason": "why it is asked",
    "recourse": "where to turn if it goes wrong",
}
_DECIDED = ("complaint", "claim", "fine", "permit")
"""Kinds of procedures in which something is decided that can be questioned."""
_TOLD_BY = {
    "contact": ("contact",),
    "result": ("result", "next"),
    "requirements": ("documents",),
    "cost": ("cost",),
    "duration": ("time",),
    "reason": ("reason",),
    "recourse": ("redress",),
}


class StepInTheDark(Rule):
    """A step by the customer does not say one of: contact, result, requirements, cost, duration, reason, recourse.

    Told is what `tells` says at the step or at one that every case has passed before. So are: as the result, what the
    step `gives` or `makes`, and what each step that follows it at once tells; as the cost, `fees` with their amounts
    (or none) and published fees; as the duration, `processing`, a published time, and a published promise that begins
    here; as the reason, a purpose or basis of something that is asked. Requirements count only where documents are
    asked, reasons where anything is asked; what a step hands out on the way is neither, when it is asked back.

    All steps that lack the same are one finding: a warning where every step that needs it does, else worth a look.
    Recourse is a warning only in complaints, claims, fines and permits, where there is a decision to question.
    A page that says nothing of messages, forms, papers and fees is not judged.

    Why it matters:
        Who does not know what comes of a step, or whom to ask, does it late, does it wrong or does not do it at all.

    Wrong:
        steps:
          send-form: {by: customer, asks: [form], next: check}

    Right:
        steps:
          send-form:
            by: customer
            asks: [form]
            fees: none
            tells: {contact: the desk, next: true, time: a week, reason: finds your order, redress: ombudsman}
            next: check

    What to do:
        Put the seven answers on the page or the sheet of each step, the same ones in the same order.

    Leave it when:
        People have done the step often and know it.

    Sources:
        UNCTAD eRegulations: what each step of a procedure shows (whom to see, what you get, what you need, cost, time,
        why, and where to complain).
    """

    level = "info"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        if not _says_anything(procedure):
            return
        told, given = _told(subject), {paper for step in procedure.steps.values() for paper in step.gives}
        needs: dict[str, list[str]] = {question: [] for question in _QUESTIONS}
        lacks: dict[str, list[str]] = {question: [] for question in _QUESTIONS}
        for id, step in subject.tasks.items():
            if subject.side(id) is Side.CUSTOMER and id in told:
                asked = [thing for thing in step.asks if thing not in given]
                for question in _needed(procedure, asked):
                    needs[question].append(id)
                    if not (told[id] & set(_TOLD_BY[question]) or _shown(subject, id, asked, question)):
                        lacks[question].append(id)
        for question, words in _QUESTIONS.items():
            grave = question != "recourse" or procedure.kind in _DECIDED
            everywhere = len(lacks[question]) == len(needs[question])
            for steps in apart(subject, lacks[question], self.code()):
                yield Flag(
                    f"{len(steps)} of {len(needs[question])} steps by the customer {_do(len(steps))} not say {words}: "
                    f"{named(subject, steps)}",
                    steps=steps,
                    about=question,
                    severity="warning" if everywhere and grave else None,
                )


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _says_anything(procedure: Procedure) -> bool:
    return any(step.tells or step.asks or step.gives or step.fees is not None for step in procedure.steps.values())


def _told(subject: Subject) -> dict[str, frozenset[str]]:
    """For each step that can be reached what is told there or at a step that every case has passed before."""
    graph, found = subject.graph, dict[str, frozenset[str]]()
    for step in graph.dominator_order:
        above = graph.immediate_dominator[step]
        before = found[above] if above is not None else frozenset[str]()
        tells = graph.steps[step].tells
        here = {word for word in type(tells).model_fields if getattr(tells, word)}
        found[step] = before | here
    return found


def _needed(procedure: Procedure, asked: list[str]) -> list[str]:
    """The questions that make sense where some things are asked."""
    papers = any(thing in procedure.documents for thing in asked)
    aside = {*(() if papers else ("requirements",)), *(() if asked else ("reason",))}
    return [question for question in _QUESTIONS if question not in aside]


def _shown(subject: Subject, id: str, asked: list[str], question: str) -> bool:
    """Whether something else than a message at the step or before answers a question."""
    procedure = subject.procedure
    step, published = procedure.steps[id], procedure.published
    match question:
        case "result":
            following = [procedure.steps[arc.target].tells for arc in subject.graph.outgoing[id]]
            at_once = bool(following) and all(tells.result or tells.next for tells in following)
            return bool(step.gives or step.makes) or at_once
        case "cost":
            stated = step.fees is not None and all(fee.amount is not None for fee in step.fees)
            return stated or (published is not None and published.fees is not None)
        case "duration":
            promised = any(promise.published and promise.from_ == id for promise in procedure.promises)
            return promised or step.processing is not None or (published is not None and published.time is not None)
        case "reason":
            return any(_has_reason(procedure, thing) for thing in asked)
    return False


def _has_reason(procedure: Procedure, thing: str) -> bool:
    form = procedure.forms.get(thing)
    if form is None:
        return procedure.documents[thing].because is not None
    fields = form.fields or ()
    return form.because is not None or any(field.purpose or field.basis or field.because for field in fields)

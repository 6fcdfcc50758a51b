"""The same seven questions come up at every step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.to_sign import is_to_be_signed
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.messages import told_so_far
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Procedure, Side, Step

_QUESTIONS = {
    "contact": "whom to ask",
    "result": "what people get from it",
    "requirements": "beforehand what to bring",
    "cost": "what it costs",
    "duration": "how long it takes",
    "reason": "why we ask",
    "recourse": "where to turn if something goes wrong",
}
_RECEIVES = re.compile(
    r"(?:receive|get|take|collect|claim|pick up|fetch|fetche)s?\s+(?!(?:through|to|in|into|part|on|off|over)\b)",
    re.IGNORECASE,
)
"""How the name of a step begins at which the customer is handed something."""
_FIGURE = re.compile(
    r"[$£€¥₱₹₺₴₦₪₫₩฿₵]\s*\d|\d\s*[$£€¥₱₹₺₴₦₪₫₩฿₵%]|\b[A-Z]{2,3}\.?\s*\d|\d(?:[.,]?-)?\s*[A-Z]{3}\b"
    r"|\d(?:[.,]?-)?\s*(?:kč|zł|kr|ft|лв|lei|crowns?|dollars?|euros?|francs?|pesos?|pounds?|rupees?)\b",
)
"""A sum of money in words that nobody turned into an amount: '£4.95 (€5.90 from Ireland)'."""
_NEEDED_BY = {"requirements": " that ask for documents", "reason": " that ask for something"}
"""Questions that only some steps have to answer, and which steps those are."""
_KINDS_WITH_A_DECISION = ("complaint", "claim", "fine", "permit")
"""Kinds of procedures that end in a decision, which people may want to challenge."""
_ANSWERED_BY = {
    "contact": ("contact",),
    "result": ("result", "next"),
    "requirements": ("documents",),
    "cost": ("cost",),
    "duration": ("time",),
    "reason": ("reason",),
    "recourse": ("redress",),
}
"""Keys of `tells` that answer a question."""


class StepInTheDark(Rule):
    """A customer step leaves one of seven questions open: contact, result, requirements, cost, duration, reason,
    recourse.

    An answer can stand in `tells` of the step, or of steps before it, if each way to it tells the answer. These count
    too:

    - Contact: who takes over after it and further steps of the customer, by name, where the page is a published table;
      after the last step, who was there before.
    - Result: what the step `gives` or `makes`, a name such as 'Receive the permit', and what every step right after it
      tells.
    - Cost: `fees` with their amounts (or none), a `note` at a fee that names a sum, and published fees.
    - Duration: `processing`, a published time, and a published promise that starts at the step.
    - Reason: a purpose or basis of anything that the step asks for.

    Requirements are needed only where documents are asked for, and reasons only where anything is asked for. A document
    that an earlier step handed out needs neither when it is asked for again. Nor does one that people only sign.

    All steps that leave the same question open are one finding. It is a warning if every step that needs the answer
    lacks it, and worth a look otherwise. Recourse is a warning only for complaints, claims, fines and permits, which
    end in a decision. A page without any messages, forms, documents or fees is not checked.

    A drawing is not checked, and a service table only for what it prints at some step: it has no place for the rest.
    How long a step takes is not asked there, because its cell may say it in words, such as 'immediately'.

    Why it matters:
        People who do not know what a step leads to, or whom to ask, do it late or wrong, or not at all.

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
        On each step's page or leaflet, answer the same seven questions in the same order: whom to ask, what you get,
        what to bring, the cost, the time, why we ask, and where to turn if something goes wrong.

    Leave it when:
        People do the step often and know it well.

    Sources:
        UNCTAD eRegulations: what each step of a procedure shows (whom to see, what you get, what you need, cost, time,
        why, and where to complain).
    """

    level = "info"
    stake = ("finding out",)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        if not _says_anything(procedure) or (procedure.drawn and says_nothing_to_customers(procedure)):
            return
        told = told_so_far(subject)
        handed_out = {document for step in procedure.steps.values() for document in step.gives}
        needs: dict[str, list[str]] = {question: [] for question in _QUESTIONS}
        lacks: dict[str, list[str]] = {question: [] for question in _QUESTIONS}
        columns: set[str] = set()  # of a table: the questions that it answers somewhere, other than by a step's name
        for id, step in subject.tasks.items():
            if subject.side(id) is Side.CUSTOMER and id in told:
                asked = [
                    thing for thing in step.asks if thing not in handed_out and not is_to_be_signed(subject, id, thing)
                ]
                for question in _relevant_questions(procedure, asked):
                    needs[question].append(id)
                    answered = told[id] & set(_ANSWERED_BY[question]) or _answered_otherwise(
                        subject, id, asked, question
                    )
                    if not answered:
                        lacks[question].append(id)
                    elif question != "result" or not _receives(step):
                        columns.add(question)
        printed = says_nothing_to_customers(procedure)
        for question in _QUESTIONS:
            if printed and (question not in columns or (question == "duration" and procedure.service_table)):
                continue
            grave = question != "recourse" or procedure.kind in _KINDS_WITH_A_DECISION
            everywhere = len(lacks[question]) == len(needs[question])
            for steps in split_justified(subject, lacks[question], self.code()):
                yield Flag(
                    _message(subject, question, steps, len(needs[question])),
                    steps=steps,
                    about=question,
                    severity="warning" if everywhere and grave else None,
                )


def _message(subject: Subject, question: str, steps: tuple[str, ...], needed: int) -> str:
    answer, qualifier = _QUESTIONS[question], _NEEDED_BY.get(question, "")
    if needed == 1:
        return f"{sentence(list_steps(subject, steps))} does not say {answer}"
    if len(steps) < needed:
        verb = "does" if len(steps) == 1 else "do"
        of_steps = f"{len(steps)} of the customer's {needed} steps{qualifier}"
        return f"{of_steps} {verb} not say {answer}: {list_steps(subject, steps)}"
    message = f"{'Neither' if needed == 2 else 'None'} of the customer's {needed} steps{qualifier} says {answer}"
    return f"{message}: {list_steps(subject, steps)}" if qualifier else message


def _says_anything(procedure: Procedure) -> bool:
    return any(step.tells or step.asks or step.gives or step.fees is not None for step in procedure.steps.values())


def _relevant_questions(procedure: Procedure, asked: list[str]) -> list[str]:
    """The questions that make sense at a step that asks for these things."""
    documents_asked = any(thing in procedure.documents for thing in asked)
    irrelevant = {*(() if documents_asked else ("requirements",)), *(() if asked else ("reason",))}
    return [question for question in _QUESTIONS if question not in irrelevant]


def _answered_otherwise(subject: Subject, id: str, asked: list[str], question: str) -> bool:
    """Whether something other than a message at or before the step answers a question."""
    procedure = subject.procedure
    step, published = procedure.steps[id], procedure.published
    match question:
        case "contact":
            return _is_published(procedure) and _named_counterparts(subject, id)
        case "result":
            following = [procedure.steps[arc.target].tells for arc in subject.graph.outgoing[id]]
            told_right_after = bool(following) and all(tells.result or tells.next for tells in following)
            return bool(step.gives or step.makes or _receives(step)) or told_right_after
        case "cost":
            stated = step.fees is not None and all(fee.amount or _FIGURE.search(fee.note or "") for fee in step.fees)
            return stated or (published is not None and published.fees is not None)
        case "duration":
            promised = any(promise.published and promise.from_ == id for promise in procedure.promises)
            return promised or step.processing is not None or (published is not None and published.time is not None)
        case "reason":
            return any(_has_reason(procedure, thing) for thing in asked)
    return False


def _receives(step: Step) -> bool:
    """Whether the name of a step says that people get something in it."""
    return _RECEIVES.match(step.name or "") is not None


def _is_published(procedure: Procedure) -> bool:
    """Whether the page is a table that people can read: it has published totals, or published times of its steps."""
    return procedure.published is not None or any(step.processing is not None for step in procedure.steps.values())


def _named_counterparts(subject: Subject, id: str) -> bool:
    """Whether all of ours who take over once the customer is done have a name; after the last step, those before it."""
    steps, parties = subject.procedure.steps, subject.procedure.parties
    turn = [id]  # the step, and those of the customer right after it
    takers: list[str] = []
    for step in turn:  # grows while it is walked
        for following in subject.taken_over.get(step, ()):
            if subject.side(following) is not Side.CUSTOMER:
                takers.append(following)
            elif following not in turn:
                turn.append(following)
    before = [passage.source for passage in subject.by_party if passage.target == id and passage.source is not None]
    counterparts = [parties[by] for step in takers or before if (by := steps[step].by)]
    return any(party.side.ours for party in counterparts) and all(party.name for party in counterparts)


def _has_reason(procedure: Procedure, thing: str) -> bool:
    form = procedure.forms.get(thing)
    if form is None:
        return procedure.documents[thing].because is not None
    fields = form.fields or ()
    return form.because is not None or any(field.purpose or field.basis or field.because for field in fields)

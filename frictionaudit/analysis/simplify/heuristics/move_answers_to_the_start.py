"""Move the answers that people have to look for to the start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step, without_step
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.start_facts import left_open, start_facts
from frictionaudit.analysis.simplify.wording import enumeration, step_name
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step, means_of

_FINDING_OUT = frozenset({"understand", "search"})
_GETTING_THERE = frozenset({"travel", "queue", "counter"})
_LOOKS_FOR_A_THING = re.compile(
    r"\b(?:find|looks? (?:up|for|at)|search(?: for)?|searches(?: for)?|get|fetch|read|study|compare|view|inspect)s?\s+"
    r"(?!(?:out|about|how|what|who|whom|whether|which|where|when|why|help|advice|information)\b)",
    re.IGNORECASE,
)
"""A name that says that people look for something else than answers: a number, a form, the plans."""


class MoveAnswersToTheStart(Heuristic):
    """Drop a first step in which customers only find out what to do, and put the answers on the start page.

    The step comes right after a start that leaves questions open (FA501), and the customer acts again after it. Where
    staff take over, they handle the case there. It asks nothing, costs nothing, and takes searching or understanding;
    beside these at most travelling, queueing and being served. People look for an answer there, not for a thing such
    as plans or a form. Where they ring next, the start has to tell the number. This is the largest possible
    effect: nobody knows how long reading the start page takes. It also assumes that groups who lack the means for the
    step can read the page.

    Do not use it when cases differ so much that people have to talk to somebody.

    Source: contact reduction in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 2
    answers = ("FA501",)
    announces = True

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for start in procedure.starts:
            step = _enquiry(subject, start)
            if step is None or not _leaves_questions_open(subject, measures, start):
                continue
            changes = without_step(procedure, step)
            facts = start_facts(subject, measures, start)
            answers = {key: fact.text for key, fact in facts.items() if fact.text}
            if changes is not None and answers:
                stated = procedure.steps[start].tells.model_dump(mode="json", exclude_defaults=True)
                contact = known_facts.contact(subject)
                onward = procedure.label(procedure.steps[step].next[0].to)
                following = {"next": onward if onward[:1].isupper() else True}
                tells = {**answers, **({"contact": contact} if contact else {}), **following, **stated}
                yield Idea(
                    f"Put the answers people look for at {step_name(subject, step)} on the start page",
                    (*changes, *amend_step(start, tells=tells)),
                    steps=(start, step),
                    assumes=f"the start page answers everybody's questions{_also_read_by(procedure, step)}",
                    check=left_open(facts),
                    trade_off="nobody is there to ask, and nobody has measured how long reading takes",
                )


def _enquiry(subject: Subject, start: str) -> str | None:
    """The step right after a start in which the customer only finds out how to go on."""
    outgoing = subject.graph.outgoing[start]
    id = outgoing[0].target if len(outgoing) == 1 else start
    steps = subject.procedure.steps
    if id not in subject.tasks or subject.side(id) is not Side.CUSTOMER or not _only_finds_out(steps[id]):
        return None
    onward = steps[id].next[0].to if len(steps[id].next) == 1 else id
    if onward == id or subject.side(onward) is not Side.CUSTOMER or _LOOKS_FOR_A_THING.search(steps[id].name or ""):
        return None
    rings = steps[onward].channel is Channel.PHONE
    return None if rings and not any(map(str.isdigit, _contact(subject, start))) else id


def _leaves_questions_open(subject: Subject, measures: Measures, start: str) -> bool:
    return any(start in finding.steps for finding in open_findings(subject, measures, "FA501"))


def _also_read_by(procedure: Procedure, removed: str) -> str:
    """The people who could not use the channel of the removed step: a page must be open to them as well."""
    needs = means_of(procedure.steps[removed].channel)
    names = [f"'{group.name or id}'" for id, group in procedure.groups.items() if needs & {*group.without}]
    return f", and {enumeration(names)} can read it too, for example on paper" if names else ""


def _contact(subject: Subject, start: str) -> str:
    """The contact at a start: as told there, or the case owner."""
    told = subject.procedure.steps[start].tells.contact
    return told if isinstance(told, str) else known_facts.contact(subject)


def _only_finds_out(step: Step) -> bool:
    if step.effort is None or step.asks or step.gives or step.makes or step.control or step.submission:
        return False
    parts = set(step.effort.model_dump(by_alias=True, exclude_none=True))
    return bool(parts & _FINDING_OUT) and parts <= _FINDING_OUT | _GETTING_THERE and not (_costs(step) or _waits(step))


def _costs(step: Step) -> bool:
    return any(fee.amount is None or fee.amount.amount for fee in step.fees or ())


def _waits(step: Step) -> bool:
    wait = step.wait
    return wait is not None and any((wait.queue, wait.batch, wait.customer, wait.third))

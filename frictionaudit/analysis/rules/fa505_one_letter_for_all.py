"""One standard letter for people who have to do different things."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed, quoted

_NOTHING = ""
"""Stands for customers who have nothing to do next."""


class OneLetterForAll(Rule):
    """Customers get the same message, although they have to do different things next.

    The rule finds two situations. In the first, a step of ours gives a document or tells something, and the path splits
    right after it. Some customers then have to act, and others have to do something else or nothing. In the second,
    several steps give the same document, and customers have to do different things after each. A message that tells
    `next` or `options` is enough. A branch on which another message follows at once does not count. The rule does not
    look beyond other work.

    Why it matters:
        Readers of a letter for everyone have to find out which sentences are meant for them. Many do nothing, and
        others do things they need not do.

    Wrong:
        steps:
          answer: {by: desk, gives: [standard-letter], next: [pay, send-proof]}
          pay: {by: customer, next: settled}
          send-proof: {by: customer, next: settled}

    Right:
        steps:
          answer: {by: desk, gives: [letter], tells: {next: what to do in this case}, next: [pay, send-proof]}
          pay: {by: customer, next: settled}
          send-proof: {by: customer, next: settled}

    What to do:
        Write one short letter for each situation, and begin it with what the reader has to do.

    Leave it when:
        The document is a leaflet, and a letter with it says what to do.

    Sources:
        The idea of procedural care: the bank that sends the same letter to everyone. Our default.
    """

    level = "warning"
    stake = ("finding out",)
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        givers_of: dict[str, list[str]] = {}
        for id, step in steps.items():
            side = subject.side(id)
            if side is None or not side.ours or not (step.tells or step.gives):
                continue
            for document in step.gives:
                givers_of.setdefault(document, []).append(id)
            yield from _before_a_split(subject, id)
        for document, givers in sorted(givers_of.items()):
            yield from _given_at_several_steps(subject, document, givers)


def _before_a_split(subject: Subject, step: str) -> Iterator[Flag]:
    """A flag if one message goes to customers who then have to do different things."""
    procedure, asked = subject.procedure, _asked_next(subject, step)
    if len(asked) < 2 or _says_what_to_do(subject, step):
        return
    tasks = [describe(subject.graph, task) for task in in_reading_order(subject, asked)]
    tasks += ["nothing"] if _NOTHING in asked else []
    documents = [procedure.documents[document].name or document for document in procedure.steps[step].gives]
    message = listed(quoted(documents)) if documents else "the same message"
    yield Flag(
        f"{sentence(describe(subject.graph, step))} gives everyone {message}, but some then have to do "
        f"{listed(tasks, last='or')}; it mentions neither the next step nor the options",
        steps=(step,),
    )


def _given_at_several_steps(subject: Subject, document: str, givers: list[str]) -> Iterator[Flag]:
    """A flag if the steps that give a document ask different things of customers and do not all say which."""
    asked = {frozenset(_asked_next(subject, step)) for step in givers}
    silent = in_reading_order(subject, (step for step in givers if not _says_what_to_do(subject, step)))
    if len(asked) > 1 and silent:
        name = subject.procedure.documents[document].name or document
        yield Flag(
            f"{count(len(givers), 'step')} give '{name}', and customers then have to do different things; "
            f"{list_steps(subject, silent)} {'does' if len(silent) == 1 else 'do'} not say what",
            steps=silent,
            about=document,
        )


def _says_what_to_do(subject: Subject, step: str) -> bool:
    tells = subject.procedure.steps[step].tells
    return bool(tells.next or tells.options)


def _asked_next(subject: Subject, step: str) -> set[str]:
    """The customer steps right after a step, and _NOTHING if some customers have nothing to do."""
    graph, asked, seen, queue = subject.graph, set[str](), {step}, [step]
    told_result = graph.steps[step].tells.result
    while queue:
        for arc in graph.outgoing[queue.pop()]:
            target = graph.steps[arc.target]
            later = bool(told_result) and graph.certainly_before(arc.target, step)
            if arc.target in seen or later:  # the customer comes back after the result
                continue
            seen.add(arc.target)
            if target.kind.gateway:
                queue.append(arc.target)
            elif subject.side(arc.target) is Side.CUSTOMER:
                asked.add(arc.target)
            elif not target.tells and not target.gives:
                asked.add(_NOTHING)
    return asked

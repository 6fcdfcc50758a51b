"""The same letter for everybody says nothing to anybody."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Side


class OneLetterForAll(Rule):
    """One standard message goes to cases that differ in what the customer has to do next.

    Two kinds are found. A step of ours gives a document or tells something, and right after it the way forks, so that
    some have to do one thing and others another or nothing. And the same document is given at several steps after
    which the customer has to do different things. It is enough that the message tells `next` or `options`. Ways on
    which a message of their own follows at once are left out, and what comes after other work is not looked at.

    Why it matters:
        Who gets a letter that was written for all has to find out which of its sentences are meant for them. Many do
        nothing, and others do what they need not.

    Wrong:
        steps:
          answer: {by: desk, gives: [standard-letter], next: [pay, send-proof]}
          pay: {by: customer, next: settled}
          send-proof: {by: customer, next: settled}

    Right:
        steps:
          answer: {by: desk, gives: [letter], tells: {next: what is to be done in this case}, next: [pay, send-proof]}
          pay: {by: customer, next: settled}
          send-proof: {by: customer, next: settled}

    What to do:
        Write one short letter for each case, beginning with what its reader has to do.

    Leave it when:
        It is a leaflet, and the letter with it says what to do.

    Sources:
        The idea of procedural care: the bank that sends the same letter to everyone. Our default.
    """

    level = "warning"
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps = subject.procedure.steps
        giving: dict[str, list[str]] = {}
        for id, step in steps.items():
            side = subject.side(id)
            if side is None or not side.ours or not (step.tells or step.gives):
                continue
            for document in step.gives:
                giving.setdefault(document, []).append(id)
            yield from _before_a_fork(subject, id)
        for document, givers in sorted(giving.items()):
            yield from _given_at(subject, document, givers)


def _before_a_fork(subject: Subject, step: str) -> Iterator[Flag]:
    procedure, asked = subject.procedure, _asked_next(subject, step)
    if len(asked) < 2 or _says(subject, step):
        return
    acting = in_order(subject, asked)
    rest = ", others nothing" if "" in asked else ""
    letters = " and ".join(f"'{procedure.documents[one].name or one}'" for one in procedure.steps[step].gives)
    yield Flag(
        f"'{procedure.label(step)}' says the same to all{f' with {letters}' if letters else ''}, and then some have to "
        f"do {named(subject, acting)}{rest}; it tells neither what comes next nor the options",
        steps=(step,),
    )


def _given_at(subject: Subject, document: str, givers: list[str]) -> Iterator[Flag]:
    """A flag where the steps that give a document ask different things of the customer and do not all say which."""
    asked = {frozenset(_asked_next(subject, step)) for step in givers}
    mute = in_order(subject, (step for step in givers if not _says(subject, step)))
    if len(asked) > 1 and mute:
        name = subject.procedure.documents[document].name or document
        yield Flag(
            f"'{name}' is sent from {count(len(givers), 'step')}, after which customers have to do different things; "
            f"{named(subject, mute)} {'does' if len(mute) == 1 else 'do'} not tell them what",
            steps=mute,
            about=document,
        )


def _says(subject: Subject, step: str) -> bool:
    tells = subject.procedure.steps[step].tells
    return bool(tells.next or tells.options)


def _asked_next(subject: Subject, step: str) -> set[str]:
    """What customers have to do right after a step: their steps, and '' where they have nothing to do."""
    graph, found, seen, queue = subject.graph, set[str](), {step}, [step]
    while queue:
        for arc in graph.outgoing[queue.pop()]:
            drawn = graph.steps[arc.target]
            if arc.target in seen:
                continue
            seen.add(arc.target)
            if drawn.kind.gateway:
                queue.append(arc.target)
            elif subject.side(arc.target) is Side.CUSTOMER:
                found.add(arc.target)
            elif not drawn.tells and not drawn.gives:
                found.add("")
    return found

"""What people have to know before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Procedure, Side

_WORDS = {
    "cost": "what it costs",
    "time": "how long it takes",
    "documents": "what to have at hand",
    "eligibility": "who may use it",
}


class StartInTheDark(Rule):
    """Before anything is asked of them, people are not told the cost, the time, the documents or who may use it.

    Told is what `tells` says at the start or at any step that every case passes before the first step that asks for
    a form or document; where nothing is asked, before the first step by the customer. Totals under `published` tell
    the time and the cost. Procedures in which no customer takes part are not judged. All four missing is a warning,
    some of them is worth a look.

    Why it matters:
        Who learns of the fee or of a missing paper at the end has spent the whole way for nothing. Who is not
        entitled should know it before the first question.

    Wrong:
        steps:
          not-right: {kind: start, tells: {contact: returns desk}, next: send-form}

    Right:
        steps:
          not-right:
            kind: start
            tells: {eligibility: everything bought on line, documents: none, cost: nothing, time: six working days}
            next: send-form

    What to do:
        Write the four things on the page on which people begin.

    Leave it when:
        The procedure is begun by the organisation and the customer is only informed.

    Sources:
        GOV.UK Service Manual and Design System: start pages, and check whether a service is suitable.
    """

    level = "warning"
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure, graph = subject.procedure, subject.graph
        if not any(subject.side(step) is Side.CUSTOMER for step in subject.tasks):
            return
        published, told = _published(procedure), _told_before(subject)
        for entry in graph.entries:
            first = _first_asks(subject, entry)
            missing = [
                word
                for word in _WORDS
                if word not in published
                and not getattr(procedure.steps[entry].tells, word)
                and not (first and all(word in told[step] for step in first))
            ]
            if not missing:
                continue
            yield Flag(
                f"who begins at '{procedure.label(entry)}' is not told {_listed([_WORDS[word] for word in missing])}",
                steps=(entry,),
                severity="warning" if len(missing) == len(_WORDS) else "info",
            )


def _published(procedure: Procedure) -> set[str]:
    totals = procedure.published
    if totals is None:
        return set()
    return {word for word, total in (("time", totals.time), ("cost", totals.fees)) if total is not None}


def _first_asks(subject: Subject, entry: str) -> list[str]:
    """The steps that ask first on the ways from a start; where nothing is asked, the customer's first steps."""
    steps = subject.procedure.steps
    anything = any(step.asks for step in steps.values())
    found, seen, queue = [], {entry}, [entry]
    while queue:
        step = queue.pop()
        if steps[step].asks if anything else subject.side(step) is Side.CUSTOMER:
            found.append(step)
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return found


def _told_before(subject: Subject) -> dict[str, frozenset[str]]:
    """For each step the words that have been told on every way to it."""
    steps, nearest = subject.procedure.steps, subject.graph.immediate_dominator
    told: dict[str, frozenset[str]] = {}
    for step in steps:
        chain = []
        at: str | None = step
        while at is not None and at not in told:  # saves time
            chain.append(at)
            at = nearest.get(at)
        for later in reversed(chain):
            by = nearest.get(later)
            here = () if by is None else (word for word in _WORDS if getattr(steps[by].tells, word))
            told[later] = (told[by] if by is not None else frozenset()) | frozenset(here)
    return told


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

"""What people need to know before they start."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.domain.quantities.listing import listed

_FACTS = {
    "cost": "what it costs",
    "time": "how long it takes",
    "documents": "what to have ready",
    "eligibility": "who may use it",
}


class StartInTheDark(Rule):
    """Before the first question, people are not told the cost, the time, the documents or who may use it.

    The rule looks at `tells` of the start, and of every step that all cases pass before they are asked for a form or
    document. If nothing is asked for, it looks as far as the customer's first step. Totals under `published` also
    count, for the time and the cost. Procedures in which no customer takes part are left out. It is a warning if all
    four are missing, and worth a look if some are.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        People who learn of the fee or of a missing document at the end have wasted the effort. People who are not
        eligible should learn that before the first question.

    Wrong:
        steps:
          not-right: {kind: start, tells: {contact: returns desk}, next: send-form}

    Right:
        steps:
          not-right:
            kind: start
            tells: {eligibility: everything bought online, documents: none, cost: nothing, time: six working days}
            next: send-form

    What to do:
        Put four facts on the page where people start: what it costs, how long it takes, what to have ready and who may
        use it.

    Leave it when:
        The organisation starts the procedure and only informs the customer.

    Sources:
        GOV.UK Service Manual and Design System: start pages, and check whether a service is suitable.
    """

    level = "warning"
    stake = ("finding out",)
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        procedure, graph = subject.procedure, subject.graph
        if not any(subject.side(step) is Side.CUSTOMER for step in subject.tasks):
            return
        published, told_before = _published(procedure), _told_before(subject)
        for entry in graph.entries:
            first_asks = _first_asks(subject, entry)
            missing = [
                fact
                for fact in _FACTS
                if fact not in published
                and not getattr(procedure.steps[entry].tells, fact)
                and not (first_asks and all(fact in told_before[step] for step in first_asks))
            ]
            if not missing:
                continue
            facts = listed([_FACTS[fact] for fact in missing], shown=None, last="or")
            yield Flag(
                f"People who start at {describe(subject.graph, entry)} are not told {facts}",
                steps=(entry,),
                severity="warning" if len(missing) == len(_FACTS) else "info",
            )


def _published(procedure: Procedure) -> set[str]:
    totals = procedure.published
    if totals is None:
        return set()
    return {fact for fact, total in (("time", totals.time), ("cost", totals.fees)) if total is not None}


def _first_asks(subject: Subject, entry: str) -> list[str]:
    """The first steps that ask for anything on the paths from a start; if none does, the customer's first steps."""
    steps = subject.procedure.steps
    anything_asked = any(step.asks for step in steps.values())
    first_asks, seen, queue = [], {entry}, [entry]
    while queue:
        step = queue.pop()
        if steps[step].asks if anything_asked else subject.side(step) is Side.CUSTOMER:
            first_asks.append(step)
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return first_asks


def _told_before(subject: Subject) -> dict[str, frozenset[str]]:
    """For each step, the facts told on every path to it: those of its dominators."""
    steps, dominator_of = subject.procedure.steps, subject.graph.immediate_dominator
    told: dict[str, frozenset[str]] = {}
    for step in steps:
        chain = []
        current: str | None = step
        while current is not None and current not in told:  # saves time
            chain.append(current)
            current = dominator_of.get(current)
        for later in reversed(chain):
            dominator = dominator_of.get(later)
            if dominator is None:
                told[later] = frozenset()
            else:
                tells = steps[dominator].tells
                told[later] = told[dominator] | frozenset(fact for fact in _FACTS if getattr(tells, fact))
    return told

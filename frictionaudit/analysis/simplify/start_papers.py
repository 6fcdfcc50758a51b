"""The papers that people need, as the start can tell them: with where to get them, and who needs them."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.simplify.only_if import OnlyIf
from frictionaudit.analysis.simplify.start_fact import Fact, told
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.listing import listed, quoted

NO_DOCUMENTS = "no documents, only answers to our questions"
"""What there is to bring where customers answer questions only."""


def papers(subject: Subject, ways: OnlyIf) -> Fact:
    """The documents to bring, by name; `NO_DOCUMENTS` where only forms are asked; empty where the page does not say.

    A paper that another office hands out on the way is named, with that office. One that comes out of the handling of
    the case, such as a receipt for the next desk, is not: there is nothing to bring.
    """
    asking = _asking(subject, ways)
    if not asking:
        procedure = subject.procedure
        forms = any(item in procedure.forms for step in procedure.steps.values() for item in step.asks)
        return Fact(NO_DOCUMENTS if forms else "")
    named: dict[str, list[str]] = {}
    for id, steps in asking.items():
        named.setdefault(_name(subject, id, steps), []).extend(steps)
    fact = told(ways, named, lambda steps: _is_later(subject, steps))
    who = (f"who needs {listed(quoted(fact.left_out))}",) if fact.left_out else ()
    return Fact(fact.text, who, fact.conditions)


def _asking(subject: Subject, ways: OnlyIf) -> dict[str, list[str]]:
    """The documents to bring, in the order in which people need them, each with the steps that ask for it."""
    procedure = subject.procedure
    position = {step: n for n, step in enumerate(procedure.in_reading_order())}
    givers: dict[str, list[str]] = {}
    for giver, step in procedure.steps.items():
        for id in step.gives:
            givers.setdefault(id, []).append(giver)
    asking: dict[str, list[str]] = {}
    for at, id, _ in sorted(asked_documents(subject), key=lambda asked: position[asked[0]]):
        theirs = subject.side(at) in (Side.BACKSTAGE, Side.THIRD)
        if at in ways.after and not theirs and not _comes_out_of_handling(subject, at, givers.get(id, ())):
            asking.setdefault(id, []).append(at)
    return asking


def _name(subject: Subject, id: str, steps: Iterable[str]) -> str:
    """The name of a document, with where to get it: as printed, or the other office that issues it."""
    document = subject.procedure.documents[id]
    name, where = document.name or id, document.where
    issuer = document.issued_by or ""
    party = subject.procedure.parties.get(issuer)
    if where is None and party is not None and party.side is not Side.CUSTOMER:
        own = {unit for step in steps for unit in _takers(subject, step)}
        where = party.name if _unit(subject, issuer) not in own else None
    return f"{name} ({where})" if where else name


def _comes_out_of_handling(subject: Subject, step: str, givers: Iterable[str]) -> bool:
    """Whether a document is handed out before a step asks for it, and not fetched from another office before.

    It is fetched where people go to that office themselves, before they deal with whoever takes the document.
    """
    graph, takers = subject.graph, _takers(subject, step)
    issuing = [before for before in givers if before in graph.before(step)]
    return bool(issuing) and not any(
        takers
        and _unit_of_step(subject, issue) not in takers
        and all(subject.side(arc.source) is Side.CUSTOMER for arc in graph.incoming[issue])
        and not any(_unit_of_step(subject, earlier) in takers for earlier in graph.before(issue))
        for issue in issuing
    )


def _is_later(subject: Subject, steps: Iterable[str]) -> bool:
    """Whether at all of some steps people have done something already, and others have worked on it since."""
    return all(any(_is_work(subject, before) for before in subject.graph.always_before(step)) for step in steps)


def _is_work(subject: Subject, id: str) -> bool:
    """Whether others than the customer work on a case here, and do more than hand out a paper for it."""
    acted = any(subject.side(before) is Side.CUSTOMER for before in subject.graph.always_before(id))
    others = id in subject.tasks and subject.side(id) not in (Side.CUSTOMER, None)
    return others and acted and not subject.procedure.steps[id].gives


def _takers(subject: Subject, step: str) -> frozenset[str]:
    """The units that take over from the customer at a step."""
    next_steps = subject.taken_over.get(step, ())
    return frozenset(filter(None, (_unit_of_step(subject, id) for id in next_steps)))


def _unit_of_step(subject: Subject, step: str) -> str | None:
    party = subject.procedure.steps[step].by
    return None if party is None or subject.side(step) is Side.CUSTOMER else _unit(subject, party)


def _unit(subject: Subject, party: str) -> str:
    return subject.procedure.parties[party].unit or party

"""Breaches of a legal duty, and what the checks of duties have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.catalogue import Measures
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.acts import by_customer, by_us
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import PagePath, Step
from frictionaudit.results.audit import Severity


@dataclass(frozen=True)
class Breach:
    """One point in which a procedure does not do what the law requires."""

    message: str
    steps: tuple[str, ...] = ()
    at: PagePath = ()
    severity: Severity | None = None


Check = Callable[[Measures, Duty], Iterator[Breach]]
"""Checks one kind of duty: yields the breaches of a procedure."""


def submission_step(subject: Subject) -> str | None:
    """The first customer step that asks for anything: there the request is made."""
    return next((step for step in _customer_steps(subject) if subject.procedure.steps[step].asks), None)


def _customer_steps(subject: Subject) -> Iterable[str]:
    """The customer's steps in reading order."""
    return (step for step in subject.procedure.in_reading_order() if by_customer(subject, step))


@dataclass(frozen=True)
class Refusal:
    """An adverse end, the last steps of ours that tell the customer anything before it, and silent steps.

    A step of ours is silent if a case can get from the customer, or from the start, through it to the end without a
    message to the customer.
    """

    end: str
    notices: tuple[str, ...]
    silent: tuple[str, ...]


def refusals(subject: Subject) -> Iterator[Refusal]:
    """Every adverse end, with the result of a backwards search for the nearest messages. A withdrawal is no refusal."""
    graph, steps = subject.graph, subject.procedure.steps
    for end in subject.procedure.ends:
        if steps[end].outcome != "adverse":
            continue
        notices: set[str] = set()
        silent: set[str] = set()
        queue = [(end, "")]  # a step, and the last step of ours that a case passes after it
        seen = {(end, False)}
        while queue:
            id, our_last = queue.pop()
            sources = [arc.source for arc in graph.incoming[id]]
            if our_last and not sources:
                silent.add(our_last)
            for source in sources:
                if by_us(subject, source) and _is_message(steps[source]):
                    notices.add(source)
                elif by_customer(subject, source):
                    silent |= {our_last} - {""}
                else:
                    last = our_last or (source if by_us(subject, source) else "")
                    if (source, bool(last)) not in seen:
                        seen.add((source, bool(last)))
                        queue.append((source, last))
        yield Refusal(end, in_reading_order(subject, notices), in_reading_order(subject, silent))


def _is_message(step: Step) -> bool:
    return bool(step.tells or step.gives or step.sends_to)

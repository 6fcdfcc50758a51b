"""How a duty is broken, and where a case stands when the law's clock runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.catalogue import Measures
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.grouping import in_order
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import PagePath, Side, Step
from frictionaudit.results.audit import Severity

_PAYS = re.compile(r"^\W*(?:[\d.]+\s*)?(?:pays?|paying)\b|\bpays (?:the |at |for |fees?|membership)", re.IGNORECASE)


@dataclass(frozen=True)
class Breach:
    """One way in which a procedure does not do what the law demands."""

    message: str
    steps: tuple[str, ...] = ()
    at: PagePath = ()
    severity: Severity | None = None


Check = Callable[[Measures, Duty], Iterator[Breach]]
"""A kind of duty: the ways in which a procedure breaks one of that kind."""


def by_customer(subject: Subject, step: str) -> bool:
    """Whether the customer does the step."""
    return step in subject.tasks and subject.side(step) is Side.CUSTOMER


def by_us(subject: Subject, step: str) -> bool:
    """Whether our own people do the step."""
    side = subject.side(step)
    return step in subject.tasks and side is not None and side.ours


def handing_in(subject: Subject) -> str | None:
    """The customer's first step at which something is asked of them: the request is made."""
    return next((step for step in _mine(subject) if subject.procedure.steps[step].asks), None)


def _mine(subject: Subject) -> Iterable[str]:
    return (step for step in subject.procedure.in_reading_order() if by_customer(subject, step))


def later(subject: Subject, step: str) -> frozenset[str]:
    """Steps that a case can only come to after a step."""
    return subject.graph.after(step) - subject.graph.before(step) - {step}


def pays(subject: Subject, id: str) -> bool:
    """Whether the customer pays us at a step."""
    step = subject.procedure.steps[id]
    if not by_customer(subject, id):
        return False
    if step.effort is not None and step.effort.pay is not None:
        return True
    due = [fee for fee in step.fees or () if fee.to == "us" and (fee.amount is None or fee.amount.amount)]
    return bool(due) or _PAYS.search(step.name or "") is not None


@dataclass(frozen=True)
class Refusal:
    """An adverse end: the last steps of ours that say anything before it, and those that let a case go in silence."""

    end: str
    told: tuple[str, ...]
    silent: tuple[str, ...]


def refusals(subject: Subject) -> Iterator[Refusal]:
    """Every adverse end, looked at backwards until somebody of ours says something.

    Steps of ours that say nothing are looked through; they are silent where a case can come to them from the
    customer, or from the start, without having been told anything. Who withdraws is not refused.
    """
    graph, steps = subject.graph, subject.procedure.steps
    for end in subject.procedure.ends:
        if steps[end].outcome != "adverse":
            continue
        told: set[str] = set()
        silent: set[str] = set()
        queue = [(end, "")]
        seen = {(end, False)}
        while queue:
            id, through = queue.pop()
            sources = [arc.source for arc in graph.incoming[id]]
            if through and not sources:
                silent.add(through)
            for source in sources:
                if by_us(subject, source) and _says(steps[source]):
                    told.add(source)
                elif by_customer(subject, source):
                    silent |= {through} - {""}
                else:
                    last = through or (source if by_us(subject, source) else "")
                    if (source, bool(last)) not in seen:
                        seen.add((source, bool(last)))
                        queue.append((source, last))
        yield Refusal(end, in_order(subject, told), in_order(subject, silent))


def _says(step: Step) -> bool:
    return bool(step.tells or step.gives or step.sends_to)

"""Of a hundred cases that come to a decision a hundred have to go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.blocks import INCLUSIVE
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.routing import TOLERANCE
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities import Share

_EXCLUSIVE = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)


class SharesDoNotSum(Rule):
    """The shares of the ways on from a decision do not sum to one, or exceed one though some are not given.

    Judged are steps from which a case goes one way only; parallel and inclusive gateways may send it several ways.
    The shares of an inclusive gateway sum to 100 % or more, as a case takes at least one of its branches.
    Where customer groups have shares of their own, each group is judged with them.

    Why it matters:
        All expected numbers rest on these shares. What does not sum to one is scaled, and then the measures are those
        of another procedure than the one that was meant.

    Wrong:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: refused, share: 0.2}]}

    Right:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: refused, share: 0.1}]}

    What to do:
        Count once more, or leave the share out where nobody knows it.

    Leave it when:
        Never: where a case can go several ways at once, draw a parallel or inclusive gateway.

    Sources:
        Transition probabilities of a Markov chain sum to one. The nearest of bpmnlint is conditional-flows: each way
        on from a decision needs a condition, as here each may have its share. bpmnlint's no-implicit-split forbids
        several ways on from a step, which BPMN takes all at once; on a page such a step is a decision, and is judged
        as one.
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        groups: dict[str, Mapping[str, Share]] = {"": {}}
        groups.update({id: group.flows for id, group in sorted(subject.procedure.groups.items())})
        for step, arcs in subject.graph.outgoing.items():
            if subject.graph.routing(step) in INCLUSIVE:
                yield from _none_taken(subject, step, arcs)
            if subject.graph.routing(step) not in _EXCLUSIVE:
                continue
            for group, own in groups.items():
                if group and not any(arc.id in own for arc in arcs):
                    continue
                fault = _fault(arcs, own)
                if fault:
                    where = f"'{subject.procedure.label(step)}'" + (f" for the group '{group}'" if group else "")
                    at = ("groups", group, "flows") if group else ("steps", step, "next")
                    yield Flag(f"the shares of the ways on from {where} {fault}", steps=(step,), about=group, at=at)


def _none_taken(subject: Subject, step: str, arcs: tuple[Arc, ...]) -> Iterator[Flag]:
    """An inclusive gateway takes at least one branch, so its shares sum to 100 % or more."""
    shares = [arc.flow.share.value for arc in arcs if arc.flow.share is not None]
    if len(arcs) > 1 and len(shares) == len(arcs) and sum(shares) < 1 - TOLERANCE:
        total = f"{round(sum(shares) * 100, 4):.6g} %"
        name = subject.procedure.label(step)
        message = f"the shares after '{name}' sum to {total}, but a case takes at least one branch there"
        yield Flag(message, steps=(step,), at=("steps", step, "next"))


def _fault(arcs: tuple[Arc, ...], own: Mapping[str, Share]) -> str | None:
    shares = [own.get(arc.id, arc.flow.share) for arc in arcs]
    given = [share.value for share in shares if share is not None]
    total = sum(given)
    percentage = f"{round(total * 100, 4):.6g} %"
    if not given or abs(total - 1) <= TOLERANCE:
        return None
    if len(given) == len(shares):
        return f"sum to {percentage}, not 100 %"
    missing = count(len(shares) - len(given), "way has", "ways have")
    return f"sum to {percentage} already, and {missing} none yet" if total > 1 else None

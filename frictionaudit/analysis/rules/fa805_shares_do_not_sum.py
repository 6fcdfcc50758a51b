"""The shares of a decision have to add up to 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.markov.blocks import INCLUSIVE
from frictionaudit.analysis.flow.routing import TOLERANCE
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities import Share
from frictionaudit.domain.quantities.format import count

_EXCLUSIVE = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)


class SharesDoNotSum(Rule):
    """The shares after a decision do not add up to 100 %, or exceed it while some are still missing.

    The rule checks every step after which a case follows one flow only. A case may follow several flows of a parallel
    gateway, so it is left out. The shares of an inclusive gateway add up to 100 % or more, because a case takes at
    least one of its branches. A customer group with its own shares is checked separately.

    Why it matters:
        All expected figures depend on these shares. Shares with another total are scaled to 100 %, so the measures
        describe a different procedure from the one you meant.

    Wrong:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: refused, share: 0.2}]}

    Right:
        steps:
          check: {by: desk, next: [{to: granted, share: 0.9}, {to: refused, share: 0.1}]}

    What to do:
        Correct the shares so that they add up to 100 %. Leave out a share that nobody knows.

    Leave it when:
        Never: where a case can follow several flows at once, use a parallel or inclusive gateway.

    Sources:
        Transition probabilities of a Markov chain sum to one. The nearest rule of bpmnlint is conditional-flows:
        each flow after a decision needs a condition, as here each may have a share. bpmnlint's no-implicit-split
        forbids several flows out of a step, because BPMN follows them all at once. On a page such a step is a
        decision, and is checked as one.
    """

    level = "error"
    stake = ()

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
                    name = subject.procedure.groups[group].name or group if group else ""
                    of_group = f" for the group '{name}'" if group else ""
                    at = ("groups", group, "flows") if group else ("steps", step, "next")
                    message = f"The shares at {describe(subject.graph, step)}{of_group} {fault}"
                    yield Flag(message, steps=(step,), about=group, at=at)


def _none_taken(subject: Subject, step: str, arcs: tuple[Arc, ...]) -> Iterator[Flag]:
    """An inclusive gateway takes at least one branch, so its shares sum to 100 % or more."""
    shares = [arc.flow.share.value for arc in arcs if arc.flow.share is not None]
    if len(arcs) > 1 and len(shares) == len(arcs) and sum(shares) < 1 - TOLERANCE:
        total = f"{round(sum(shares) * 100, 4):.6g} %"
        name = subject.procedure.label(step)
        message = f"The shares after '{name}' add up to {total}, but a case takes at least one branch there"
        yield Flag(message, steps=(step,), at=("steps", step, "next"))


def _fault(arcs: tuple[Arc, ...], own: Mapping[str, Share]) -> str | None:
    """What is wrong with the shares of a decision, in words; None if nothing is."""
    shares = [own.get(arc.id, arc.flow.share) for arc in arcs]
    given = [share.value for share in shares if share is not None]
    total = sum(given)
    percentage = f"{round(total * 100, 4):.6g} %"
    if not given or abs(total - 1) <= TOLERANCE:
        return None
    if len(given) == len(shares):
        return f"add up to {percentage}, not 100 %"
    missing = count(len(shares) - len(given), "flow has", "flows have")
    return f"already add up to {percentage}, and {missing} no share yet" if total > 1 else None

"""What is split has to be joined again, in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.soundness import LIMIT, Fault, soundness
from frictionaudit.analysis.flow.split_join_pairs import Unmatched
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.step_names import over, place
from frictionaudit.analysis.rule import Flag, Rule


class UnmatchedSplits(Rule):
    """A parallel or inclusive split does not come together in a join of its kind, or a join has no such split.

    An error is a join that waits for a branch which may not arrive (deadlock), and a gateway at which
    branches that run at once come together unjoined (lack of synchronisation); where they come together at a plain
    step, FA808 tells. A warning is a split or join without its partner, where nothing goes wrong for certain.

    Why it matters:
        A case that waits for what never comes is nobody's fault and everybody's. One that goes on unjoined is
        answered twice, paid twice, and all expected numbers after it count it twice.

    Wrong:
        steps:
          check: {by: desk, next: [{to: ask-bank, share: 0.5}, {to: ask-shop, share: 0.5}]}   # one or the other
          ask-bank: {by: desk, next: all-there}
          ask-shop: {by: desk, next: all-there}
          all-there: {kind: parallel, next: answer}                                           # waits for both

    Right:
        steps:
          check: {by: desk, next: ask-both}
          ask-both: {kind: parallel, next: [ask-bank, ask-shop]}
          ask-bank: {by: desk, next: all-there}
          ask-shop: {by: desk, next: all-there}
          all-there: {kind: parallel, next: answer}

    What to do:
        Close a parallel split with a parallel join, an inclusive with an inclusive one, and a decision with none.

    Leave it when:
        A branch is let go on purpose and ends by itself, or an end stops the whole case, branches that still wait
        included.

    Sources:
        Soundness of workflow nets (van der Aalst, 1998; not read first-hand): no deadlock, nothing left over. Seven
        process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; not read first-hand): model as
        structured as possible. bpmnlint has no rule that follows tokens; the nearest are fake-join (see FA808) and
        no-gateway-join-fork (see FA809).
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        found = soundness(graph)
        for fault in found.faults:
            if graph.steps[fault.join].kind.gateway:
                steps = (fault.join, *([fault.split] if fault.split else []))
                yield Flag(_told(graph, fault), steps=steps, at=("steps", fault.join))
        for one in found.unmatched:
            yield Flag(_alone(graph, one), steps=(one.step,), severity="warning")
        if not found.decided:
            yield Flag(
                f"splits and joins are too entangled to tell whether they fit: after {LIMIT} situations there are more",
                at=("steps",),
                severity="info",
            )


def _told(graph: FrictionGraph, fault: Fault) -> str:
    join, other = place(graph, fault.join), over(graph, fault.other)
    if fault.kind == "lack of synchronisation":
        start = f"from {place(graph, fault.split)} " if fault.split else ""
        both = f"the ways {over(graph, fault.taken)} and {other} both lead to"
        ways = f"a case can come more than once {other} to" if fault.taken == fault.other else both
        return f"{start}{ways} {join}, and nothing joins them: what follows is done more than once"
    if fault.split:
        goes = f"a case that goes from {place(graph, fault.split)} {over(graph, fault.taken)}"
        return f"{join} waits for every way in: {goes} never comes to it {other}, and waits for ever"
    if fault.behind:
        return f"{join} waits for every way in, also {other}, which can only be gone after it: it waits for ever"
    return f"{join} waits for every way in, but a case that begins elsewhere never comes to it {other}"


def _alone(graph: FrictionGraph, one: Unmatched) -> str:
    kind, here = graph.steps[one.step].kind, place(graph, one.step)
    if one.lacks == "join":
        if one.instead is None:
            return f"the ways on from {here} do not come together again"
        return f"the ways on from {here} come together at {place(graph, one.instead)}, which is no {kind} join"
    where = f"; the last step that all cases passed is {place(graph, one.instead)}" if one.instead else ""
    return f"{here} joins ways that no {kind} split has parted{where}"

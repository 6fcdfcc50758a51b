"""Splits need a join of the same kind, and joins a split."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe, describe_all, sentence, with_article
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.soundness import LIMIT, Fault, soundness
from frictionaudit.analysis.flow.split_join_pairs import Meeting, Unmatched
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.step_names import meet_unjoined, through
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed


class UnmatchedSplits(Rule):
    """A parallel or inclusive split has no join of its kind, or such a join has no split.

    Two faults are errors. In a deadlock, a join waits for a branch that may not arrive. In a lack of synchronisation,
    parallel branches meet at a gateway that does not join them. FA808 reports branches that meet at a plain step. A
    split or join without its counterpart is a warning if no case is certain to go wrong.

    Why it matters:
        A case waits forever, or it is answered or paid twice. At a deadlock no one notices. Without a join, every later
        figure counts the case twice, and the findings say so.

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
        Close each split with a join of the same kind: parallel with parallel, inclusive with inclusive. A decision
        needs no join.

    Leave it when:
        A branch is meant to end by itself, or one end stops the whole case with all its branches.

    Sources:
        Soundness of workflow nets (van der Aalst, 1998; source not checked first-hand): no deadlock, nothing left over.
        Seven process modeling guidelines (Mendling, Reijers and van der Aalst, 2010; source not checked first-hand):
        model as structured as possible. bpmnlint has no rule that follows tokens. The nearest are fake-join (see FA808)
        and no-gateway-join-fork (see FA809).
    """

    level = "error"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        graph = subject.graph
        result = soundness(graph)
        for fault in result.faults:
            if graph.steps[fault.join].kind.gateway:
                steps = (fault.join, *([fault.split] if fault.split else []))
                yield Flag(_fault(graph, fault), steps=steps, at=("steps", fault.join))
        for unmatched in result.unmatched:
            yield Flag(_unmatched(graph, unmatched), steps=(unmatched.step,), severity="warning")
        if not result.decided:
            yield Flag(
                f"The splits and joins are too complex to check: more than {LIMIT:,} states are possible",
                at=("steps",),
                severity="info",
            )


def _fault(graph: FrictionGraph, fault: Fault) -> str:
    if fault.kind == "lack of synchronisation":
        return meet_unjoined(graph, fault, "everything after that")
    join = sentence(describe(graph, fault.join))
    missing = through(graph, fault.other) or "there"
    if fault.behind:
        return f"{join} waits for a flow that only comes back from later steps ({missing}), so the case waits forever"
    if fault.split:
        case = f"a case that goes from {describe(graph, fault.split)} {_way_taken(graph, fault, fault.split)}"
    else:
        case = "a case that begins at another start"
    return f"{join} waits for every incoming flow, but {case} never arrives {missing}. The case waits forever"


def _way_taken(graph: FrictionGraph, fault: Fault, split: str) -> str:
    """The way that a case takes instead of the one that the join waits for, with its label if it passes no step."""
    if named := through(graph, fault.taken):
        return named
    first = fault.taken[0] if fault.taken else fault.join
    labels = [arc.flow.when for arc in graph.outgoing[split] if arc.target == first and arc.flow.when]
    label = f" ('{labels[0]}')" if len(labels) == 1 else ""
    return f"{f'to {describe(graph, first)}' if fault.taken else 'directly to it'}{label}"


def _unmatched(graph: FrictionGraph, unmatched: Unmatched) -> str:
    kind, gateway = graph.steps[unmatched.step].kind, describe(graph, unmatched.step)
    if unmatched.lacks == "join":
        if unmatched.meeting is not None:
            return _meeting(graph, unmatched.step, unmatched.meeting)
        if unmatched.instead is None:
            return f"The branches from {gateway} never join again"
        met = describe(graph, unmatched.instead)
        return f"The branches from {gateway} meet at {met}, which is not {with_article(kind)} join"
    message = f"{sentence(gateway)} joins branches, but no {kind} split comes before it"
    if unmatched.instead is None:
        return message
    return f"{message}. The last step that every case passes before it is {describe(graph, unmatched.instead)}"


def _meeting(graph: FrictionGraph, split: str, meeting: Meeting) -> str:
    """How many branches of a split meet, and which do not, or where a case leaves them."""
    origin, met = describe(graph, split), describe(graph, meeting.gateway)
    if not meeting.elsewhere:
        left = listed([describe(graph, step) for step in meeting.leaving], last="or")
        return f"The branches from {origin} meet again at {met}, unless a case goes to {left}"
    branches = len({arc.target for arc in graph.outgoing[split]})
    not_there = describe_all(graph, meeting.elsewhere)
    which = f"The one to {not_there} does" if len(meeting.elsewhere) == 1 else f"Those to {not_there} do"
    return f"Of {branches} branches from {origin} {branches - len(meeting.elsewhere)} meet at {met}. {which} not"

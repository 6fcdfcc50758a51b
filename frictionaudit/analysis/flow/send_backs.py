"""Send-backs: cases on a loop that come from us back to the customer, for what they had or to mend what they did."""

from __future__ import annotations

from functools import lru_cache

from frictionaudit.analysis.flow.markov.marks import Marks, split_mark
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import Side

_BAD_ENDS = ("adverse", "abandoned")


@lru_cache(maxsize=2)  # a measure and a rule ask for the same subject
def send_back_passages(subject: Subject) -> tuple[Handover, ...]:
    """Passages in which a case that is on a loop comes from us back to the customer.

    An invitation or a booking on the way on is none: the customer has not been there before, and goes on from there.
    """
    loop_of = subject.graph.loop_of
    return tuple(
        passage
        for passage in subject.by_party
        if passage.source is not None
        and _ours(subject, passage.source)
        and subject.side(passage.target) is Side.CUSTOMER
        and loop_of(passage.source) is not None
        and loop_of(passage.source) == loop_of(passage.target)
        and _back(subject, passage.source, passage.target)
    )


def _back(subject: Subject, source: str, target: str) -> bool:
    """Whether the case was certainly at the target before, or must come back from there to what led to the source.

    It need not come back where a step of ours takes it on to an end that is neither adverse nor abandoned.
    """
    graph, steps = subject.graph, subject.procedure.steps
    if graph.certainly_before(target, source):
        return True
    behind = {source, *graph.always_before(source)}
    seen, queue = {(target, False)}, [(target, False)]
    while queue:
        step, taken_on = queue.pop()
        if not graph.outgoing[step] and taken_on and steps[step].outcome not in _BAD_ENDS:
            return False
        for arc in graph.outgoing[step]:
            ahead = (arc.target, taken_on or _ours(subject, arc.target))
            if arc.target not in behind and ahead not in seen:
                seen.add(ahead)
                queue.append(ahead)
    return True


def expected_send_backs(subject: Subject) -> float:
    """Expected visits of customer steps to which a case is sent back, however many branches bring it."""
    sources: dict[str, set[str]] = {}
    for passage in send_back_passages(subject):
        sources.setdefault(passage.target, set()).add(str(passage.source))
    alike: dict[frozenset[str], set[str]] = {}
    for target in sources:
        alike.setdefault(_senders(subject, target, sources[target]), set()).add(target)
    return sum(
        segment.share * _sent_back(subject, segment.visits, senders, targets)
        for segment in subject.segments
        for senders, targets in alike.items()
    )


def _senders(subject: Subject, target: str, sources: set[str]) -> frozenset[str]:
    """The steps of ours on the loop of a step that send back to it: all but those known to send cases on to it."""
    loop = subject.graph.loop_of(target)
    onward = {passage.source for passage in subject.by_party if passage.target == target} - sources
    ours = (id for id in subject.graph.steps if _ours(subject, id) and subject.graph.loop_of(id) == loop)
    return frozenset(ours) - {str(source) for source in onward}


def _sent_back(subject: Subject, visits: Visits, senders: frozenset[str], targets: set[str]) -> float:
    """Visits of some steps before which one of the senders had the case."""

    def paint(step: str, mark: bool) -> bool:
        return step in senders if step in subject.with_party else mark

    total = 0.0
    for before, times in Marks.of(visits.space, visits.joins, "value", paint).arrivals().items():
        state, from_us = split_mark(before)
        if from_us and visits.space.step_of[state] in targets:
            total += times
    return total


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours

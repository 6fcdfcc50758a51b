"""Send-backs: cases on a loop that come from us back to the customer."""

from __future__ import annotations

from frictionaudit.analysis.flow.markov.marks import Marks, split_mark
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import Side


def send_back_passages(subject: Subject) -> list[Handover]:
    """Passages in which a case that is on a loop comes from us back to the customer."""
    loop_of = subject.graph.loop_of
    return [
        passage
        for passage in subject.by_party
        if passage.source is not None
        and _ours(subject, passage.source)
        and subject.side(passage.target) is Side.CUSTOMER
        and loop_of(passage.source) is not None
        and loop_of(passage.source) == loop_of(passage.target)
    ]


def expected_send_backs(subject: Subject) -> float:
    """Expected visits of customer steps to which a case is sent back, however many branches bring it."""
    targets: dict[int | None, set[str]] = {}
    for passage in send_back_passages(subject):
        targets.setdefault(subject.graph.loop_of(passage.target), set()).add(passage.target)
    return sum(
        segment.share * _sent_back(subject, segment.visits, loop, steps)
        for segment in subject.segments
        for loop, steps in targets.items()
    )


def _sent_back(subject: Subject, visits: Visits, loop: int | None, targets: set[str]) -> float:
    """Visits of some steps of a loop before which one of our steps on that loop had the case."""

    def paint(step: str, mark: bool) -> bool:
        if subject.procedure.steps[step].by is None:
            return mark
        return _ours(subject, step) and subject.graph.loop_of(step) == loop

    total = 0.0
    for before, times in Marks.of(visits.space, visits.joins, "value", paint).arrivals().items():
        state, from_us = split_mark(before)
        if from_us and visits.space.step_of[state] in targets:
            total += times
    return total


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours

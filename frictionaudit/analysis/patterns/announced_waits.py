"""Waits that people can read about beforehand: published promises, and a published time from start to end."""

from __future__ import annotations

from collections.abc import Collection

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.waits_on_others import waits_on_others
from frictionaudit.domain.procedure import Promise


def is_published(subject: Subject, step: str) -> bool:
    """Whether a published promise, or a published total that is no shorter, covers the wait before a step."""
    return _in_total(subject, step) or any(_covers(subject, one, step) for one in subject.procedure.promises)


def tell_how_long(subject: Subject, first: Collection[str]) -> bool:
    """Whether published promises say how long it takes, for people who are at one of the `first` steps.

    Those promises count that begin there or before. They have to cover at least half of the expected waits for us and
    third parties; where no wait is stated, one promise is enough.
    """
    graph = subject.graph
    early = [one for one in subject.procedure.promises if all(_no_later(subject, one, id) for id in first)]
    if not first or not any(one.published for one in early):
        return False
    waits = {id: _expected(subject, id) for id in graph.reachable}
    covered = sum(wait for id, wait in waits.items() if any(_covers(subject, one, id) for one in early))
    return covered >= sum(waits.values()) / 2


def _covers(subject: Subject, promise: Promise, step: str) -> bool:
    graph, ends = subject.graph, promise.to
    on_the_way = step in graph.after(promise.from_) and (step == ends or step in graph.before(ends))
    return bool(promise.published) and on_the_way


def _no_later(subject: Subject, promise: Promise, step: str) -> bool:
    return subject.graph.certainly_before(promise.from_, step)


def _in_total(subject: Subject, step: str) -> bool:
    published, calendar = subject.procedure.published, subject.procedure.calendar
    if published is None or published.time is None:
        return False
    return _minutes(subject, step) <= calendar.elapsed(published.time.high)


def _minutes(subject: Subject, step: str) -> float:
    return sum(map(subject.procedure.calendar.expected_elapsed, waits_on_others(subject, step)))


def _expected(subject: Subject, step: str) -> float:
    """Expected minutes per case; an infinite number of visits counts once."""
    visits = subject.visits(step).value
    return _minutes(subject, step) * (visits if visits < float("inf") else 1.0)

"""Nobody should wait without knowing for how long."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Wait
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class NoPromise(Rule):
    """The customer waits for us or a third party longer than `longer_than`, and nobody has said so.

    A wait is announced by a promise that is published and runs over it, or by a step that tells the `time`, the start
    included, if every case passes such a step first. A time told speaks of what comes for certain: where a case then
    takes a way that others do not (a machine breaks down, an order falls through), only a promise that runs over that
    way, or a time told on it, announces the wait. Waits are compared in time on the clock.

    Why it matters:
        Who knows how long it takes can do something else meanwhile. Who does not know rings up, comes by, or worries.

    Wrong:
        steps:
          check: {by: desk, wait: {queue: 10 working days}, next: decided}

    Right:
        steps:
          confirm: {by: desk, tells: {time: an answer within three weeks}, next: check}
          check: {by: desk, wait: {queue: 10 working days}, next: decided}

    What to do:
        Say how long it takes before the wait begins, or publish a promise that you can keep.

    Leave it when:
        Nobody waits for it: the customer has what they came for, and the step is our own bookkeeping.

    Sources:
        Regulation (EU) 2018/1724, Art. 10 (not read first-hand). OECD 2024. One day on the clock.
    """

    level = "warning"
    care_point = "on-time"

    longer_than: Duration = Duration.fixed(days=1)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        limit = calendar.expected_elapsed(self.longer_than)
        told: dict[str, bool] = {}
        for id, step in subject.procedure.steps.items():
            if id not in subject.graph.reachable or step.wait is None:
                continue
            not_theirs = _not_theirs(step.wait)
            minutes = sum(map(calendar.expected_elapsed, not_theirs))
            if minutes > limit and not _promised(subject, id) and not _told(subject, id, told):
                yield Flag(
                    f"nobody announces the wait of {format_elapsed(minutes)} before '{subject.procedure.label(id)}': "
                    "no published promise runs over it, and no step on the way there tells the time",
                    steps=(id,),
                    at=("steps", id, "wait"),
                )


def _not_theirs(wait: Wait) -> list[Duration]:
    return [duration for duration in (wait.queue, wait.batch, wait.third) if duration]


def _promised(subject: Subject, step: str) -> bool:
    """Whether a promise that customers can read runs over the wait before a step."""
    graph = subject.graph
    return any(
        promise.published
        and step in graph.after(promise.from_)
        and (step == promise.to or step in graph.before(promise.to))
        for promise in subject.procedure.promises
    )


def _told(subject: Subject, step: str, known: dict[str, bool]) -> bool:
    """Whether every way to a step passes one that tells the time and that the step follows for certain.

    Goes back from the step to the nearest one passed for certain, as long as that leads here for certain.
    """
    graph, steps = subject.graph, subject.procedure.steps
    passed: list[str] = []
    found = False
    while step not in known:
        passed.append(step)
        before = graph.immediate_dominator.get(step)
        if before is None:
            found = step not in graph.entries and all(steps[entry].tells.time for entry in graph.entries)
            break
        if graph.immediate_postdominator.get(before) != step:
            break
        if steps[before].tells.time or not _silently(subject, before, step):
            found = True
            break
        step = before
    found = known.get(step, found)
    known.update(dict.fromkeys(passed, found))
    return found


def _silently(subject: Subject, source: str, target: str) -> bool:
    """Whether one can come from one step to another past no step that tells the time."""
    seen: set[str] = set()
    queue = [arc.target for arc in subject.graph.outgoing[source]]
    while queue:
        step = queue.pop()
        if step == target:
            return True
        if step not in seen and not subject.procedure.steps[step].tells.time:
            seen.add(step)
            queue += [arc.target for arc in subject.graph.outgoing[step]]
    return False

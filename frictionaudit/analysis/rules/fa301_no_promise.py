"""People should know how long they will wait."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.served import served_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.announced_waits import is_published
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.waits_on_others import waits_on_others
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class NoPromise(Rule):
    """The customer waits for us or a third party, and nobody has announced how long.

    Waits longer than `longer_than` are flagged. A wait is announced if a published promise covers it, or a published
    time from start to end that is no shorter. It is also announced if every case has passed an earlier step, such as
    the start, that tells the customer the `time`. A time covers only what follows for certain. Some cases may take a
    branch that others do not: a machine breaks down, an order falls through. Such a branch needs its own promise or its
    own time. Waits are compared in elapsed time.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        People who do not know how long it takes phone, come by or worry. People who know can do something else
        meanwhile.

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
        Nobody waits for it: the customer has what they came for, and the step is internal bookkeeping.

    Sources:
        Regulation (EU) 2018/1724, Art. 10 (source not checked first-hand). OECD 2024. The limit is one day of elapsed
        time.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "on-time"

    longer_than: Duration = Field(default=Duration.fixed(days=1), description="longest wait that needs no notice")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        calendar = subject.procedure.calendar
        limit = calendar.expected_elapsed(self.longer_than)
        announced: dict[str, bool] = {}
        served = served_steps(subject)
        for id, step in subject.procedure.steps.items():
            if id not in subject.graph.reachable or step.wait is None or id in served:
                continue
            minutes = sum(map(calendar.expected_elapsed, waits_on_others(subject, id)))
            longer = minutes > limit and format_elapsed(minutes) != format_elapsed(limit)
            if longer and not is_published(subject, id) and not _announced(subject, id, announced):
                yield Flag(
                    f"The wait of {format_elapsed(minutes)} before '{subject.procedure.label(id)}' is not announced: "
                    "no published promise covers it, and no earlier step says how long it takes",
                    steps=(id,),
                    at=("steps", id, "wait"),
                )


def _announced(subject: Subject, step: str, known: dict[str, bool]) -> bool:
    """Whether every path to a step passes one that tells the time, and that the step follows for certain.

    Climbs the dominator tree for as long as each step is the immediate postdominator of its immediate dominator.
    `known` caches the answers.
    """
    graph, steps = subject.graph, subject.procedure.steps
    passed: list[str] = []
    announced = False
    while step not in known:
        passed.append(step)
        before = graph.immediate_dominator.get(step)
        if before is None:
            announced = step not in graph.entries and all(steps[entry].tells.time for entry in graph.entries)
            break
        if graph.immediate_postdominator.get(before) != step:
            break
        if steps[before].tells.time or not _silent_path(subject, before, step):
            announced = True
            break
        step = before
    announced = known.get(step, announced)
    known.update(dict.fromkeys(passed, announced))
    return announced


def _silent_path(subject: Subject, source: str, target: str) -> bool:
    """Whether a path between two steps passes no step that tells the time."""
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

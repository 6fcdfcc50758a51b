"""Customers wait while staff do internal work."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.phrases import stated_wait
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.listing import listed


class OursBeforeTheirs(Rule):
    """One of our parties does internal work first while customers or their cases wait.

    The rule looks at every party of ours with `serves_first: internal work`. Customers wait if a step by that party has
    a wait in our queue or for our batch. They also wait if they queue at the step before it. Where no waiting is
    stated, nothing is flagged.

    Why it matters:
        Internal work can mostly wait an hour, while people in the queue give up an hour of their own. Customers at the
        counter see that staff sort papers instead.

    Wrong:
        parties:
          clerk: {side: frontstage, serves_first: internal work}
        steps:
          check: {by: clerk, wait: {queue: 3 working days}, next: done}

    Right:
        parties:
          clerk: {side: frontstage, serves_first: customers}
        steps:
          check: {by: clerk, wait: {queue: 3 working days}, next: done}

    What to do:
        Serve the person who is waiting first, and set fixed hours for internal work.

    Leave it when:
        Other customers wait for that internal work, or safety depends on it. Give the reason in `because`.

    Sources:
        The idea of procedural care: customers before internal tasks.
    """

    level = "warning"
    stake = ("waiting",)
    element = "personal"
    care_point = "customers-first"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        parties = subject.procedure.parties
        busy = {id: party for id, party in parties.items() if party.side.ours and party.serves_first == "internal work"}
        if not busy:  # saves time
            return
        queues: dict[str, dict[str, list[Duration]]] = {}
        for id, step in subject.procedure.steps.items():
            case_waits = (step.wait.queue, step.wait.batch) if step.wait else ()
            if step.by in busy:
                queues.setdefault(step.by, {}).setdefault(id, []).extend(_positive(*case_waits))
            for duration in _positive(step.effort.queue if step.effort else None):
                for target in subject.taken_over.get(id, ()):
                    by = subject.procedure.steps[target].by
                    if by in busy:
                        queues.setdefault(by, {}).setdefault(target, []).append(duration)
        for id, places in sorted(queues.items()):
            waits = {step: durations for step, durations in places.items() if durations}
            if not waits:
                continue
            steps = unjustified_first(subject, waits, self.code())
            label = subject.procedure.label
            described = listed(
                f"'{label(step)}' ({' and '.join(stated_wait(subject, [wait]) for wait in waits[step])})"
                for step in steps
            )
            yield Flag(
                f"'{busy[id].name or id}' does internal work first while customers wait before {described}",
                steps=steps,
                about=id,
            )


def _positive(*durations: Duration | None) -> list[Duration]:
    """The durations that are stated and longer than zero."""
    return [duration for duration in durations if duration is not None and any(duration.points)]

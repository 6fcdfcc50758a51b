"""Customers wait while we keep ourselves busy."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration


class OursBeforeTheirs(Rule):
    """One of our parties does internal work first while customers, or their cases, wait for it.

    Judged is every party of ours with `serves_first: internal work`. Customers wait where a step by that party has a
    wait in our queue or for our batch, or where the customer stands in line at the step before it. Where no waiting
    is stated nothing is said.

    Why it matters:
        The customer at the counter sees the clerk sort papers. What is done for ourselves can mostly wait an hour;
        the person in line has given up theirs.

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
        Serve the person who waits, and give internal work hours of its own.

    Leave it when:
        The internal work is what customers further on wait for, or safety depends on it: say so with `because`.

    Sources:
        The idea of procedural care: customers before internal tasks.
    """

    level = "warning"
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        parties = subject.procedure.parties
        busy = {id: party for id, party in parties.items() if party.side.ours and party.serves_first == "internal work"}
        if not busy:  # saves time
            return
        queues: dict[str, dict[str, list[Duration]]] = {}
        for id, step in subject.procedure.steps.items():
            lying = (step.wait.queue, step.wait.batch) if step.wait else ()
            if step.by in busy:
                queues.setdefault(step.by, {}).setdefault(id, []).extend(_lasting(*lying))
            for duration in _lasting(step.effort.queue if step.effort else None):
                for target in subject.taken_over.get(id, ()):
                    by = subject.procedure.steps[target].by
                    if by in busy:
                        queues.setdefault(by, {}).setdefault(target, []).append(duration)
        for id, places in sorted(queues.items()):
            held = {step: durations for step, durations in places.items() if durations}
            if not held:
                continue
            steps = unjustified_first(subject, held, self.code())
            label = subject.procedure.label
            waits = ", ".join(f"'{label(step)}' ({' and '.join(map(str, held[step]))})" for step in steps[:4])
            more = f" and {len(steps) - 4} more" if len(steps) > 4 else ""
            yield Flag(
                f"'{busy[id].name or id}' does internal work first while customers wait before {waits}{more}",
                steps=steps,
                about=id,
            )


def _lasting(*durations: Duration | None) -> list[Duration]:
    """Those that are stated and are not nothing."""
    return [duration for duration in durations if duration is not None and any(duration.points)]

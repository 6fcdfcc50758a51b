"""What an audit could not see, it should say."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.coverage import routing_not_judged, steps_not_judged
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.rule import Flag, Rule, count

_WORDS = {"effort": "what effort it takes", "waiting": "how long the wait is", "who does it": "who does it"}


class PartNotLookedAt(Rule):
    """Steps that the page says too little of could not be judged, or expected numbers are only bounds.

    Such a step does not say its effort, the waiting before it, or who does it. All are one finding; where the way of
    a case could not be computed exactly, each reason is one more.

    Why it matters:
        Silence looks like good news. Sums leave out what nobody wrote down, so the real burden is larger than what
        the audit shows.

    Wrong:
        steps:
          check: {by: desk, next: decided}

    Right:
        steps:
          check: {by: desk, effort: {work: 10m}, wait: {queue: 2 days}, next: decided}

    What to do:
        Ask the people who do the step for a first number; a range or a guess that says so is better than nothing.

    Leave it when:
        Never: it only says how far the audit could see.

    Sources:
        Unknown is not zero: our own reasoning.
    """

    level = "info"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        silent = steps_not_judged(subject, measures)
        steps = in_reading_order(subject, silent)
        if steps:
            told = {what: sum(what in missing for missing in silent.values()) for what in _WORDS}
            parts = [f"{_WORDS[what]} (at {times})" for what, times in told.items() if times]
            names = ", ".join(f"'{subject.procedure.label(step)}'" for step in steps[:3])
            more = f" and {len(steps) - 3} more" if len(steps) > 3 else ""
            yield Flag(
                f"{count(len(steps), 'step')} of {len(subject.procedure.steps)} could not be judged in full: {names}"
                f"{more}; the page does not say {', '.join(parts)}",
                steps=steps,
            )
        for note in routing_not_judged(subject):
            yield Flag(f"the ways of a case could only be bounded: {note}", about=note)

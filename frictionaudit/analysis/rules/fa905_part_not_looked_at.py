"""Steps and paths that the audit could not assess in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.coverage import routing_not_judged, steps_not_judged
from frictionaudit.analysis.flow.describe import describe_all, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count

_MISSING = {"effort": "effort", "waiting": "waiting time", "who does it": "the party who does it"}
"""What a step can lack, as `steps_not_judged` and as a message call it."""


class PartNotLookedAt(Rule):
    """Steps lack figures that the audit needs, or expected figures are known only within bounds.

    Such a step does not state its effort, the waiting before it, or who does it. All are one finding. Each reason why
    the paths of a case cannot be computed exactly is one more.

    An audit tells this in its part on what is missing. It is a finding only if the rule is selected.

    Why it matters:
        Missing figures look like good news. Totals leave them out, so the real burden is larger than the audit shows.

    Wrong:
        steps:
          check: {by: desk, next: decided}

    Right:
        steps:
          check: {by: desk, effort: {work: 10m}, wait: {queue: 2 days}, next: decided}

    What to do:
        Ask the people who do the step for a first figure. A range, or a guess marked as `assumed`, is better than
        nothing.

    Leave it when:
        Never: it only says what the audit leaves out.

    Sources:
        Unknown is not zero: our own reasoning.
    """

    level = "info"
    stake = ()
    completeness = True

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        missing = steps_not_judged(subject, measures)
        steps = in_reading_order(subject, missing)
        if steps:
            places = f"{len(steps)} of {len(subject.procedure.steps)} steps: {describe_all(subject.graph, steps)}"
            yield Flag(f"{_summary(missing)}. This concerns {places}", steps=steps)
        for note in routing_not_judged(subject):
            yield Flag(f"Some figures are known only within bounds: {note}", about=note)


def _summary(missing: Mapping[str, tuple[str, ...]]) -> str:
    """How many steps lack what: Effort is missing for 6 steps, waiting time for 2."""
    lacking = {name: sum(key in keys for keys in missing.values()) for key, name in _MISSING.items()}
    (first, steps), *rest = [(name, number) for name, number in lacking.items() if number]
    return sentence(f"{first} is missing for {count(steps, 'step')}") + "".join(f", {name} for {n}" for name, n in rest)

"""Check unchanged facts only once."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import Check, checks
from frictionaudit.analysis.patterns.decisions import is_the_decision
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.quantities.format import format_share


class CheckOnlyOnce(Heuristic):
    """Drop the second of two consecutive controls where the first has already checked everything it looks at.

    Both have to state what they need. Cases that pass the first control go directly to the second, so nothing has
    changed in between. Cases that the second control turned away take the route of all others.

    Do not use it when a second pair of eyes is deliberate, as where money is paid out.

    Source: task elimination in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 5
    answers = ("FA205",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        controls = checks(subject)
        for first, check in controls.items():
            second = check.kept[0].target if len(check.kept) == 1 else ""
            repeat = controls.get(second)
            if repeat is None or not _covers(subject, first, second) or not _only_checks(subject, repeat):
                continue
            if is_the_decision(subject, second):
                continue
            changes = without_step(subject.procedure, second, repeat.kept[0].target)
            if changes is not None:
                yield Idea(
                    f"Drop {step_name(subject, second)}: {step_name(subject, first)} has already checked the same",
                    changes,
                    steps=(first, second),
                    trade_off=f"the second check stops {format_share(repeat.reject)} of cases"
                    if repeat.reject
                    else "no second check",
                )


def _covers(subject: Subject, first: str, second: str) -> bool:
    """Whether the first control looks at everything that the second needs."""
    before, after = subject.procedure.steps[first], subject.procedure.steps[second]
    if before.control is None or after.control is None or before.needs is None or not after.needs:
        return False
    return {*after.needs} <= {*before.needs, *before.makes}


def _only_checks(subject: Subject, check: Check) -> bool:
    """Whether a control is reached from one place, passes cases on to one place, and gives nobody anything."""
    step = subject.procedure.steps[check.step]
    if len(subject.graph.incoming[check.step]) != 1 or len(check.kept) != 1:
        return False
    return not (step.gives or step.tells or step.makes) and len(step.next) == len(check.kept + check.turned_away)

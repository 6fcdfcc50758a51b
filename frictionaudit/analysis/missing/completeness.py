"""What a page does not say, in one account: performers, names, times, shares, and what would help most."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.coverage import routing_not_judged, steps_not_judged
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing import missing
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.unlabelled_decisions import unlabelled_decisions
from frictionaudit.analysis.patterns.unstated_shares import unstated_flows
from frictionaudit.analysis.sensitivity import guesses
from frictionaudit.results.completeness import Completeness
from frictionaudit.results.question import Question

ANSWERS = 3
"""Questions that an audit asks."""
_TOTALS = {
    "customer_minutes": "customers' time",
    "staff_minutes": "staff time",
    "lead_time": "the time from start to end",
}


def completeness(subject: Subject, measures: Measures, asked: tuple[Question, ...] | None = None) -> Completeness:
    """What the page leaves out; `asked` are its questions where somebody has found them already."""
    procedure = subject.procedure
    lacking = steps_not_judged(subject, measures)
    open_flows = {step: unstated_flows(subject, step) for step in subject.graph.steps}
    unlabelled = in_reading_order(subject, unlabelled_decisions(subject.graph))
    undecided = in_reading_order(subject, (step for step, flows in open_flows.items() if flows))

    def lacks(what: str) -> tuple[str, ...]:
        return in_reading_order(subject, (step for step, missing in lacking.items() if what in missing))

    told = Completeness(
        steps=len(procedure.steps),
        without_performer=in_reading_order(subject, (id for id, step in subject.tasks.items() if step.by is None)),
        without_name=in_reading_order(subject, (id for id, step in procedure.steps.items() if step.nameless)),
        without_conditions=tuple(describe(subject.graph, step) for step in unlabelled),
        without_effort=lacks("effort"),
        without_wait=lacks("waiting"),
        undecided=undecided,
        unknown_shares=sum(len(open_flows[step]) for step in undecided),
        within_bounds=routing_not_judged(subject),
        guesses=guesses(subject),
        cannot_tell=tuple(_cannot_tell(subject, measures)),
    )
    if not (told.gaps or told.guesses or told.cannot_tell):
        return told
    questions = missing(subject, measures) if asked is None else asked
    return told.model_copy(update={"answers": questions[:ANSWERS]})


def _cannot_tell(subject: Subject, measures: Measures) -> Iterator[str]:
    for key, words in _TOTALS.items():
        if not measures[key].value and measures[key].evidence.unknown:
            yield words
    if subject.procedure.volume is None and subject.efforts:
        yield "figures per year"

"""The measures of procedures alone, and where their time goes."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.burden.where_it_goes import where_it_goes
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing.by_name import by_name
from frictionaudit.application.audit import Sources, subjects
from frictionaudit.domain.procedure import Reading
from frictionaudit.results.audit import MeasuredProcedure
from frictionaudit.results.burden import BurdenBy, BurdenOfProcedure


def measure(read: Sources, keys: Sequence[str] = ()) -> list[MeasuredProcedure]:
    """The measures of everything that was read: all that are not costly, or those with the given keys."""
    prepared = subjects(reading.procedure for reading in read.readings)
    return [measured(subject, reading, keys) for subject, reading in zip(prepared, read.readings, strict=True)]


def measured(subject: Subject, reading: Reading, keys: Sequence[str]) -> MeasuredProcedure:
    """The measures of one procedure."""
    measures = Measures(subject)
    return MeasuredProcedure(
        id=subject.procedure.id,
        title=subject.procedure.title,
        source=reading.path,
        measures=by_name(subject, {key: measures[key] for key in (keys or measures)}),
    )


def burden(read: Sources, by: BurdenBy) -> list[BurdenOfProcedure]:
    """Where the burden of everything that was read lies, by one kind of place."""
    found = []
    for subject, reading in zip(subjects(r.procedure for r in read.readings), read.readings, strict=True):
        told = where_it_goes(subject, Measures(subject))
        procedure = subject.procedure
        lines = BurdenOfProcedure(
            id=procedure.id,
            title=procedure.title,
            source=reading.path,
            by=by,
            lines=told.by(by),
            unknown=told.unknown,
        )
        found.append(lines)
    return found

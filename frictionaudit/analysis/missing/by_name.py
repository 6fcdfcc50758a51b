"""What the measures of a drawing lack, by the names of its steps and parties: its ids mean nothing to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.results.measure import Measure


def by_name(subject: Subject, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures of a procedure; those of a page that nobody drew keep the ids that its author chose."""
    if not subject.procedure.drawn:
        return dict(measures)
    names: dict[str, str] = {}
    return {key: _named(subject, measure, names) for key, measure in measures.items()}


def _named(subject: Subject, measure: Measure, names: dict[str, str]) -> Measure:
    if not measure.evidence.unknown:
        return measure
    for text in measure.evidence.unknown:
        names.setdefault(text, _in_words(subject, text))
    unknown = tuple(dict.fromkeys(names[text] for text in measure.evidence.unknown))
    return replace(measure, evidence=replace(measure.evidence, unknown=unknown))


def _in_words(subject: Subject, text: str) -> str:
    """A text that is an id, or ends with one after its last space, with the name instead: channel of 'Call us'."""
    before, space, id = text.rpartition(" ")
    procedure = subject.procedure
    if id in procedure.steps:
        return f"{before}{space}{describe(subject.graph, id)}"
    if id in procedure.parties:
        return f"{before}{space}{procedure.party_label(id)}"
    name = getattr(procedure.forms.get(id) or procedure.documents.get(id), "name", None)
    return f"{before}{space}'{name}'" if name else text

"""What the measures of a drawing lack, by the names of its steps and parties: its ids mean nothing to a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, partial

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.results.measure import Basis, Measure


def by_name(subject: Subject, measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """The measures of a procedure; those of a page that nobody drew keep the ids that its author chose."""
    if not subject.procedure.drawn:
        return dict(measures)
    in_words = cache(partial(_in_words, subject))
    told: dict[int, Basis] = {}  # most measures of a drawing lack the same, so that they share one basis
    return {key: _named(measure, told, in_words) for key, measure in measures.items()}


def _named(measure: Measure, told: dict[int, Basis], in_words: Callable[[str], str]) -> Measure:
    basis = measure.evidence
    if not basis.unknown:
        return measure
    if id(basis) not in told:
        told[id(basis)] = replace(basis, unknown=tuple(dict.fromkeys(map(in_words, basis.unknown))))
    return replace(measure, evidence=told[id(basis)])


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

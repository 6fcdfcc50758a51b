"""Lines of the file where a text is about elements of a drawing that have no name, and none nearby either."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Reading
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.audit import Finding
from frictionaudit.results.completeness import Completeness
from frictionaudit.results.question import Question

_NOBODY_KNOWS = re.compile(r"\b(?:an|[0-9]+) unnamed ", re.IGNORECASE)


def with_lines(finding: Finding, reading: Reading) -> Finding:
    """The finding with the lines of its elements without a name, where its message cannot say which ones they are."""
    steps = reading.procedure.steps
    if not reading.procedure.drawn or not _NOBODY_KNOWS.search(finding.message):
        return finding
    places = {
        (span.line, "element" if steps[id_].implied else str(steps[id_].kind))
        for id_ in finding.steps
        if (span := reading.span("steps", id_)) is not None and not steps[id_].name
    }
    lines = {line for line, _ in places}
    if not lines or (finding.where is not None and lines == {finding.where.line}):
        return finding
    told = listed([f"{what} on line {line}" for line, what in sorted(places)], 5)
    return finding.model_copy(update={"message": f"{finding.message}. Without a name: {told}"})


def questions_with_lines(completeness: Completeness, reading: Reading) -> Completeness:
    """What is missing, with a line in each question that cannot say which element it is about."""
    if not reading.procedure.drawn:
        return completeness
    answers = tuple(_question_with_line(question, reading) for question in completeness.answers)
    return completeness.model_copy(update={"answers": answers})


def _question_with_line(question: Question, reading: Reading) -> Question:
    span = reading.span(*question.path[:2])
    if question.path[0] != "steps" or span is None or not _NOBODY_KNOWS.search(question.ask):
        return question
    return question.model_copy(update={"ask": f"{question.ask.removesuffix('?')} (line {span.line})?"})

"""Requirements that people can only get from the procedure itself, such as the receipt of a later payment.

The check finds documents that a later step gives, documents that the name of a later step of ours says it issues, and
proofs of a payment that comes later. It also finds what is written after an examination, such as a medical certificate,
if its issuer examines people only later in the procedure.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked_at, name_of, place_of
from frictionaudit.analysis.patterns.got_later import later_source
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for thing, steps in asked_at(procedure).items():
        document = procedure.documents.get(thing)
        if document is None:
            continue
        source = later_source(subject, thing, document, steps[0])
        if source is not None:
            asking, giving = (describe(subject.graph, step) for step in (steps[0], source))
            name = name_of(procedure, thing)
            message = f"{sentence(asking)} asks for '{name}', which people get only later, at {giving}"
            yield Breach(message, (steps[0], source), at=place_of(procedure, thing))

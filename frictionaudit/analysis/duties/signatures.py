"""How many signatures one document may need, on the path that needs the most.

Steps that give the same document are counted together, and each step that gives none is counted by itself. Roles that
only take part are no signatures.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import name_of
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, limit = measures.subject, int(duty.number or 0)
    signatures_of: dict[tuple[str, str], dict[str, int]] = {}
    for id, step in subject.procedure.steps.items():
        for key in [("", document) for document in step.gives] or [(id, "")]:
            if step.signatures:
                signatures_of.setdefault(key, {})[id] = step.signatures
    for (_, document), signatures_at in sorted(signatures_of.items()):
        total, signing = costliest_way(subject.graph, signatures_at)
        if total > limit:
            what = f"'{name_of(subject.procedure, document)}' needs" if document else "One document needs"
            yield Breach(f"{what} {total} signatures (limit {limit})", in_reading_order(subject, signing))

"""How many signatures one document may need: those of all steps that give it, on the way that needs most.

Roles that take part are no signatures. Steps that give no document count each for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import name_of
from frictionaudit.analysis.patterns.grouping import in_order
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, most = measures.subject, int(duty.number or 0)
    signing: dict[tuple[str, str], dict[str, int]] = {}
    for id, step in subject.procedure.steps.items():
        for key in [("", paper) for paper in step.gives] or [(id, "")]:
            if step.signatures:
                signing.setdefault(key, {})[id] = step.signatures
    for (_, paper), steps in sorted(signing.items()):
        total, found = costliest_way(subject.graph, steps)
        if total > most:
            what = f"'{name_of(subject.procedure, paper)}' needs" if paper else "one document needs"
            yield Breach(f"{what} {total} signatures; {most} is the most", in_order(subject, found))

"""The drawing beside the findings of a report."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.findings import in_report_order, with_findings
from frictionaudit.application.drawings.place import place
from frictionaudit.application.drawings.staff import staff
from frictionaudit.exports.audit.summary import grouped
from frictionaudit.results.audit import Burden, Finding
from frictionaudit.results.drawing import Drawing

POLISHED = 12
"""Procedures audited together up to which a search polishes each drawing."""


def drawn(subject: Subject, findings: Sequence[Finding], burden: Burden, of: int = 1) -> Drawing | None:
    """The procedure with marks at its open findings; None without a step. `of`: procedures audited together."""
    if not subject.procedure.steps:
        return None
    counting = [finding for finding in findings if finding.open]
    return place(
        with_findings(staff(subject), in_report_order(grouped(counting)), burden, key=False),
        effort=0 if of > POLISHED else None,
    )

"""The findings view of a procedure that nobody has audited yet: it is audited first."""

from __future__ import annotations

from frictionaudit.application.audit import Sources, audit
from frictionaudit.application.drawings.findings import in_report_order, with_findings
from frictionaudit.application.drawings.outline import Outline
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.exports.audit.summary import grouped


def audited(procedure: Procedure, outline: Outline, key: bool = True) -> Outline:
    """The staff view with the open findings of all rules, numbered as the report lists them."""
    (done,) = audit(Sources((Reading(procedure, {}),), (), ())).procedures
    return with_findings(outline, in_report_order(grouped(done.open)), done.burden, key)

"""An audit as an accessible PDF, to be sent to people who read no other format."""

from __future__ import annotations

from frictionaudit.exports.audit.document import document
from frictionaudit.exports.documents import pdf
from frictionaudit.results.audit import Audit


def write(audit: Audit) -> bytes:
    """The bytes of the file; UsageError where the package for it is not installed."""
    return pdf.write(document(audit))

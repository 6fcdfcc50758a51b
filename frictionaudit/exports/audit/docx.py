"""An audit as a file for Word, to be sent to people who read no other format."""

from __future__ import annotations

from frictionaudit.exports.audit.document import document
from frictionaudit.exports.documents import docx
from frictionaudit.results.audit import Audit


def write(audit: Audit) -> bytes:
    """The bytes of the file; UsageError where the package for it is not installed."""
    return docx.write(document(audit))

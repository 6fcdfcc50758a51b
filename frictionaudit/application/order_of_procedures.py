"""The order in which an audit lists the procedures of one file, such as the pools of a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from frictionaudit.results.audit import ProcedureAudit

_SMALL = 3
"""A start, one step and an end."""


def in_order(audits: Iterable[ProcedureAudit]) -> Iterator[ProcedureAudit]:
    """The procedures by file; of one file those with open findings first, and those of one step or none last."""
    for _, of_file in groupby(audits, key=lambda procedure: procedure.source):
        yield from sorted(of_file, key=lambda procedure: (not procedure.open, procedure.coverage.steps <= _SMALL))

"""Time limits and other duties in laws and codes, with their clause and whether it was checked first-hand."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.values import Value

CLOCKS = ("received", "acknowledged", "agreed", "informed", "validated", "submitted")
"""The events from which a limit can count."""
_READ = ("yes", "quoted")
CHECKS = (
    *("acknowledgement", "ceiling", "charter-items", "circular-requirement", "contact-after-acceptance"),
    *("denial-in-writing", "notice-of-disapproval", "open-ended-requirement", "payment-before-clock"),
    *("reference-number", "signatures", "unlisted-requirement"),
)
"""The kinds of check for duties."""


class Dated(Value):
    """Something that is valid from one day to another, both included; without a day it is open on that side."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def overlaps(self, other: Dated) -> bool:
        """Whether both are valid on some day."""
        begins = max(self.valid_from or date.min, other.valid_from or date.min)
        return begins <= min(self.valid_to or date.max, other.valid_to or date.max)


class TimeLimit(Dated):
    """How long something may take; `within` None means 'promptly', without a number."""

    id: str
    pack: str = Field(default="time-limits", description="the file it comes from; `under` of a page may name it")
    jurisdiction: str
    regime: str
    what: str
    within: Duration | None
    starts_at: str
    clause: str = ""
    seen: str = ""

    @property
    def cited(self) -> str:
        """The source as shown to people, marked where it was not checked first-hand."""
        return self.source if self.seen in _READ else f"{self.source} (source not checked first-hand)"

    @property
    def clock(self) -> str:
        """The event from which it counts, as one of CLOCKS; '' where it names none of them."""
        return next((word for word in CLOCKS if word in self.starts_at.split()), "")

    @property
    def source(self) -> str:
        """The regime with its clause."""
        regime, clause = self.regime.split(), self.clause.split()
        shared = next((n for n in range(len(clause), 0, -1) if regime[-n:] == clause[:n]), 0)
        return " ".join([*regime, *clause[shared:]])


class Duty(TimeLimit):
    """A duty of a law for a procedure, and how it is checked.

    `check` names the kind of check, `number` its limit, `seen` whether the clause was read or is from memory;
    `within` is set only where the law names a time.
    """

    check: str = Field(description="kind of check")
    number: float | None = None
    within: Duration | None = None
    starts_at: str = ""

    @property
    def cited(self) -> str:
        """The section, and whether the clause was read in excerpts or is from memory."""
        return f"{self.source} ({'clause read in excerpts' if self.seen == 'read' else 'clause from memory'})"

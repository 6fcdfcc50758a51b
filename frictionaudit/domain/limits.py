"""Legal and code limits on time, and other duties of law, with their clause and whether it was read first-hand."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.values import Value

CLOCKS = ("received", "acknowledged", "agreed", "informed", "validated", "submitted")
"""From when a limit can count."""
_READ = ("yes", "quoted")
CHECKS = (
    *("acknowledgement", "ceiling", "charter-items", "circular-requirement", "contact-after-acceptance"),
    *("denial-in-writing", "notice-of-disapproval", "open-ended-requirement", "payment-before-clock"),
    *("reference-number", "signatures", "unlisted-requirement"),
)
"""The kinds of check there are for duties."""


class Dated(Value):
    """Something that holds from one day to another, both included; without a day it is open on that side."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def overlaps(self, other: Dated) -> bool:
        """Whether there is a day on which both hold."""
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
        """The source as it is to be shown, with a mark where it was not read first-hand."""
        mark = "" if self.seen in _READ else " (not read first-hand)"
        return self._clause() + mark

    @property
    def clock(self) -> str:
        """From when it counts, as one of CLOCKS; '' where it names none of them."""
        return next((word for word in CLOCKS if word in self.starts_at.split()), "")

    def _clause(self) -> str:
        regime, clause = self.regime.split(), self.clause.split()
        shared = next((n for n in range(len(clause), 0, -1) if regime[-n:] == clause[:n]), 0)
        return " ".join([*regime, *clause[shared:]])


class Duty(TimeLimit):
    """What a law demands of a procedure, and how that is checked.

    `check` names the kind of check, `number` what it counts up to, `seen` whether the clause was read or is from
    memory; a time is only `within` where the law names one.
    """

    check: str = Field(description="kind of check")
    number: float | None = None
    within: Duration | None = None
    starts_at: str = ""

    @property
    def cited(self) -> str:
        """The section, and whether the clause was read in excerpts or is from memory."""
        return f"{self._clause()} ({'clause read in excerpts' if self.seen == 'read' else 'clause from memory'})"

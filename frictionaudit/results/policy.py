"""What a team has agreed on about its friction: what may stay until when, what was known, how much is too much."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.domain.values import Value


class Waiver(Value):
    """Somebody's word, in the settings, that a finding may stay for a while: why, who says so, and until when.

    It is for the findings of one rule in one file, folder or procedure, and where it says more, only for those
    all of whose steps it names, for those about one thing, or for the one with its fingerprint.
    """

    rule: str
    path: str | None = Field(default=None, description="file or folder, from the folder of the settings")
    procedure: str | None = None
    steps: tuple[str, ...] = ()
    about: str | None = Field(default=None, description="the form, field, document or flow that the findings are about")
    fingerprint: str | None = None
    reason: str
    by: str
    until: date = Field(description="the last day on which it counts")
    where: SourceSpan | None = None


class JudgedBudget(Value):
    """A friction budget beside the measure it is on. `kept` None: the measure is not known well enough to tell."""

    procedure: str
    measure: str
    limit: str = Field(description="the condition, for example `<= 45`")
    value: float | None
    unit: str
    kept: bool | None
    why: str = Field(default="", description="why it cannot be judged")
    where: SourceSpan | None = None


class KnownFinding(Value):
    """A finding as a baseline remembers it: what it is, not how it is worded or on which line it stands."""

    procedure: str
    rule: str
    fingerprint: str
    path: str = Field(default="", description="the file it was last seen in; it plays no part in recognising it")
    count: int = Field(default=1, ge=1)
    about: str = Field(default="", description="the form, field, document or flow that it is about")
    steps: tuple[str, ...] = Field(
        default=(), description="its steps; empty if they are no part of what identifies it, or not recorded"
    )

    @property
    def group(self) -> tuple[str, str, str]:
        """What it shares with findings of the same kind at other steps."""
        return self.procedure, self.rule, self.about

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it, in whatever file and words."""
        return self.procedure, self.fingerprint


class UnderReview(Value):
    """What an open or earlier review says of a finding: where it stands, who answers for it, and by when."""

    id: str
    owner: str
    state: Literal["to decide", "accepted", "disputed", "deferred"]
    until: date | None = Field(default=None, description="the last day of what was agreed; None where none was")

"""What drawing gives: the content of a file, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """The content of a file, and in words what it does not show."""

    content: str | bytes
    left_out: tuple[str, ...] = ()

"""Care in an audit: the element that a rule speaks for, and the ten points with their states."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.values import Value

Element = Literal["procedural", "personal", "physical"]
"""What care is made of: what the procedure makes people do, how people treat them, and the place. A rule has one."""

CarePointName = Literal[
    "on-time",
    "resolved-quickly",
    "calls-back",
    "honest",
    "asks-once",
    "no-rush",
    "no-exploitation",
    "customers-first",
    "right-first-time",
    "start-to-finish",
]
"""The ten points of care. A rule declares the one it speaks for."""

CareState = Literal["kept", "open", "not stated"]


class CarePoint(Value):
    """One of the ten points of care, in words, with the rules whose findings leave it open."""

    name: CarePointName | None = Field(default=None, description="the point in one word; None in older documents")
    point: str
    state: CareState
    rules: tuple[str, ...] = ()

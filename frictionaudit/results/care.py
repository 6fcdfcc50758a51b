"""The ten points of care, as an audit judges them."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.values import Value

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

    point: str
    state: CareState
    rules: tuple[str, ...] = ()

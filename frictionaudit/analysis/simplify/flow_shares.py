"""Shares of the flows of a decision, as they are added, scaled and made to sum to 1."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.domain.quantities import Assumed, Share


def added(first: Share | None, second: Share | None) -> Share | None:
    """The share of two flows together; unknown where one of them is."""
    if first is None or second is None:
        return None
    return first.model_copy(update={"value": min(1.0, round(first.value + second.value, 12))})


def normalised(shares: list[Share | None]) -> list[Share | None]:
    """Shares scaled to add up to 1; unchanged where one is unknown or all are 0. A single flow needs no share."""
    total = sum(share.value for share in shares if share is not None)
    if any(share is None for share in shares) or not total:
        return [None] * len(shares) if len(shares) == 1 else shares
    return [
        share.model_copy(update={"value": min(1.0, round(share.value / total, 12))}) if share is not None else None
        for share in shares
    ]


def scaled_shares(shares: Mapping[str, Share | None], key: str, factor: float, why: str) -> dict[str, Share | None]:
    """The shares of the flows of a step with one of them scaled; unchanged where one is unknown or nothing is left."""
    own = shares.get(key)
    if own is None or any(share is None for share in shares.values()) or own.value >= 1:
        return dict(shares)
    rest = (1 - own.value * factor) / (1 - own.value)
    return {
        flow: share.model_copy(
            update={
                "value": round(share.value * (factor if flow == key else rest), 12),
                "evidence": Assumed(why=why),
            }
        )
        for flow, share in shares.items()
        if share is not None
    }

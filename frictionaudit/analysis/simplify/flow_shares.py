"""Shares of the flows of a decision, as they are added, scaled and made to sum to 1."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.domain.quantities import Assumed, Share


def added(first: Share | None, second: Share | None) -> Share | None:
    """The share of two flows together; unknown where one of them is."""
    if first is None or second is None:
        return None
    return first.model_copy(update={"value": min(1.0, round(first.value + second.value, 12))})


def completed(shares: Mapping[str, Share | None]) -> dict[str, Share | None]:
    """The shares of the flows of an exclusive decision; a single one that is missing is what the others leave."""
    stated = [share for share in shares.values() if share is not None]
    left = round(1 - sum(share.value for share in stated), 12)
    if not stated or len(stated) != len(shares) - 1 or left < 0:
        return dict(shares)
    rest = stated[0].model_copy(update={"value": left})
    return {flow: rest if share is None else share for flow, share in shares.items()}


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
    shares = completed(shares)
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

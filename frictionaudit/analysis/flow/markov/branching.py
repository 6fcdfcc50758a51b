"""Which branches of a split one case takes together: the joint law behind the shares of an inclusive split.

A page states how often each branch is taken, and not which are taken together. The convention: each branch is drawn on
its own, and a draw without any branch is repeated, with chances such that each branch is taken as often as its share
says. Shares that sum to at most 1 leave no choice: the branches exclude each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Branching:
    """The joint law: the chance of each branch in one draw, and the chance that a draw takes any branch."""

    draws: tuple[float, ...]
    some: float
    exclusive: bool
    """Whether the branches exclude each other; then `1 - some` is the chance that none is taken."""

    @classmethod
    def parallel(cls, branches: int) -> Branching:
        """All branches."""
        return cls((1.0,) * branches, 1.0, exclusive=False)

    @classmethod
    def inclusive(cls, shares: Sequence[float]) -> Branching:
        """One or more branches, each with its share."""
        shares = tuple(min(1.0, share) for share in shares)
        total = sum(shares)
        if total <= 1 + 1e-12:
            return cls(shares, min(1.0, total), exclusive=True)
        some = 1.0 if any(share >= 1.0 for share in shares) else _chance_of_any(shares)
        return cls(tuple(share * some for share in shares), some, exclusive=False)

    def expected_product(self, factors: Sequence[float]) -> float:
        """The expected product of the factors of the branches that are taken; 0 in a case that takes none."""
        if self.exclusive:
            return sum(share * factor for share, factor in zip(self.draws, factors, strict=True))
        drawn = math.prod(1 - d + d * factor for d, factor in zip(self.draws, factors, strict=True))
        return (drawn - math.prod(1 - d for d in self.draws)) / self.some

    @property
    def none(self) -> float:
        """The share of cases that take no branch, where the stated shares leave such a rest."""
        return 1.0 - self.some if self.exclusive else 0.0

    def taken_after(self, branch: int, taken: bool) -> float:
        """The chance that a branch is taken, given whether one of the earlier branches was."""
        if self.exclusive:
            left = 1.0 - sum(self.draws[:branch])
            return 0.0 if taken or left <= 0.0 else min(1.0, self.draws[branch] / left)
        if taken:
            return self.draws[branch]
        left = 1.0 - math.prod(1.0 - draw for draw in self.draws[branch:])
        return min(1.0, self.draws[branch] / left) if left > 0.0 else 0.0


def _chance_of_any(shares: Sequence[float]) -> float:
    """The solution of N = 1 − Π(1 − share × N), by bisection: the chance that a draw takes any branch."""
    low, high = 1e-9, 1.0
    while high - low > 1e-15:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if 1.0 - math.prod(1.0 - share * middle for share in shares) > middle:
            low = middle
        else:
            high = middle
    return (low + high) / 2

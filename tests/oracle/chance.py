"""The random choices of one case, and a memory of routes already played."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Choices:
    """Draws each choice of a case, and records what was chosen; the first choices can be prescribed.

    `even` makes whatever can happen equally likely, so that rare routes are found.
    """

    def __init__(self, chance: random.Random, prescribed: Sequence[int] = (), even: bool = False) -> None:
        self.chance = chance
        self.even = even
        self.prescribed = prescribed
        self.taken: list[int] = []
        self.laws: list[list[float]] = []

    def choose(self, chances: Sequence[float]) -> int:
        """The position of the branch taken; a certain choice is not recorded."""
        if len(chances) == 1:
            return 0
        law = list(accumulate(float(share > 0) for share in chances) if self.even else accumulate(chances))
        number = len(self.taken)
        taken = self.prescribed[number] if number < len(self.prescribed) else draw(law, self.chance)
        self.taken.append(taken)
        self.laws.append(law)
        return taken


def draw(law: Sequence[float], chance: random.Random) -> int:
    """A position, by the cumulated chances."""
    taken = bisect_right(law, chance.random() * law[-1])
    while taken >= len(law) or (law[taken] - (law[taken - 1] if taken else 0.0)) <= 0:
        taken -= 1
    return taken

"""Headings of times: the unit that they give, and whose minutes stand below them."""

from __future__ import annotations

import re
from functools import lru_cache

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.tables.cells.units import amounts, in_figures
from frictionaudit.sources.tables.headings import Role, role_of, without_per
from frictionaudit.sources.tables.sides import known_side
from frictionaudit.sources.tables.wording import normal

_HINT = re.compile(r"[(\[](?:in )?([^()\[\]]*)[)\]]|\bin ([a-z]+)\.?$", re.IGNORECASE)
_WHOSE = {Side.CUSTOMER: "customer", Side.BACKSTAGE: "work"}


@lru_cache(maxsize=4096)
def unit_of_heading(heading: str) -> str:
    """The unit of the numbers below a heading: 'hours' of 'Time (in hours)', 'days' of 'Working days'.

    Where no unit is known, it is what the heading has in brackets, '' without any.
    """
    hint = _HINT.search(heading.strip())
    said = ((hint[1] or hint[2] or "") if hint else "").strip()
    words = without_per(normal(heading)).split()
    for unit in (said, " ".join(words[-2:]), " ".join(words[-1:])):
        if len(unit) > 1 and amounts(in_figures(f"1 {unit}")).whole:
            return unit
    return said


@lru_cache(maxsize=4096)
def whose_time(heading: str) -> tuple[str, bool]:
    """Whose time a heading means, 'customer' or 'work' (of staff), and whether it says that it means a time.

    'Staff effort (mins)' is ('work', True), 'Customer (min)' ('customer', True), 'Customer' ('customer', False).
    """
    words = normal(heading).split()
    for name, rest in ((" ".join(words[:-1]), " ".join(words[-1:])), (" ".join(words), "")):
        side = known_side(name) if name else None
        whose = _WHOSE.get(side) if side else None
        if whose and (not rest or role_of(rest) in (Role.EFFORT, Role.TIME)):
            return whose, bool(rest) or amounts(f"1 {unit_of_heading(heading).casefold()}").whole
    return "", False


def is_unit(heading: str) -> bool:
    """Whether a heading is only a unit of time: 'Days', '(min)', 'Working hours'."""
    unit = normal(heading) or heading.strip(" ()[].")
    return len(unit) > 1 and amounts(in_figures(f"1 {unit}")).whole

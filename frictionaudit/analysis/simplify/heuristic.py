"""What a heuristic is: a page as docstring, and ideas, each a rewrite of the procedure as changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import ClassVar

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.changes import Change
from frictionaudit.domain.values import Value
from frictionaudit.results.audit import Safety


@dataclass(frozen=True)
class Idea:
    """One simplification: what to change, at which steps, and what is given up with it.

    No number in the changes is typed in: each follows from what the page says, and says how where it is assumed.
    `trade_off` tells what the part was protecting, as far as the page says; empty where nothing is lost.
    """

    title: str
    changes: tuple[Change, ...]
    steps: tuple[str, ...] = ()
    trade_off: str = ""


class Heuristic(Value):
    """A way to simplify. Its docstring is its page; `answers` are the rules whose findings it can resolve.

    `number` is its number among the 29 redesign heuristics of Reijers and Liman Mansar (2005), None for one of care.
    A `candidate` needs somebody who knows the case; a `mechanical` one follows from the page.
    """

    number: ClassVar[int | None] = None
    answers: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[Safety] = "candidate"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        """Everything in the procedure that could be simplified in this way."""
        raise NotImplementedError

    @classmethod
    @cache
    def name(cls) -> str:
        """The readable name, from the class: AskOnlyOnce is ask-only-once."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def page(cls) -> str:
        """What the heuristic does, and when to leave it."""
        return cleandoc(cls.__doc__ or "")

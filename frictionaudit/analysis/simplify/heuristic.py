"""What a heuristic is: its page as the docstring, and ideas, each a rewrite of the procedure as changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from inspect import cleandoc
from typing import Any, ClassVar

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.scale_effort import EVERY_QUESTION
from frictionaudit.domain.changes import Change
from frictionaudit.domain.values import Value
from frictionaudit.results.audit import Safety, Suggestion


@dataclass(frozen=True)
class Idea:
    """One simplification: what to change, at which steps, and the trade-off.

    Every number in the changes follows from the page, and says how where it is assumed. `trade_off` says what the
    changed part was protecting, as far as the page tells; it is empty where nothing is lost. `assumes` is a clause that
    would have to be true for the whole effect; `check` says what somebody has to look at before. An idea with either
    needs judgement, whatever its heuristic, unless it only assumes how long each question takes.
    """

    title: str
    changes: tuple[Change, ...]
    steps: tuple[str, ...] = ()
    trade_off: str = ""
    assumes: str = ""
    check: str = ""


class Heuristic(Value):
    """One kind of simplification. Its docstring is its page; `answers` lists the rules whose findings it can fix.

    `number` is its number among the 29 redesign heuristics of Reijers and Liman Mansar (2005); heuristics of
    procedural care have none. A `mechanical` heuristic follows from the page; a `candidate` needs judgement by someone
    who knows the procedure. `announces` marks heuristics that only repeat what the page knows (documents, fees, times):
    in a set of ideas they come last, so that they announce nothing that another idea changes. `lessens` has the parts
    of the customer's effort that its ideas can lessen by an amount that no page tells, such as a queue that people can
    leave.
    """

    number: ClassVar[int | None] = None
    answers: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[Safety] = "candidate"
    announces: ClassVar[bool] = False
    lessens: ClassVar[tuple[str, ...]] = ()

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        """Every place in the procedure that could be simplified like this."""
        raise NotImplementedError

    def beside(self, subject: Subject, idea: Idea) -> Idea:
        """One of its ideas with what is to be said of it in a version in which others are carried out too."""
        same = next((found for found in self.ideas(subject, Measures(subject)) if found.title == idea.title), None)
        return idea if same is None else replace(idea, trade_off=same.trade_off, check=same.check)

    def safety_of(self, idea: Idea) -> Safety:
        """Whether one of its ideas follows from the page, or needs judgement."""
        return "candidate" if idea.assumes not in ("", EVERY_QUESTION) or idea.check else self.safety

    def suggestion(self, idea: Idea, **proof: Any) -> Suggestion:
        """One of its ideas as a suggestion; `proof` has the effect and the findings that differ."""
        return Suggestion(
            title=idea.title,
            changes=idea.changes,
            trade_off=idea.trade_off,
            assumes=idea.assumes,
            check=idea.check,
            safety=self.safety_of(idea),
            heuristic=self.name(),
            answers=self.answers,
            steps=idea.steps,
            **proof,
        )

    @classmethod
    @cache
    def name(cls) -> str:
        """The readable name, from the class: AskOnlyOnce is ask-only-once."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def page(cls) -> str:
        """What the heuristic does, and when not to use it."""
        return cleandoc(cls.__doc__ or "")

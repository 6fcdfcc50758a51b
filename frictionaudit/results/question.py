"""What a page leaves out, asked as a person would ask it."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.values import FrozenDict, Lookup, Value


class Question(Value):
    """One figure, or one name, that is missing at a place of a page."""

    id: str = Field(description="the place as one word, for example steps.check.effort.work")
    path: tuple[str, ...] = Field(description="where the answer belongs; entries of a list by their key")
    beside: Lookup[str] = Field(
        default=FrozenDict(), description="what identifies an entry of a list, printed with the answer"
    )
    ask: str = Field(description="the question in words")
    expected: str = Field(description="how to write the answer")
    why: str = Field(description="what depends on the answer")
    draft: Lookup[str] = Field(
        default=FrozenDict(),
        description="what is assumed until the answer is given, by place below the path; printed to be corrected",
    )
    weight: float = Field(description="how much depends on the answer, as parts of the totals of a case, added up")

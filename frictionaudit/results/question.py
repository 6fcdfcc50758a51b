"""What a page leaves out that would be worth knowing, asked as a person would ask it."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.values import FrozenDict, Lookup, Value


class Question(Value):
    """One number, or one name, that is missing at a place of a page."""

    id: str = Field(description="the place as one word, for example steps.check.effort.work")
    path: tuple[str, ...] = Field(description="where the answer belongs; of a list, the entry by its key")
    beside: Lookup[str] = Field(
        default=FrozenDict(), description="what an entry of a list says beside the answer, so that it is known again"
    )
    ask: str = Field(description="the question in words")
    expected: str = Field(description="how an answer is written")
    why: str = Field(description="what hangs on it")
    weight: float = Field(description="what hangs on it, as parts of the totals of a case, added up")

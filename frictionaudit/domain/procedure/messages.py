"""Messages to the customer, call-backs promised in a step, and what can go wrong there."""

from __future__ import annotations

from pydantic import Field

from frictionaudit.domain.quantities import Duration, Share
from frictionaudit.domain.values import Id, Value


class Tells(Value):
    """What the customer is told in a step; any of it makes the step a message to the customer.

    `true` says that they are told, a text says how or to whom; they are not told what is absent.
    """

    result: bool | str = False
    eligibility: bool | str = False
    documents: bool | str = False
    cost: bool | str = False
    time: bool | str = False
    next: bool | str = False
    reason: bool | str = False
    options: bool | str = False
    redress: bool | str = False
    contact: bool | str = False
    reference: bool | str = False
    delay: bool | str = False
    feedback: bool | str = False

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.model_fields_set)  # most steps set none


class CallBack(Value):
    """A promise to call the customer back."""

    within: Duration | None = Field(default=None, description="by when; absent: no time is given")
    by: Id | None = Field(default=None, description="the party that calls; absent: nobody in particular")
    otherwise: str | None = Field(default=None, description="what the customer can do where no call comes")


class Disruption(Value):
    """Something that makes a step fail or run late, and what is done about it.

    The visits in which it happens last longer by what it `takes`. If the flow draws a branch to `recovered_by` that
    only some cases take, the steps of the branch take the time instead.
    """

    what: str = Field(min_length=1, description="what happens, for example `the machine has broken down`")
    share: Share | None = Field(default=None, description="share of the visits to the step in which it happens")
    tells: Tells = Field(default=Tells(), description="what the customer is told then")
    options: tuple[str, ...] = Field(default=(), description="what the customer may choose then")
    recovered_by: Id | None = Field(default=None, description="the step that puts it right")
    takes: Duration | None = Field(default=None, description="how long the case waits until it is put right")

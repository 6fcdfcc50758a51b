"""The parties: customers, frontstage and backstage staff, and third parties; and groups of customers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from frictionaudit.domain.procedure.means import known_means
from frictionaudit.domain.quantities import Money, Rate, Share
from frictionaudit.domain.quantities.calendar import OpeningHours
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import FrozenDict, Lookup, Value, Whole


class Side(StrEnum):
    """The side of the counter on which a party works."""

    CUSTOMER = "customer"
    FRONTSTAGE = "frontstage"
    BACKSTAGE = "backstage"
    THIRD = "third"

    @property
    def ours(self) -> bool:
        """Whether they belong to the organisation."""
        return self in (Side.FRONTSTAGE, Side.BACKSTAGE)


class Bearer(StrEnum):
    """Whose time an effort takes."""

    CUSTOMER = "customer"
    STAFF = "staff"
    CONTRACTOR = "contractor"
    THIRD = "third"


class Target(Value):
    """What a party is measured by, as its people are told."""

    what: str = Field(min_length=1, description="the target in words, for example `close 30 cases a day`")
    counts: Literal["cases closed", "speed", "volume", "cases solved", "right first time", "satisfaction"] | None = (
        Field(default=None, description="what the target counts; absent: not known")
    )


class Party(Value):
    """Somebody who does steps: a role, a team, an office."""

    side: Side
    outside: bool = Field(
        default=False, description="a contractor who acts for you; their minutes and cost count apart from staff's"
    )
    name: str | None = None
    unit: str | None = Field(default=None, description="the department they belong to")
    cost: Rate | None = Field(default=None, description="cost of an hour of their time, for example 28 GBP/h")
    authority: Money | None = Field(default=None, description="amount up to which they may decide alone")
    discretion: tuple[str, ...] | None = Field(
        default=None,
        description="exceptions that they may grant without asking, in words; absent: not known; []: none",
    )
    capacity: Whole | None = Field(default=None, ge=0, description="how many people work on it at a time")
    serves_first: Literal["customers", "internal work"] | None = Field(
        default=None, description="what comes first when both are waiting; absent: not known"
    )
    target: Target | None = Field(default=None, description="what the party is measured by; absent: not known")

    @field_validator("discretion", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @field_validator("target", mode="before")
    @classmethod
    def _target_in_words(cls, value: Any) -> Any:
        return {"what": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _outside_acts_for_us(self) -> Party:
        if self.outside and not self.side.ours:
            raise UnreadableValueError(
                f"`outside` is for contractors who act for you, and the side is `{self.side}`",
                "remove `outside`, or set `side: backstage` (`frontstage` where customers meet them)",
            )
        return self

    @property
    def bearer(self) -> Bearer:
        """Whose time its work takes; a customer's party has no work of its own, so staff do it beside them."""
        if self.side is Side.THIRD:
            return Bearer.THIRD
        return Bearer.CONTRACTOR if self.outside else Bearer.STAFF


Factor = Annotated[float, Field(gt=0, le=1000)]


class CustomerGroup(Value):
    """Customers for whom the procedure differs: other shares of flows, other effort, other needs."""

    share: Share = Field(description="part of all cases")
    name: str | None = None
    flows: Lookup[Share] = Field(default=FrozenDict(), description="shares that differ for this group, by 'STEP>FLOW'")
    effort: Lookup[Factor] = Field(
        default=FrozenDict(), description="factor on customer effort, by part; `all` is every other part"
    )
    needs: tuple[str, ...] = Field(default=(), description="languages, formats and help they need")
    without: tuple[str, ...] = Field(default=(), description="what they do not have, such as `web`, `printer` or `car`")
    free: OpeningHours | None = Field(
        default=None, description="hours in which they can come or call, such as `Mon-Fri 17:00-20:00`; absent: any"
    )
    urgent: bool = Field(default=False, description="whether they cannot wait as long as others")

    @field_validator("without", mode="before")
    @classmethod
    def _without_one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @field_validator("without")
    @classmethod
    def _known_means(cls, without: tuple[str, ...]) -> tuple[str, ...]:
        return known_means(without)

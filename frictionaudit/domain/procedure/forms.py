"""What is asked of the customer: forms with their fields, and documents with their issuers."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field as Spec
from pydantic import field_validator

from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Id, Value

Purpose = Literal[
    "programme integrity",
    "impulse control",
    "privacy",
    "targeting",
    "useful information",
    "safety",
    "law",
]


class Because(Value):
    """Why a friction is right: its purpose, and the law, study or decision behind it."""

    purpose: Purpose
    basis: str | None = Spec(
        default=None, description="law, study or decision; a purpose without one is itself flagged"
    )
    covers: tuple[str, ...] = Spec(default=(), description="rule codes it answers; none given means all")


class Channel(StrEnum):
    """Where a step happens."""

    WEB = "web"
    APP = "app"
    EMAIL = "email"
    CHAT = "chat"
    PHONE = "phone"
    POST = "post"
    COUNTER = "counter"
    HOME = "home"
    ONSITE = "onsite"
    INTERNAL = "internal"

    @property
    def in_person(self) -> bool:
        """Whether the customer has to come in person."""
        return self in (Channel.COUNTER, Channel.ONSITE)


Preference = Literal["channel", "time", "language", "form of address"]


class Field(Value):
    """One question of a form, about one data item."""

    data: Id = Spec(description="the data item it asks for; the same item has the same name everywhere")
    label: str | None = Spec(default=None, description="the question as printed")
    required: bool = True
    known: bool = Spec(default=False, description="the organisation holds this item already")
    prefilled: bool = Spec(default=False, description="shown filled in, to be checked only")
    used_by: tuple[Id, ...] | None = Spec(
        default=None, description="steps that read the answer; absent: not known; []: nobody reads it"
    )
    purpose: str | None = None
    basis: str | None = Spec(default=None, description="law or rule that demands it")
    sensitive: bool = False
    preference: Preference | None = Spec(
        default=None, description="the answer says how the customer would like to be treated"
    )
    because: Because | None = None


class Form(Value):
    """Something to fill in, on paper, on a screen or in a conversation."""

    name: str | None = None
    channel: Channel | None = None
    fields: tuple[Field, ...] | None = Spec(default=None, description="absent: not known; []: none")
    signature: bool = Spec(default=False, description="has to be signed by hand")
    because: Because | None = None

    @field_validator("fields")
    @classmethod
    def _each_item_once(cls, fields: tuple[Field, ...] | None) -> tuple[Field, ...] | None:
        items = [field.data for field in fields or ()]
        repeated = sorted({item for item in items if items.count(item) > 1})
        if repeated:
            names = ", ".join(f"'{item}'" for item in repeated)
            raise UnreadableValueError(f"the form asks for {names} twice", "keep one of the two questions")
        return fields

    def field(self, data: str) -> Field | None:
        """The question about a data item, if the form has it."""
        return next((field for field in self.fields or () if field.data == data), None)


Proof = Literal["original", "copy", "certified", "notarised", "digital"]
ISSUER_WORDS = ("us", "customer", "authority", "third")


class Document(Value):
    """A paper or file that the customer has to bring or that the organisation hands out."""

    name: str | None = None
    issued_by: str | None = Spec(
        default=None,
        description="a party's id, or us (unit not known), customer, authority (another public body), third",
    )
    where: str | None = Spec(default=None, description="where to get it, as printed")
    proof: Proof | None = None
    known: bool = Spec(default=False, description="the organisation holds it already")
    shows: tuple[Id, ...] = Spec(
        default=(), description="data items that can be read from it, with the same names as in the forms"
    )
    text: str | None = Spec(default=None, description="what a letter or message says, word for word")
    because: Because | None = None


def asked(value: Any) -> Any:
    """One id or a list of ids, as a list."""
    return [value] if isinstance(value, str) else value

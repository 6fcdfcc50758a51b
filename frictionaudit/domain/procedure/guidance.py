"""What customers read about a procedure and no single step says: for whom it is not, key points, redress, contact."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.values import Value

WEB = r"^https?://[^\s<>\"']+$"
"""A web address, and no other kind of address: a page must not run what its text says."""


class NotFor(Value):
    """People or cases for whom the procedure is not meant."""

    who: str = Field(min_length=1, description="the people or cases, for example `things made to measure`")
    instead: str | None = Field(default=None, description="what they do instead")


class Appeal(Value):
    """Somewhere to turn for people who disagree or are not content."""

    what: str = Field(min_length=1, description="the kind of redress, such as appeal, complaint or ombudsman")
    to: str | None = Field(default=None, description="the body that decides")
    how: str | None = Field(default=None, description="how to reach it, such as a form, an address or a phone number")
    within: Duration | None = Field(default=None, description="time limit for customers; absent: not known")
    from_: str | None = Field(default=None, alias="from", description="from when the time limit counts, in words")


class Contact(Value):
    """Whom to ask."""

    name: str | None = Field(default=None, description="a person or a desk")
    phone: str | None = Field(default=None, description="number as printed")
    email: str | None = Field(default=None, description="e-mail address")
    web: str | None = Field(default=None, pattern=WEB, description="web address that begins with https://")
    hours: str | None = Field(default=None, description="when somebody answers, in words")


class Guidance(Value):
    """What the customer's page says that no step says; `publish` writes it."""

    start: str | None = Field(
        default=None, pattern=WEB, description="web address of the form or service with which people start"
    )
    who: str | None = Field(default=None, description="people who may use the procedure")
    not_for: tuple[NotFor, ...] = Field(default=(), description="people who may not use it, and what they do instead")
    key_points: tuple[str, ...] = Field(default=(), description="what people need to know first, in plain words")
    if_late: str | None = Field(default=None, description="what happens when the promised time is not kept")
    if_silent: str | None = Field(default=None, description="what people can do when they hear nothing")
    keep: tuple[str, ...] = Field(default=(), description="records that people should keep")
    status: str | None = Field(default=None, description="how people see where their case stands")
    appeals: tuple[Appeal, ...] = Field(default=(), description="appeal, complaint and ombudsman, with time limits")
    contact: Contact | None = Field(default=None, description="whom to ask about the procedure")
    report: Contact | None = Field(default=None, description="where people report an error on the page")
    legal_basis: tuple[str, ...] = Field(default=(), description="laws behind the procedure, as they are cited")
    reviewed: date | None = Field(default=None, description="day on which the owner last reviewed the text")

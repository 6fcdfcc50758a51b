"""One walk through a procedure as the customer: each step, what it asked, and the account at the end."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.quantities import Money
from frictionaudit.domain.values import Value
from frictionaudit.results.customer_page import Actor, Told


class Account(Value):
    """What it has cost so far: counts, minutes of the customer's own time, minutes on the clock, and money."""

    steps: int = Field(default=0, description="steps that the customer took")
    minutes: float = Field(default=0.0, description="the customer's own time")
    elapsed: float = Field(default=0.0, description="minutes on the clock since the start")
    forms: int = 0
    questions: int = 0
    asked_again: tuple[str, ...] = Field(default=(), description="data items that were asked more than once")
    documents: int = 0
    contacts: int = Field(default=0, description="times the case crossed between the customer and the organisation")
    messages: int = Field(default=0, description="steps in which the customer was told something")
    money: tuple[Money, ...] = Field(default=(), description="by currency")
    unpriced: int = Field(default=0, description="fees without an amount")
    silence: float = Field(default=0.0, description="the longest stretch without a message, in minutes on the clock")
    unknown: tuple[str, ...] = Field(default=(), description="steps whose times the page does not say")


class Mishap(Value):
    """Something that went wrong at a step."""

    what: str
    tells: tuple[Told, ...] = ()
    options: tuple[str, ...] = ()
    recovered_by: str | None = None
    minutes: float | None = Field(default=None, description="until it was put right; None where the page does not say")


class Option(Value):
    """One path that can be taken: its condition, where it leads, and how many cases take it."""

    key: str
    when: str
    leads_to: str
    share: float | None = None


class Scene(Value):
    """A step as it is met on the way, with what it took this time and the account after it."""

    id: str
    name: str
    actor: Actor
    party: str | None = None
    channels: tuple[str, ...] = ()
    visit: int = Field(default=1, description="how often the step has been met, this time included")
    waited: float = Field(default=0.0, description="minutes on the clock before it could begin")
    own_minutes: float = 0.0
    asks: tuple[str, ...] = Field(default=(), description="names of forms and documents")
    questions: tuple[str, ...] = ()
    pays: tuple[str, ...] = Field(default=(), description="fees in words")
    told: tuple[Told, ...] = ()
    options: tuple[str, ...] = Field(default=(), description="what the customer may choose here beside the paths")
    mishaps: tuple[Mishap, ...] = ()
    outcome: str | None = None
    event: bool = Field(default=False, description="whether it happens on the way, and nobody does it")
    paths: tuple[Option, ...] = Field(default=(), description="paths from here, where there are several")
    yours: bool = Field(default=False, description="whether the customer decides which path is taken")
    taken: str | None = Field(default=None, description="key of the path that was taken")
    account: Account


class Spared(Value):
    """A simplification that would have helped on this walk, with its proven effect on an average case."""

    title: str
    saves: str = Field(description="in words")
    steps: tuple[str, ...] = ()


class Walk(Value):
    """The whole walk."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str
    title: str
    aim: str | None = Field(default=None, description="the title after 'You set out to'; None where it is no phrase")
    seed: int | None = None
    group: str | None = None
    scenes: tuple[Scene, ...]
    account: Account
    end: str | None = Field(default=None, description="the ending that was reached; None where it was cut short")
    outcome: str | None = None
    spared: tuple[Spared, ...] = ()
    notes: tuple[str, ...] = ()

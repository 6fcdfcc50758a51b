"""What a customer's page says: what will happen, when, what it costs and what people may choose, as plain data."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from frictionaudit.domain.procedure import Fee, Guidance
from frictionaudit.domain.quantities import Duration, Measured, Money
from frictionaudit.domain.values import FrozenDict, Lookup, Value

Actor = Literal["you", "we", "third", "event", "end"]
"""Who does a step, seen from the customer; an event happens, and an end is where the case stops."""


class Told(Value):
    """One thing that people are told; the text is empty where the procedure only says that they are told."""

    what: str = Field(description="the key under `tells`, such as cost or next")
    text: str = ""


class Needed(Value):
    """Something to have at hand: a document, or the answers to a form."""

    kind: Literal["document", "form"]
    name: str
    proof: str | None = None
    where: str | None = None
    held: bool = Field(default=False, description="whether the organisation holds it already")
    questions: tuple[str, ...] = ()
    optional: tuple[str, ...] = Field(default=(), description="those questions that may be left empty")
    signature: bool = False
    step: str = Field(description="name of the step that asks for it")
    always: bool = Field(default=True, description="whether every case, or nearly every one, needs it")


class Price(Value):
    """Something to pay, with the step at which it is due."""

    fee: Fee
    step: str
    always: bool = Field(default=True, description="whether every case, or nearly every one, pays it")


class Wait(Value):
    """A wait before a step, and whose turn it is."""

    turn: Literal["we", "you", "third"]
    time: Duration | None = Field(description="None where it is not known how long")


class Trouble(Value):
    """What can go wrong at a step, and what is done then."""

    step: str
    what: str
    tells: tuple[Told, ...] = ()
    options: tuple[str, ...] = ()
    recovered_by: str | None = None
    takes: Duration | None = None


class Branch(Value):
    """One of several continuations of a step."""

    when: str = ""
    share: float | None = Field(default=None, description="share of the cases that take it; None where unknown")
    turns: tuple[Turn, ...] = ()
    goes_to: str | None = Field(default=None, description="the step, described elsewhere, with which it goes on")
    main: bool = Field(default=False, description="whether it is the path on which the next step follows")


class Turn(Value):
    """A step as a customer sees it."""

    id: str
    name: str
    actor: Actor
    party: str | None = None
    channels: tuple[str, ...] = ()
    own_time: Duration | None = Field(default=None, description="the customer's time, where it can be added up")
    waits: tuple[Wait, ...] = ()
    needs: tuple[Needed, ...] = ()
    gives: tuple[str, ...] = Field(default=(), description="names of the documents handed out")
    fees: tuple[Fee, ...] | None = None
    tells: tuple[Told, ...] = ()
    options: tuple[str, ...] = ()
    deadline: Duration | None = None
    otherwise: str | None = Field(default=None, description="what happens when the deadline passes")
    outcome: str | None = None
    split: Literal["or", "and", "any"] | None = None
    branches: tuple[Branch, ...] = ()


class Promised(Value):
    """A time to which the organisation commits itself."""

    start: str = Field(description="name of the step from which the time counts")
    end: str = Field(description="name of the step by which it is done")
    within: Duration
    whole: bool = Field(default=False, description="whether it covers the procedure up to an end")
    published: str | None = None
    basis: str | None = Field(default=None, description="the law or rule behind it, in words")
    note: str | None = None
    kept: float | None = None
    likely: float | None = Field(default=None, description="share of the played cases that keep it, for the owner")
    counted: Measured | None = Field(default=None, description="on how many cases, when and where it was counted")


class Elapsed(Value):
    """How long the whole takes from start to end, in minutes on the clock."""

    half: float
    most: float = Field(description="nine in ten cases are done within it")
    at_least: bool = Field(default=False, description="whether some times are not known and count as none")


class Ending(Value):
    """A place at which cases stop, in the played cases."""

    id: str
    name: str
    share: float = Field(description="of the cases that come there")
    minutes: tuple[float, float] | None = Field(
        default=None, description="on the clock, between which nine in ten of them lie; None where a time is not known"
    )


class Entry(Value):
    """A line of the timeline: what happens, and on which day at the earliest and at the latest."""

    id: str
    name: str
    actor: Actor
    first: date
    last: date
    days: tuple[int, int] = Field(description="working days since the start, at the earliest and at the latest")
    sure: bool = Field(default=True, description="False where a time on the way is not known")
    promise: bool = Field(default=False, description="whether it is the day by which something is promised")


class Timeline(Value):
    """The likeliest course of a case from a day on, on the calendar of the organisation."""

    start: date
    entries: tuple[Entry, ...]
    hours: str
    country: str | None = None
    closed: tuple[date, ...] = Field(default=(), description="holidays within the time shown")


class Consequence(Value):
    """What a path means: what follows at once, what it may cost, and how it may end; least and most over all ends."""

    when: str
    share: float | None = None
    first: str | None = Field(default=None, description="the next thing that happens")
    steps: tuple[int, int] = Field(description="steps that the customer takes, least and most")
    fees: tuple[tuple[Money, Money], ...] = Field(default=(), description="amounts due, least and most, by currency")
    unpriced: bool = Field(default=False, description="whether something may be due there without a known amount")
    told_cost: str = Field(default="", description="what people are told of the cost on the way")
    wait: tuple[float, float] | None = Field(
        default=None, description="minutes on the clock that are waited, least and most; None where one is not known"
    )
    ends: tuple[str, ...] = ()


class Choice(Value):
    """A decision that the customer takes, with its paths."""

    id: str
    step: str
    paths: tuple[Consequence, ...]
    options: tuple[str, ...] = ()


class Redress(Value):
    """A bad ending, and what people can do about it."""

    end: str
    tells: tuple[Told, ...] = ()
    options: tuple[str, ...] = ()


class Revision(Value):
    """The version of the design that a page was made from."""

    digest: str = Field(description="of all that the procedure says")
    number: int | None = Field(default=None, description="of the version in the history; None where none is kept")
    recorded: date | None = None
    current: bool = Field(default=True, description="whether the history holds just this")


class Readability(Value):
    """How hard a page is to read; a figure is None where it cannot be told for the language."""

    words: int
    sentence: float = Field(description="words per sentence")
    lix: float | None = None
    age: float | None = Field(default=None, description="reading age of an English text, in years")
    hard: Lookup[str] = Field(default=FrozenDict(), description="jargon, each word with a plainer one")
    longest: str = Field(default="", description="the longest sentence")


class CustomerPage(Value):
    """The page of one procedure for the people who go through it."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str
    title: str
    kind: str
    language: str = Field(description="in which the procedure is described")
    translations: Lookup[Lookup[str]] = FrozenDict()
    organisation: str | None = None
    owner: str | None = None
    country: str | None = Field(default=None, description="ISO 3166 code")
    summary: str | None = None
    guidance: Guidance = Guidance()
    tells: tuple[Told, ...] = Field(default=(), description="what people are told at the start")
    channels: tuple[str, ...] = Field(default=(), description="by which the customer can take steps")
    needs: tuple[Needed, ...] = ()
    prices: tuple[Price, ...] = ()
    free: bool = Field(default=False, description="whether every step says that it costs nothing")
    own_minutes: float | None = Field(default=None, description="expected minutes of the customer's own time")
    own_steps: float | None = Field(default=None, description="expected steps that the customer takes")
    elapsed: Elapsed | None = None
    promises: tuple[Promised, ...] = ()
    endings: tuple[Ending, ...] = Field(default=(), description="the likeliest first")
    timeline: Timeline | None = None
    starts: tuple[str, ...] = Field(default=(), description="ids of the turns with which a case begins")
    turns: tuple[Turn, ...] = ()
    choices: tuple[Choice, ...] = ()
    after: tuple[Turn, ...] = Field(default=(), description="what follows after the last thing that the customer sends")
    reference: tuple[Told, ...] = Field(default=(), description="references that people are given")
    troubles: tuple[Trouble, ...] = ()
    redress: tuple[Redress, ...] = ()
    redress_told: tuple[str, ...] = Field(default=(), description="what people are told of redress in any step")
    contacts: tuple[str, ...] = ()
    laws: tuple[str, ...] = Field(default=(), description="legal basis, in words")
    languages: tuple[str, ...] = Field(default=(), description="in which the procedure is available")
    revision: Revision
    missing: tuple[str, ...] = Field(default=(), description="what the owner would have to add, for the owner alone")


Branch.model_rebuild()

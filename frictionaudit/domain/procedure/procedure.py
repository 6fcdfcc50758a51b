"""The procedure: all that a page says, as one frozen value without graph, file or clock."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import escape
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from frictionaudit.domain.procedure.effort import CUSTOMER_PARTS
from frictionaudit.domain.procedure.forms import Because, Document, Form
from frictionaudit.domain.procedure.guidance import Guidance
from frictionaudit.domain.procedure.names import made_up
from frictionaudit.domain.procedure.parties import Bearer, CustomerGroup, Party, Side
from frictionaudit.domain.procedure.places import Place
from frictionaudit.domain.procedure.promises import Promise, Published
from frictionaudit.domain.procedure.references import PagePath, faults
from frictionaudit.domain.procedure.steps import Flow, Step, StepKind
from frictionaudit.domain.quantities import Calendar, Money, Rate, Share, Volume
from frictionaudit.domain.values import FrozenDict, Id, Lookup, Table, Value

_ORDINALS = ("first ", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ")

ProcedureKind = Literal["complaint", "return", "permit", "order", "appointment", "fine", "fulfilment", "claim", "other"]


class Procedure(Value):
    """A procedure as its owner describes it; a page in YAML has exactly this shape."""

    id: Id
    title: str = Field(min_length=1)
    kind: ProcedureKind = "other"
    owner: str | None = Field(default=None, description="who is responsible for the whole procedure")
    organisation: str | None = Field(
        default=None,
        description="the organisation that runs it; procedures audited together without it count as one organisation's",
    )
    under: tuple[str, ...] = Field(
        default=(), description="laws and codes that apply: ids of packs or of single limits in them"
    )
    complexity: Literal["simple", "complex", "highly technical"] | None = Field(
        default=None, description="its class under a law of time limits"
    )
    case_owner: Id | None = Field(
        default=None, description="the party that is responsible for a case from start to end"
    )
    summary: str | None = None
    volume: Volume | None = None
    bau_share: Share | None = Field(
        default=None, description="share of the effort that people would spend anyway (business as usual)"
    )
    customers: float | None = Field(
        le=1e12,
        default=None,
        gt=0,
        description="number of different customers a year; with the volume, how often each comes",
    )
    case_value: str | None = Field(default=None, description="what a case is worth, in words")
    worth: Money | None = Field(default=None, description="what a case is worth in money")
    languages: tuple[str, ...] = Field(
        default=(), description="languages and formats in which it is available; absent: not known"
    )
    language: str | None = Field(
        default=None,
        pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$",
        description="language in which the page is written, as a code such as `en`; absent: guessed from its words",
    )
    translations: Lookup[Lookup[str]] = Field(
        default=FrozenDict(), description="texts of the page in other languages: by language code, then by the text"
    )
    guidance: Guidance = Field(default=Guidance(), description="what customers read and no step says")
    calendar: Calendar = Calendar()
    leaves: Id | None = Field(
        default=None, description="id of the procedure for joining what this one lets people leave"
    )
    published: Published | None = None
    because: tuple[Because, ...] = Field(
        default=(), description="why findings about the whole are right; needs `covers`"
    )
    drawn: Lookup[int] = Field(
        default=FrozenDict(), description="number of elements in the file of an imported drawing, by kind"
    )
    service_table: bool = Field(
        default=False, description="read from a service table without a column for what customers are told"
    )
    parties: Table[Party] = FrozenDict()
    documents: Table[Document] = FrozenDict()
    places: Table[Place] = FrozenDict()
    forms: Table[Form] = FrozenDict()
    groups: Table[CustomerGroup] = FrozenDict()
    promises: tuple[Promise, ...] = ()
    steps: Table[Step] = FrozenDict()

    @field_validator("promises")
    @classmethod
    def _promises_in_order(cls, promises: tuple[Promise, ...]) -> tuple[Promise, ...]:
        return tuple(sorted(promises, key=lambda promise: promise.key))

    @model_validator(mode="after")
    def _refers_to_what_exists(self, info: ValidationInfo) -> Procedure:
        if (info.context or {}).get("references", True):
            dangling = faults(self)
            if dangling:
                raise ValueError("; ".join(str(fault) for fault in dangling))
        return self

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Ids of the start steps."""
        return tuple(id for id, step in self.steps.items() if step.kind is StepKind.START)

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """Ids of the end steps."""
        return tuple(id for id, step in self.steps.items() if step.kind is StepKind.END)

    @property
    def flows(self) -> Iterator[tuple[str, Flow]]:
        """Each flow with the id of the step it leaves."""
        for id, step in self.steps.items():
            for flow in step.next:
                yield id, flow

    @property
    def amounts(self) -> Iterator[tuple[PagePath, Money | Rate]]:
        """Every amount of money with the path to it."""
        for id, party in self.parties.items():
            for name, money in (("cost", party.cost), ("authority", party.authority)):
                if money is not None:
                    yield ("parties", id, name), money
        for id, step in self.steps.items():
            for n, fee in enumerate(step.fees or ()):
                if fee.amount is not None:
                    yield ("steps", id, "fees", n, "amount"), fee.amount
        if self.worth is not None:
            yield ("worth",), self.worth
        if self.published and self.published.fees:
            yield ("published", "fees"), self.published.fees

    @cached_property
    def currency(self) -> str | None:
        """The one currency in which money is counted; None where none is mentioned."""
        return next((money.currency for _, money in self.amounts), None)

    def side(self, step: str) -> Side | None:
        """On which side of the counter a step is done; None where nobody is named."""
        by = self.steps[step].by
        return self.parties[by].side if by is not None and by in self.parties else None

    def bearer(self, step: str, part: str) -> Bearer:
        """Whose time a part of the effort of a step takes: `search` that of whoever does the step.

        Work of nobody in particular is staff's.
        """
        party = self.parties.get(self.steps[step].by or "")
        searches = part == "search" and party is not None and party.side is Side.CUSTOMER
        if part in CUSTOMER_PARTS or searches:
            return Bearer.CUSTOMER
        return party.bearer if party else Bearer.STAFF

    def label(self, step: str) -> str:
        """The step's name, or its id where it has none; a drawing's ids mean nothing, so there its neighbour."""
        name = self.steps[step].name
        return name or (self._place(step) if self.drawn else step)

    def _place(self, step: str) -> str:
        """Where an unnamed step of a drawing stands: after the nearest named step, or before it."""
        kind = self.steps[step].kind
        noun = f"{kind} gateway" if kind.gateway else f"unnamed {kind}"
        seen, queue = {step}, [step]
        for near in queue:  # grows while it is walked
            for source in self._sources.get(near, ()):
                if self.steps[source].name:
                    return f"the {noun} after {self.steps[source].name}"
                if source not in seen:
                    seen.add(source)
                    queue.append(source)
        following = next((self.steps[flow.to].name for flow in self.steps[step].next if self.steps[flow.to].name), "")
        article = "an" if noun[0] in "aeiou" else "a"
        return f"the {noun} before {following}" if following else f"{article} {noun}"

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        """The steps from which a flow leads to each step."""
        sources: dict[str, list[str]] = {}
        for id, flow in self.flows:
            sources.setdefault(flow.to, []).append(id)
        return sources

    def party_label(self, party: str) -> str:
        """A party's name in quotation marks, or its id where that says something; else which unnamed lane it is."""
        name = self.party_name(party)
        return name if party in self._nameless else f"'{name}'"

    def party_name(self, party: str) -> str:
        """The same without quotation marks."""
        if party not in self._nameless:
            return self.parties[party].name or party
        ordinal = _ORDINALS[self._nameless.index(party)] if 1 < len(self._nameless) <= len(_ORDINALS) else ""
        return f"the {ordinal}unnamed lane" if ordinal or len(self._nameless) == 1 else "an unnamed lane"

    @cached_property
    def _nameless(self) -> tuple[str, ...]:
        """The parties of a drawing that bear no name, nor an id that a person wrote."""
        return tuple(
            id for id, party in self.parties.items() if made_up(party.name or id) or (self.drawn and not party.name)
        )

    def in_reading_order(self) -> tuple[str, ...]:
        """Step ids in reading order: from the starts along the flows, likelier flows first; then the rest."""
        return self._reading_order

    @cached_property
    def _reading_order(self) -> tuple[str, ...]:
        order: dict[str, None] = {}
        queue = list(self.starts)
        while queue:
            id = queue.pop(0)
            if id in order or id not in self.steps:
                continue
            order[id] = None
            queue += [flow.to for flow in sorted(self.steps[id].next, key=_likelier_first)]
        return (*order, *(id for id in self.steps if id not in order))

    def page(self) -> dict[str, Any]:
        """The procedure as plain data in the shape of a page, without keys that are not set."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def __repr__(self) -> str:
        parts = [(len(self.steps), "step"), (len(self.forms), "form"), (len(self.promises), "promise")]
        counts = "".join(f", {number} {noun}{'' if number == 1 else 's'}" for number, noun in parts if number)
        return f"Procedure({self.id!r}{counts})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """Its steps in reading order, for a notebook."""
        steps = ((self.label(id), self.steps[id]) for id in self.in_reading_order())
        cells = ((step.kind.value, label, step.by or "") for label, step in steps)
        rows = [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells]
        return f"<h4>{escape(self.title)}</h4><table>{''.join(rows)}</table>"


def _likelier_first(flow: Flow) -> tuple[float, str]:
    return (-(flow.share.value if flow.share else 0.0), flow.key)

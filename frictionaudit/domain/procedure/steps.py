"""What happens: steps with their messages and fees, and the flows between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from frictionaudit.domain.procedure.effort import Effort, Wait
from frictionaudit.domain.procedure.forms import Because, Channel, Preference, asked
from frictionaudit.domain.procedure.means import known_means
from frictionaudit.domain.procedure.messages import CallBack, Disruption, Tells
from frictionaudit.domain.quantities import Duration, Money, Share
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Id, Value, Whole


class StepKind(StrEnum):
    """What a step is, in BPMN's words."""

    START = "start"
    END = "end"
    TASK = "task"
    EVENT = "event"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    EVENT_BASED = "event-based"
    COMPLEX = "complex"

    @property
    def gateway(self) -> bool:
        """Whether it only routes, and nobody does anything in it."""
        return self in _GATEWAYS


_SPLITS = (StepKind.EXCLUSIVE, StepKind.PARALLEL, StepKind.INCLUSIVE)
_GATEWAYS = frozenset({*_SPLITS, StepKind.EVENT_BASED, StepKind.COMPLEX})


class Fee(Value):
    """Something the customer pays; without an amount it is due but not stated."""

    name: str | None = None
    amount: Money | None = None
    to: Literal["us", "third"] = "us"
    note: str | None = None


class Flow(Value):
    """One flow from a step to another."""

    to: Id
    id: Id | None = Field(default=None, description="needed only where two flows lead to the same step")
    share: Share | None = Field(default=None, description="share of the cases that take this flow; absent: unknown")
    when: str | None = Field(default=None, description="the condition, in words")
    at_most: Whole | None = Field(
        default=None, ge=1, le=1000, description="how many times one case can take this flow at most, 1 to 1000"
    )
    handover: Literal["warm", "cold", "customer"] | None = Field(
        default=None, description="warm: introduced; cold: passed on; customer: carries it there"
    )

    @property
    def key(self) -> str:
        """What the flow is called within its step."""
        return self.id or self.to


_TEXT: dict[str, Any] = {"type": "string"}
_ONE_OR_MANY = (
    "asks",
    "gives",
    "also",
    "options",
    "systems",
    "needs",
    "makes",
    "accountable",
    "waiting_comforts",
    "honours",
    "requires",
)
"""Lists of a step that a page may give as one word."""
_NONE: dict[str, Any] = {"const": "none", "description": "it takes none"}
_SHORT: dict[str, dict[str, Any]] = {
    **dict.fromkeys((*_ONE_OR_MANY, "fees"), _TEXT),
    **dict.fromkeys(("effort", "wait"), _NONE),
}
"""Keys of a step with the short forms in which a page may give them."""


def _either(schema: dict[str, Any], *short: dict[str, Any]) -> dict[str, Any]:
    """A property's schema with its short forms beside it; description and default stay outside."""
    outside = ("title", "description", "default")
    whole = {key: value for key, value in schema.items() if key not in outside}
    kept: dict[str, Any] = {key: schema[key] for key in outside if key in schema}
    return kept | {"anyOf": [*whole.get("anyOf", [whole]), *short]}


class Step(Value):
    """One thing that somebody does, that happens, or that decides the route."""

    kind: StepKind = StepKind.TASK
    name: str | None = None
    by: Id | None = Field(default=None, description="the party that does it")
    channel: Channel | None = None
    at: Id | None = Field(default=None, description="the place where it happens, one of `places`")
    also: tuple[Channel, ...] = Field(default=(), description="other channels in which the same can be done")
    requires: tuple[str, ...] = Field(
        default=(), description="what customers must have for it beside the channel's own means, such as a `printer`"
    )
    asks: tuple[Id, ...] = Field(default=(), description="forms to fill in and documents to hand over")
    gives: tuple[Id, ...] = Field(default=(), description="documents handed out or sent")
    tells: Tells = Tells()
    options: tuple[str, ...] = Field(default=(), description="what the customer may choose here beside the flows")
    systems: tuple[str, ...] = Field(default=(), description="computer systems used")
    needs: tuple[str, ...] | None = Field(
        default=None,
        description="data items, documents and results without which it cannot be done; absent: not known",
    )
    makes: tuple[str, ...] = Field(default=(), description="results that other steps can need")
    submission: Literal["final", "checked", "undoable"] | None = Field(
        default=None,
        description="final: cannot be put right; checked: shown once more before sending; undoable: can be taken back",
    )
    accountable: tuple[Id, ...] = Field(
        default=(), description="parties that answer for it, where that is not who does it"
    )
    reviews: Id | None = Field(default=None, description="the step whose decision is looked at again here")
    triage: bool | str = Field(
        default=False, description="whether the urgent and vulnerable are taken first here, or how"
    )
    waiting_comforts: tuple[str, ...] = Field(
        default=(), description="what makes waiting on site bearable: seat, time estimate, come-back slot"
    )
    patience: Duration | None = Field(
        default=None, description="how long people wait in the queue here, or right after it, before they give up"
    )
    honours: tuple[Preference, ...] = Field(
        default=(), description="preferences of the customer that this step follows"
    )
    call_back: CallBack | None = Field(default=None, description="a call back that is promised here")
    disruptions: tuple[Disruption, ...] | None = Field(
        default=None, description="what can go wrong here; absent: not known; []: nothing"
    )
    sends_to: tuple[Id, ...] = Field(default=(), description="parties that get a message from this step, once each")
    receives_from: tuple[Id, ...] = Field(default=(), description="parties whose message the step receives, once each")
    effort: Effort | None = Field(default=None, description="absent: not known; {}: none")
    wait: Wait | None = Field(default=None, description="before the step; absent: not known; {}: none")
    fees: tuple[Fee, ...] | None = Field(default=None, description="absent: not known; []: none")
    processing: Duration | None = Field(
        default=None, description="published time from start to end, touch time and waiting not separated"
    )
    control: Literal["approval", "check", "eligibility"] | None = None
    signatures: Whole = Field(default=0, ge=0, description="signatures of ours that the step needs")
    prompts: Whole = Field(default=0, ge=0, description="phone menus to get through")
    outcome: Literal["favourable", "neutral", "adverse", "abandoned"] | None = None
    stops: bool = Field(default=False, description="an end that stops whatever else still goes on in the case")
    implied: bool = Field(
        default=False, description="put in by a reader to say what the source only implies; nobody has to name it"
    )
    because: Because | None = None
    note: str | None = None
    next: tuple[Flow, ...] = ()

    @field_validator(*_ONE_OR_MANY, mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return asked(value)

    @field_validator("requires")
    @classmethod
    def _known_means(cls, requires: tuple[str, ...]) -> tuple[str, ...]:
        return known_means(requires)

    @field_validator("effort", "wait", mode="before")
    @classmethod
    def _none_in_words(cls, value: Any) -> Any:
        return {} if value == "none" else value

    @field_validator("fees", mode="before")
    @classmethod
    def _fee_in_short(cls, value: Any) -> Any:
        if value == "none":
            return []
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return [{"amount": value}]
        return value

    @field_validator("next", mode="before")
    @classmethod
    def _flow_in_short(cls, value: Any) -> Any:
        if isinstance(value, str | Mapping):
            value = [value]
        if isinstance(value, list | tuple):
            return [{"to": flow} if isinstance(flow, str) else flow for flow in value]
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema with the short forms that a page may use."""
        reference = handler(core)
        properties = handler.resolve_ref_schema(reference).get("properties", {})
        for name, short in _SHORT.items():
            if name in properties:
                properties[name] = _either(properties[name], short)
        if "next" in properties:
            flow = properties["next"]["items"]
            several = {"type": "array", "items": {"anyOf": [_TEXT, flow]}}
            properties["next"] = _either({**properties["next"], **several}, _TEXT, flow)
        return reference

    @model_validator(mode="after")
    def _flows_have_names(self) -> Step:
        keys = [flow.key for flow in self.next]
        repeated = sorted(key for key, times in Counter(keys).items() if times > 1)
        if repeated:
            names = ", ".join(f"'{key}'" for key in repeated)
            raise UnreadableValueError(f"two flows lead to {names}", "give each its own `id`")
        if keys != sorted(keys):  # the order of flows carries no meaning
            object.__setattr__(self, "next", tuple(sorted(self.next, key=lambda flow: flow.key)))
        if self.kind is StepKind.END and self.next:
            raise UnreadableValueError("an end has a `next`", "remove `next`, or make the step a task")
        return self

    @property
    def nameless(self) -> bool:
        """Whether it should have a name and has none; a gateway needs none."""
        return not self.kind.gateway and not self.implied and not (self.name or "").strip()

    @property
    def failures(self) -> tuple[Disruption, ...]:
        """What can go wrong, as far as the page says."""
        return self.disruptions or ()

    def flow(self, key: str) -> Flow | None:
        """The flow with this key, if there is one."""
        return next((flow for flow in self.next if flow.key == key), None)

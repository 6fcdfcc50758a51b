"""The keys that a page may have: the part they belong to, their meaning, their type, and an example."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from frictionaudit.application.page_key_texts import EXAMPLES, MEANINGS
from frictionaudit.domain.procedure import (
    Appeal,
    Because,
    CallBack,
    Contact,
    CustomerGroup,
    Disruption,
    Document,
    Effort,
    Fee,
    Field,
    Flow,
    Form,
    Guidance,
    NotFor,
    Party,
    Place,
    Procedure,
    Promise,
    Published,
    Step,
    Target,
    Tells,
    Wait,
)
from frictionaudit.domain.quantities import Calendar, Duration, Money, Rate, Share, Volume
from frictionaudit.domain.values import Value

PARTS: tuple[type[Value], ...] = (
    Procedure, Party, Target, CustomerGroup, Place, Step, Flow, Effort, Wait, Tells, CallBack, Disruption, Fee, Form,
    Field, Document, Promise, Published, Because, Guidance, NotFor, Appeal, Contact, Calendar,
)  # fmt: skip
"""The parts of a page, in the order in which a reader needs them."""
QUANTITIES: tuple[type[Value], ...] = (Duration, Money, Rate, Share, Volume)
ID = "a short name without blanks"
"""The description of the type of ids; it does not describe the key that holds one."""
SCALARS = {str: "text", int: "a whole number", float: "a number", bool: "`true` or `false`"}
_PART_NAMES = {
    "Procedure": "the page", "Effort": "`effort`", "Wait": "`wait`", "Tells": "`tells`", "Because": "`because`",
    "Published": "`published`", "Guidance": "`guidance`", "Calendar": "`calendar`",
}  # fmt: skip
_EXAMPLES: Mapping[type, str] = {
    Duration: "2 working days", Money: "50 GBP", Rate: "28 GBP/h", Share: "0.12", Volume: "12000 per year",
    str: "a text", int: "2", float: "2.5", bool: "true",
}  # fmt: skip


@dataclass(frozen=True)
class PageKey:
    """One key of one part of a page; `name` is the key as written, `spec` its field in the model."""

    model: type[Value]
    name: str
    spec: FieldInfo

    @property
    def qualified(self) -> str:
        """The key with its part: Step.wait."""
        return f"{self.model.__name__}.{self.name}"

    @property
    def meaning(self) -> str:
        """What the key says about the procedure."""
        return described(self.spec) or MEANINGS.get(self.qualified, "")

    @property
    def example(self) -> str:
        """The key with a value, in YAML."""
        return f"{self.name}: {EXAMPLES.get(self.qualified) or _example(self.spec.annotation)}"


def page_keys() -> Iterator[PageKey]:
    """Every key that a page may have."""
    for model in PARTS:
        for name, spec in model.model_fields.items():
            yield PageKey(model, spec.alias or name, spec)


def parts_of(kind: Any) -> list[type[Value]]:
    """The parts of a page that a key of this type holds."""
    if isinstance(kind, type) and kind in PARTS:
        return [kind]
    return [part for argument in get_args(kind) for part in parts_of(argument)]


def described(spec: FieldInfo) -> str:
    """The description that the model itself gives of a key."""
    return "" if spec.description == ID else spec.description or ""


def part_name(model: type) -> str:
    """A part of a page in words, with its article: a customer group."""
    name = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
    return _PART_NAMES.get(model.__name__) or f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def about(model: type) -> str:
    """What a part is, in a sentence."""
    text = " ".join((model.__doc__ or "").partition("\n\n")[0].split())
    return re.sub(r", for example `.*$", ".", text)


def type_of(spec: FieldInfo, name: Callable[[type], str]) -> str:
    """The type of a key in words; `name` says how to refer to another part."""
    return "id" if spec.description == ID else _type(spec.annotation, name)


def _type(kind: Any, name: Callable[[type], str]) -> str:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        is_id = any(getattr(metadata, "description", None) == ID for metadata in arguments[1:])
        return "id" if is_id else _type(arguments[0], name)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(argument, name) for argument in arguments if argument is not type(None))
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        return f"list of {_type(arguments[0], name)}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{_type(arguments[1], name)} by {_type(arguments[0], name).replace('text', 'name')}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    if isinstance(kind, type) and issubclass(kind, Value):
        return name(kind)
    return SCALARS.get(kind, str(kind))


def _example(kind: Any) -> str:
    """A value of a type, in YAML."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Annotated, Union, types.UnionType):
        return _example(arguments[0])
    if origin is Literal:
        return str(arguments[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return _EXAMPLES.get(kind, "{}")

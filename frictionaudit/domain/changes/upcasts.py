"""Reads changes written by earlier versions: each is upcast, step by step, to today's form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes.change import AnyChange, Change
from frictionaudit.domain.value_errors import in_words
from frictionaudit.errors import ChangeError, Problem

Document = Mapping[str, Any]
Upcast = Callable[[Document], Document]

UPCASTS: Mapping[tuple[str, int], Upcast] = {}
"""By kind and version: the function that turns such a change into its next version, or into another kind."""

KINDS: tuple[str, ...] = tuple(kind.model_fields["kind"].default for kind in get_args(AnyChange))
"""All kinds of change."""
_ALL_KINDS = f"kinds: {', '.join(KINDS)}"


@cache  # building it is slow, so it is built when first needed
def _change() -> TypeAdapter[Change]:
    return TypeAdapter(Change)


def dump(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as plain data, each with its kind and version; `load` reads them back."""
    return [change.model_dump(mode="json", by_alias=True) for change in changes]


def load(documents: Iterable[Document], upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> tuple[Change, ...]:
    """Changes from plain data; ChangeError names every one that cannot be read, by its position."""
    changes, problems = [], []
    for n, document in enumerate(documents, start=1):
        try:
            changes.append(_read(document, upcasts))
        except ValidationError as error:
            places = {".".join(str(part) for part in details["loc"][1:]) for details in error.errors()}
            where = f"{', '.join(sorted(places))}: " if places - {""} else ""
            problems.append(Problem("wrong-change", f"change {n} ({document['kind']}): {where}{in_words(error)}"))
        except ValueError as error:
            problems.append(Problem("unknown-change", f"change {n}: {error}"))
    if problems:
        raise ChangeError(problems)
    return tuple(changes)


def lift(document: Document, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> Document:
    """A change's document in today's form. One without a version is in today's form, as people write it by hand."""
    while isinstance(document.get("version"), int) and (
        step := upcasts.get((document.get("kind", ""), document["version"]))
    ):
        document = step(document)
    return document


def _read(document: Any, upcasts: Mapping[tuple[str, int], Upcast]) -> Change:
    if not isinstance(document, Mapping) or not isinstance(document.get("kind"), str):
        raise ValueError("the change has no `kind` (write for example {kind: step-removed, id: …})")
    lifted = lift(document, upcasts)
    kind, version = lifted["kind"], lifted.get("version", 1)
    if kind not in KINDS:
        raise ValueError(f"there is no kind '{kind}' ({did_you_mean(kind, KINDS, otherwise=_ALL_KINDS)})")
    if not isinstance(version, int) or isinstance(version, bool):
        raise ValueError(f"the `version` of {kind} is not a whole number (leave it out)")
    if version != 1:
        raise ValueError(f"{kind} of version {version} was written by a newer frictionaudit (update this one)")
    return _change().validate_python(dict(lifted))

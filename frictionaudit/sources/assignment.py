"""One value of a page replaced: its place with dots, and the value as a page would write it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.changes import natural_keys
from frictionaudit.domain.procedure import Procedure, faults
from frictionaudit.errors import Problem, UsageError
from frictionaudit.sources.model_faults import problems_of
from frictionaudit.sources.yaml_tree import YamlTree, parse

_HINT = "write it like steps.check.effort.work=4m or steps.check.next.ask-again.share=0.1"


def assign(procedure: Procedure, text: str) -> Procedure:
    """The procedure with one value replaced. UsageError names a place that is not there, or a value that does not fit.

    Flows are named by their id or their target, questions by their data item, promises by FROM>TO.
    """
    place, equals, value = text.partition("=")
    path = [part for part in place.strip().split(".") if part]
    if not equals or not path:
        raise UsageError.of("not-an-assignment", f"'{text}' is not of the form PLACE=VALUE", hint=_HINT)
    page = procedure.page()
    holder = _holder(page, path, text)
    _set(holder, path[-1], parse(value.encode(), "--set").value)
    tree = YamlTree("--set", page)
    try:
        after = Procedure.model_validate(page, context={"references": False})
    except ValidationError as error:
        problems = (Problem(p.slug, p.message, f"--set {text}", p.hint) for p in problems_of(error, tree))
        raise UsageError(problems) from None
    old = {str(fault) for fault in faults(procedure)}
    if new := [fault for fault in faults(after) if str(fault) not in old]:
        raise UsageError(Problem(fault.slug, fault.message, f"--set {text}", fault.hint) for fault in new)
    return after


def _holder(page: Any, path: list[str], text: str) -> Any:
    """The part of a page that holds the last key of a path."""
    part = page
    for n, key in enumerate(path[:-1]):
        if isinstance(part, list):
            inner = next((entry for entry in part if key in natural_keys(entry)), None)
        elif isinstance(part, dict):
            inner = part.get(key) if n < 2 else part.setdefault(key, {})
        else:
            inner = None
        if inner is None:
            where = ".".join(path[: n + 1])
            raise UsageError.of("no-such-value", f"the page has no '{where}'", f"--set {text}", _HINT)
        part = inner
    return part


def _set(holder: Any, key: str, value: Any) -> None:
    if isinstance(holder, dict):
        holder[key] = value
        return
    raise UsageError.of("no-such-value", f"'{key}' is not a value that can be set", hint=_HINT)

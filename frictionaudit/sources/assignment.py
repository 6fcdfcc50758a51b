"""One value of a page replaced: its place with dots, and the value as a page would write it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.changes import natural_keys
from frictionaudit.domain.procedure import Procedure, faults
from frictionaudit.errors import InputError, Problem, UsageError
from frictionaudit.sources.model_faults import problems_of
from frictionaudit.sources.yaml_tree import YamlTree, parse

_HINT = "write it like steps.check.effort.work=4m or steps.check.next.ask-again.share=0.1"


def assign(procedure: Procedure, text: str) -> Procedure:
    """The procedure with one value replaced: PLACE=VALUE, the value as a page would write it.

    UsageError names a place that is not there, or a value that does not fit or cannot be read.
    """
    place, equals, value = text.partition("=")
    if not equals or not place.strip(" ."):
        raise UsageError.of("not-an-assignment", f"'{text}' is not of the form PLACE=VALUE", hint=_HINT)
    try:
        tree = parse(value.encode(), "--set")
        problems = tuple(tree.problems)
    except InputError as error:
        problems = error.problems
    if problems:
        raise UsageError(_said_of(f"--set {text}", problem) for problem in problems)
    return put(procedure, place, tree.value, f"--set {text}")


def put(procedure: Procedure, place: str, value: Any, where: str = "") -> Procedure:
    """The procedure with the value at a place replaced; a text is taken as it is, and `where` stands in errors.

    Flows are named by their id or their target, questions by their data item, promises by FROM>TO.
    UsageError names a place that is not there, or a value that does not fit.
    """
    path = [part for part in place.strip().split(".") if part]
    where = where or f"{place}={value}"
    page = procedure.page()
    holder, key = _holder(page, path, where)
    if not isinstance(holder, dict):
        raise UsageError.of("no-such-value", f"'{key}' is not a value that can be set", where, _HINT)
    holder[key] = value
    try:
        after = Procedure.model_validate(page, context={"references": False})
    except ValidationError as error:
        raise UsageError(_said_of(where, problem) for problem in problems_of(error, YamlTree("", page))) from None
    old = {str(fault) for fault in faults(procedure)}
    if new := [fault for fault in faults(after) if str(fault) not in old]:
        raise UsageError(Problem(fault.slug, fault.message, where, fault.hint) for fault in new)
    return after


def _said_of(where: str, problem: Problem) -> Problem:
    return Problem(problem.slug, problem.message, where, problem.hint)


def _holder(page: Any, path: list[str], where: str) -> tuple[Any, str]:
    """The part of a page that holds the value at a path, and the value's key in it. An id may have dots in it."""
    part, depth, done = page, 0, 0
    while done < len(path) - 1:
        lengths = range(len(path) - 1, done, -1)
        end = next((end for end in lengths if _inner(part, ".".join(path[done:end])) is not None), done + 1)
        inner = _inner(part, ".".join(path[done:end]))
        if inner is None and isinstance(part, dict) and depth >= 2:
            inner = part.setdefault(path[done], {})
        if inner is None:
            raise UsageError.of("no-such-value", f"the page has no '{'.'.join(path[:end])}'", where, _HINT)
        part, depth, done = inner, depth + 1, end
    return part, path[-1] if path else ""


def _inner(part: Any, key: str) -> Any:
    """The entry of a table by its key, or of a list by its natural key; None where there is none."""
    if isinstance(part, list):
        return next((entry for entry in part if key in natural_keys(entry)), None)
    return part.get(key) if isinstance(part, dict) else None

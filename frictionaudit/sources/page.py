"""Pages: one readable YAML file per procedure, with errors as file:line:column, all of a file at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from frictionaudit.domain.procedure import PagePath, Procedure, Reading, SourceSpan, faults
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.yaml_tree import YamlTree, parse

_HIDING = ("no-aliases", "not-a-key", "two-documents")
"""Faults that leave holes in the page, so that what else is missing would only confuse."""


def read(data: bytes, path: str) -> Reading:
    """Read a page; InputError names every fault found in it, each with its place."""
    tree = parse(data, path)
    if not isinstance(tree.value, dict):
        found = "an empty file" if tree.value is None else "no keys and values"
        raise InputError(
            [
                *tree.problems,
                Problem(
                    "not-a-page",
                    f"expected a page with id, title and steps, found {found}",
                    f"{path}:1:1",
                    "`frictionaudit new` writes an example",
                ),
            ]
        )
    if any(problem.slug in _HIDING for problem in tree.problems):
        raise InputError(tree.problems)
    spans = {**tree.spans, **dict(_by_name(tree))}
    try:
        procedure = Procedure.model_validate(tree.value, context={"references": False})
    except ValidationError as error:
        raise InputError(sorted([*tree.problems, *told(error, tree)], key=line)) from None
    reading = Reading(procedure, spans)
    problems = list(tree.problems)
    problems += [Problem(fault.slug, fault.message, str(reading.span(*fault.path))) for fault in faults(procedure)]
    if problems:
        raise InputError(sorted(problems, key=line))
    return reading


def line(problem: Problem) -> int:
    """The line at which a problem stands, to tell problems in the order of the page."""
    return int(problem.where.rsplit(":", 2)[-2])


def _by_name(tree: YamlTree) -> Iterator[tuple[PagePath, SourceSpan]]:
    """Places of flows and promises under their names, since their order on the page carries no meaning."""
    for id, step in _items(tree.value.get("steps")):
        ways = step.get("next") if isinstance(step, dict) else None
        for n, way in enumerate(ways if isinstance(ways, list) else [ways]):
            body = way if isinstance(way, dict) else {"to": way}
            old: PagePath = ("steps", id, "next", n) if isinstance(ways, list) else ("steps", id, "next")
            yield from _moved(tree, old, ("steps", id, "next", str(body.get("id") or body.get("to"))))
    promises = tree.value.get("promises")
    for n, promise in enumerate(promises if isinstance(promises, list) else []):
        if isinstance(promise, dict):
            yield from _moved(tree, ("promises", n), ("promises", f"{promise.get('from')}>{promise.get('to')}"))


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()


def _moved(tree: YamlTree, old: PagePath, new: PagePath) -> Iterator[tuple[PagePath, SourceSpan]]:
    for inner in ((), ("to",), ("from",), ("share",), ("within",)):
        if (*old, *inner) in tree.spans:
            yield (*new, *inner), tree.spans[(*old, *inner)]


def told(error: ValidationError, tree: YamlTree) -> Iterator[Problem]:
    """What the model expected instead, each with the place on the page."""
    seen = set()
    for details in error.errors(include_url=False):
        problem = _in_words(details, tree)
        if problem not in seen:
            seen.add(problem)
            yield problem


def _in_words(details: ErrorDetails, tree: YamlTree) -> Problem:
    kind, loc = details["type"], details["loc"]
    path: PagePath = ()
    for part in loc:  # drop what is pydantic's own: union branches, '[key]'
        if (*path, part) in tree.spans or (*path, part) in tree.keys:
            path = (*path, part)
    at = tree.spans.get(path) or SourceSpan(path=tree.path)
    name = str(loc[-1]) if loc else "the page"
    place = ".".join(str(part) for part in path) or "the page"
    if kind == "extra_forbidden":
        at = tree.keys.get(path, at)
        return Problem(
            "unknown-key",
            f"unknown key '{name}'",
            str(at),
            f"in {'.'.join(map(str, path[:-1])) or 'the page'}; `frictionaudit schema` lists all keys",
        )
    if kind == "missing":
        return Problem("missing-key", f"'{name}' is missing", str(at), f"in {place}")
    if kind in ("model_type", "dict_type", "mapping_type"):
        return Problem("wrong-value", f"{place}: expected keys with their values, as in {{key: value}}", str(at))
    message = details["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    if details["loc"] and details["loc"][-1] == "[key]":
        message = f"not a usable id: {message}"
    given = details.get("input")
    shown = f", found {given!r}"[:60] if isinstance(given, str | int | float | bool) or given is None else ""
    return Problem("wrong-value", f"{place}: {message}{shown}", str(at))

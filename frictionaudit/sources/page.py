"""Pages: one readable YAML file per procedure, with errors as file:line:column, all of a file at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.procedure import PagePath, Procedure, Reading, SourceSpan, faults
from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.model_faults import problems_of
from frictionaudit.sources.yaml_faults import missing_space
from frictionaudit.sources.yaml_tree import YamlTree, parse

_HIDING = ("alias-not-allowed", "curly-quotes", "not-a-key", "two-documents")
"""Faults that leave holes in the page, so that what else is missing would only confuse."""


def read(data: bytes, path: str) -> Reading:
    """Read a page; InputError names every fault found in it, each with its place."""
    tree = parse(data, path)
    if not isinstance(tree.value, dict):
        raise InputError([*tree.problems, _no_page(tree)])
    if any(problem.slug in _HIDING for problem in tree.problems):
        raise InputError(tree.problems)
    spans = {**tree.spans, **dict(_by_name(tree))}
    try:
        procedure = Procedure.model_validate(tree.value, context={"references": False})
    except ValidationError as error:
        found = islice(problems_of(error, tree), LIMITS.problems + 1)
        raise InputError(sorted([*tree.problems, *found], key=line)) from None
    reading = Reading(procedure, spans)
    problems = list(tree.problems)
    problems += [
        Problem(fault.slug, fault.message, str(reading.span(*fault.path)), fault.hint) for fault in faults(procedure)
    ]
    if problems:
        raise InputError(sorted(problems, key=line))
    return reading


def _no_page(tree: YamlTree) -> Problem:
    """The problem of a file that is YAML, but has no named parts."""
    at = f"{tree.path}:1:1"
    if tree.value is None:
        return Problem("not-a-page", "the file is empty", at, "`frictionaudit new` writes an example page")
    slip = missing_space(tree.value) if isinstance(tree.value, str) else None
    if slip is not None:
        return Problem("not-a-page", slip[0], at, slip[1])
    found, hint = ("a list", ", without '-'") if isinstance(tree.value, list) else ("one text", "")
    message = f"a page has named parts, and this is {found}"
    return Problem("not-a-page", message, at, f"begin with `id: a-name`{hint}")


def line(problem: Problem) -> int:
    """The line of a problem, to report problems in the order of the page."""
    return int(problem.where.rsplit(":", 2)[-2])


def _by_name(tree: YamlTree) -> Iterator[tuple[PagePath, SourceSpan]]:
    """Places of flows and promises under their names, since their order on the page carries no meaning."""
    for id, step in _items(tree.value.get("steps")):
        flows = step.get("next") if isinstance(step, dict) else None
        for n, flow in enumerate(flows if isinstance(flows, list) else [flows]):
            body = flow if isinstance(flow, dict) else {"to": flow}
            old: PagePath = ("steps", id, "next", n) if isinstance(flows, list) else ("steps", id, "next")
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

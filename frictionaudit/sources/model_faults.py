"""Faults of a page that its model reports, as problems with a place, plain words and what to type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import PagePath, Procedure, SourceSpan
from frictionaudit.domain.value_errors import NAMED_PARTS, explain
from frictionaudit.domain.values import Value
from frictionaudit.errors import Problem
from frictionaudit.sources.yaml_faults import missing_space
from frictionaudit.sources.yaml_tree import YamlTree

_EXAMPLES = {
    "steps": "{ask: {by: customer}}",
    "parties": "{desk: {side: frontstage}}",
    "forms": "{complaint: {fields: [{data: name}]}}",
    "documents": "{receipt: {issued_by: us}}",
    "places": "{hall: {offers: [seat]}}",
    "groups": "{carers: {share: 0.1}}",
    "effort": "{work: 3m}",
    "wait": "{queue: 2 days}",
    "tells": "{time: true}",
    "published": "{time: 5 days}",
    "calendar": "{hours: Mon-Fri 09:00-17:00}",
    "because": "{purpose: law, basis: the Act}",
    "call_back": "{within: 2 days}",
}
_PART_EXAMPLES = {
    "steps": "{by: customer}",
    "parties": "{side: frontstage}",
    "forms": "{fields: [{data: name}]}",
    "documents": "{issued_by: us}",
    "places": "{offers: [seat]}",
    "groups": "{share: 0.1}",
}


def problems_of(error: ValidationError, tree: YamlTree) -> Iterator[Problem]:
    """What the model expected instead, each with the place on the page; several types tried at one place are one."""
    reported: set[Problem] = set()
    listed = error.errors(include_url=False)
    for details in listed:
        if _is_flag(details) and any(_is_text(text) and text["loc"][:-1] == details["loc"][:-1] for text in listed):
            problem = _flag_or_text(details, tree)
        elif _is_text(details) and any(_is_flag(flag) and flag["loc"][:-1] == details["loc"][:-1] for flag in listed):
            continue
        else:
            problem = _problem(details, tree)
        if problem not in reported:
            reported.add(problem)
            yield problem


def _is_flag(details: ErrorDetails) -> bool:
    return details["type"].startswith("bool_") and details["loc"][-1:] == ("bool",)


def _is_text(details: ErrorDetails) -> bool:
    return details["type"].startswith("string_") and details["loc"][-1:] == ("str",)


def _flag_or_text(details: ErrorDetails, tree: YamlTree) -> Problem:
    path = _page_path(details, tree)
    message = explain(details)[0].replace("true or false", "true, false or a text")
    return Problem("wrong-value", f"{_named(path, tree)}: {message}", str(_span(path, tree)))


def _page_path(details: ErrorDetails, tree: YamlTree) -> PagePath:
    """The place on the page, without what is the model's own: branches of a union, '[key]'."""
    path: PagePath = ()
    value = tree.value
    for part in details["loc"]:
        if isinstance(value, Mapping):
            inside = part in value
        else:
            inside = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if inside:
            path, value = (*path, part), value[part]
    return path


def _span(path: PagePath, tree: YamlTree) -> SourceSpan:
    """The place of a part, or of the nearest part around it."""
    spans = (tree.spans[path[:end]] for end in range(len(path), -1, -1) if path[:end] in tree.spans)
    return next(spans, SourceSpan(path=tree.path))


def _problem(details: ErrorDetails, tree: YamlTree) -> Problem:
    kind, loc = details["type"], details["loc"]
    path = _page_path(details, tree)
    if kind == "extra_forbidden":
        return _unknown_key(str(loc[-1]), path, tree)
    place = _named(path, tree)
    at = str(_span(path, tree))
    if kind == "missing":
        where = f" in {place}" if path else ""
        return Problem("missing-key", f"'{loc[-1]}' is missing{where}", at, f"add `{loc[-1]}: …`")
    message, hint = explain(details)
    given = details.get("input")
    if kind in NAMED_PARTS:
        slip = missing_space(given) if isinstance(given, str) else None
        if slip is not None:
            return Problem("wrong-value", slip[0], at, slip[1])
        hint = f"write for example `{_example(path)}`"
    if message.endswith("cannot be an id"):
        return Problem("wrong-value", message, str(tree.keys.get(path, at)) if loc[-1:] == ("[key]",) else at, hint)
    return Problem("wrong-value", f"{place}: {message}" if place else message, at, hint)


def _example(path: PagePath) -> str:
    key = str(path[-1]) if path else ""
    if len(path) == 2 and path[0] in _PART_EXAMPLES:
        return f"{key}: {_PART_EXAMPLES[str(path[0])]}"
    return f"{key}: {_EXAMPLES[key]}" if key in _EXAMPLES else "key: value"


def _unknown_key(name: str, path: PagePath, tree: YamlTree) -> Problem:
    at = str(tree.keys.get(path) or _span(path, tree))
    if not path or path[-1] != name:  # a key of a short form, which the page does not have itself
        path = (*path, name)
    holder = _value_at(tree.value, path[:-1])
    if isinstance(holder, Mapping) and name in holder and holder[name] is None:
        slip = missing_space(name)
        if slip is not None:
            return Problem("unknown-key", slip[0], at, slip[1])
        before = _entry_before(holder, name)
        if name.isdigit() and isinstance(before[1], int) and before[0] == "share":
            whole = f"{before[1]},{name}"
            percent = f"{float(f'{before[1]}.{name}') * 100:.10g}"
            hint = f"write it with a point: {before[1]}.{name}, or as {percent} %"
            return Problem("wrong-value", f"'{whole}' is not a share", at, hint)
        if " " in name or name[:1].isdigit():
            return Problem("unknown-key", f"'{name}' is not a key", at, "a text with a comma needs quotes")
    where = f" in {_named(path[:-1], tree)}" if path[:-1] else ""
    known = [spec.alias or key for key, spec in _model_at(path[:-1]).model_fields.items()]
    return Problem("unknown-key", f"there is no key '{name}'{where}", at, did_you_mean(name, known))


def _entry_before(holder: Mapping[str, Any], name: str) -> tuple[str, Any]:
    keys = list(holder)
    key = keys[keys.index(name) - 1] if keys.index(name) else ""
    return key, holder.get(key)


def _value_at(value: Any, path: PagePath) -> Any:
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _model_at(path: PagePath) -> type[Value]:
    """The model of the part at a place of a page."""
    model: type[Value] = Procedure
    for part in path:
        spec = next((spec for name, spec in model.model_fields.items() if (spec.alias or name) == part), None)
        inner = next(_models(spec.annotation), None) if spec is not None else None
        model = inner or model
    return model


def _models(annotation: Any) -> Iterator[type[Value]]:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _named(path: PagePath, tree: YamlTree) -> str:
    """A place in words that `--set` takes too: entries of lists by their natural key, else by their number from 1."""
    names: list[str] = []
    for n, part in enumerate(path):
        if isinstance(part, int):
            entry = _value_at(tree.value, path[: n + 1])
            body = entry if isinstance(entry, Mapping) else {"to": entry} if isinstance(entry, str) else {}
            ends = f"{body['from']}>{body.get('to')}" if "from" in body else None
            key = ends or body.get("id") or body.get("to") or body.get("data")
            names.append(str(key) if isinstance(key, str) else str(part + 1))
        else:
            names.append(part)
    return ".".join(names)

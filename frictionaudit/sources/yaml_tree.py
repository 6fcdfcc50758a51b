"""YAML 1.2 as plain values with the place of each; aliases, duplicate keys and depth bombs are refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from frictionaudit.domain.procedure import PagePath, SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_MAY_MEAN_MORE = frozenset("-+.0123456789~nNtTfF")
_INT = re.compile(r"^[-+]?[0-9]+$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


@dataclass
class YamlTree:
    """Plain data, where each part of it stands, and what was wrong on the way."""

    path: str
    value: Any = None
    spans: dict[PagePath, SourceSpan] = field(default_factory=dict)
    keys: dict[PagePath, SourceSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, slug: str, message: str, at: SourceSpan, hint: str = "") -> None:
        """Note a fault; reading goes on, so that all faults of a file are told at once."""
        self.problems.append(Problem(slug, message, str(at), hint))


def parse(data: bytes, path: str) -> YamlTree:
    """Parse one YAML document; InputError where it cannot be understood at all."""
    if len(data) > LIMITS.page_bytes:
        size = f"{len(data) / 1e6:.0f} MB"
        raise InputError.of(
            "too-large", f"{size} is more than a page has", path, f"at most {LIMITS.page_bytes / 1e6:.0f} MB"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError.of(
            "not-text", "expected text in UTF-8", f"{path}:{line}:1", "save the file as UTF-8"
        ) from None
    tree = YamlTree(path)
    try:
        _build(tree, text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        problem = Problem("not-yaml", f"not YAML: {error.problem or error.context}", where)
        raise InputError([*tree.problems, problem]) from None
    except yaml.YAMLError as error:
        raise InputError.of("not-yaml", f"not YAML: {str(error).splitlines()[0]}", path) from None
    return tree


def scalar(text: str) -> Any:
    """The value of a plain scalar under YAML 1.2's core schema: `no` and `12:30` are text."""
    if text and text[0] not in _MAY_MEAN_MORE:
        return text  # what nearly all scalars are
    if _NULL.match(text):
        return None
    if _BOOL.match(text):
        return text.lower() == "true"
    if _INT.match(text) and len(text) < 400:
        return int(text)
    if _FLOAT.match(text) and math.isfinite(float(text)):
        return float(text)
    return text


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    value: Any
    path: PagePath
    key: str | None = None
    ignored: bool = False


def _build(tree: YamlTree, text: str) -> None:
    stack: list[_Open] = []
    documents = nodes = 0
    for event in yaml.parse(text, _LOADER):
        at = _span(tree.path, event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                tree.complain("two-documents", "a page is one document; expected no second '---'", at)
                return
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        nodes += 1
        if nodes > LIMITS.nodes or len(stack) > LIMITS.depth:
            what = f"more than {LIMITS.nodes} parts" if nodes > LIMITS.nodes else f"nested deeper than {LIMITS.depth}"
            raise InputError.of("too-deep", what, str(at), "a page is flat")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            tree.complain("no-aliases", "anchors and aliases are not read", at, "write the part out")
        _place(tree, stack, event, at)


def _span(path: str, event: yaml.Event) -> SourceSpan:
    mark = event.start_mark
    return SourceSpan(path=path, line=mark.line + 1, column=mark.column + 1) if mark else SourceSpan(path=path)


def _value(event: yaml.NodeEvent) -> Any:
    """What a node starts as: an empty mapping, an empty list, or its scalar."""
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.ScalarEvent):
        return scalar(event.value) if event.implicit[0] and event.style in (None, "") else event.value
    return None


def _place(tree: YamlTree, stack: list[_Open], event: yaml.NodeEvent, at: SourceSpan) -> None:
    """Put one node where it belongs: as a key, a value, an item or the whole document."""
    parent = stack[-1] if stack else None
    if parent is not None and isinstance(parent.value, dict) and parent.key is None:
        _take_key(tree, parent, event, at)
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], (), ignored=True))
        return
    value = _value(event)
    path: PagePath = ()
    ignored = parent.ignored if parent else False
    if parent is None:
        tree.value = value
    elif isinstance(parent.value, dict):
        path, ignored = (*parent.path, str(parent.key)), ignored or parent.key in parent.value
        if not ignored:
            parent.value[parent.key] = value
        parent.key = None
    else:
        path = (*parent.path, len(parent.value))
        parent.value.append(value)
    if not ignored:
        tree.spans[path] = at
    if isinstance(event, yaml.CollectionStartEvent):
        stack.append(_Open(value, path, ignored=ignored))


def _take_key(tree: YamlTree, parent: _Open, event: yaml.NodeEvent, at: SourceSpan) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        tree.complain("not-a-key", "expected a plain word as key", at)
        parent.key = f"\x00{at.line}:{at.column}"
        return
    key = event.value
    if key in parent.value and not parent.ignored:
        first = tree.keys[(*parent.path, key)]
        tree.complain("duplicate-key", f"'{key}' stands here a second time", at, f"first in line {first.line}")
    else:
        tree.keys[(*parent.path, key)] = at
    parent.key = key

"""YAML 1.2 as plain values, each with its place; aliases, duplicate keys and depth bombs are refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from frictionaudit.domain.procedure import PagePath, SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.file_kinds import UTF_16, binary_kind, is_markup
from frictionaudit.sources.yaml_faults import diagnose

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CURLY = re.compile("^[“”„]")
_CURLY_PAIR = re.compile("^[“”„][^“”]*[“”]$")
_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_MAY_MEAN_MORE = frozenset("-+.0123456789~nNtTfF")
_INT = re.compile(r"^[-+]?[0-9]+$")
_FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


@dataclass
class YamlTree:
    """Plain data, the place of each part, and the faults found while reading."""

    path: str
    value: Any = None
    spans: dict[PagePath, SourceSpan] = field(default_factory=dict)
    keys: dict[PagePath, SourceSpan] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, slug: str, message: str, at: SourceSpan, hint: str = "") -> None:
        """Note a fault and read on, so that all faults of a file are reported at once."""
        self.problems.append(Problem(slug, message, str(at), hint))


def parse(data: bytes, path: str) -> YamlTree:
    """Parse one YAML document; InputError where it cannot be understood at all."""
    if len(data) > LIMITS.page_bytes:
        size = f"{len(data) / 1e6:.0f} MB"
        raise InputError.of(
            "too-large",
            f"the file has {size}; a page has at most {LIMITS.page_bytes / 1e6:.0f} MB",
            f"{path}:1:1",
            "split it into several pages",
        )
    tree = YamlTree(path)
    text = _text(data, path)
    try:
        _build(tree, text)
    except yaml.MarkedYAMLError as error:
        fault = diagnose(text, error)
        problem = Problem("not-yaml", fault.message, f"{path}:{fault.line}:{fault.column}", fault.hint)
        raise InputError([*tree.problems, problem]) from None
    except yaml.YAMLError:
        hint = "write it as a page; `frictionaudit new` gives an example"
        raise InputError.of("not-yaml", "the file is not YAML", f"{path}:1:1", hint) from None
    return tree


def _text(data: bytes, path: str) -> str:
    """The text of a file; InputError says what the file is instead."""
    kind = binary_kind(data)
    if kind is not None:
        what = f"this is {kind}" + ("" if kind == UTF_16 else ", not a page")
        hint = "save the file as UTF-8" if kind == UTF_16 else "name the YAML file"
        raise InputError.of("not-text", what, f"{path}:1:1", hint)
    if is_markup(data):
        message = "this is XML or a web page, not YAML"
        raise InputError.of("not-yaml", message, f"{path}:1:1", "give the file the ending .bpmn, .xml or .html")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "the file is not text in UTF-8"
        raise InputError.of("not-text", message, f"{path}:{line}:1", "save the file as UTF-8") from None
    control = _CONTROL.search(text)
    if control:
        line, column = text.count("\n", 0, control.start()) + 1, control.start() - text.rfind("\n", 0, control.start())
        message = f"the file contains a control character, code {ord(control[0])}"
        raise InputError.of("not-text", message, f"{path}:{line}:{column}", "remove it")
    return text


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
                tree.complain("two-documents", "a second page begins here", at, "save each page as a file of its own")
                return
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        nodes += 1
        if nodes > LIMITS.nodes or len(stack) > LIMITS.depth:
            what = f"{LIMITS.nodes:,} parts" if nodes > LIMITS.nodes else f"{LIMITS.depth} levels of nesting"
            raise InputError.of("too-deep", f"the page has more than {what}", str(at), "write it flatter or shorter")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            tree.complain("alias-not-allowed", "anchors (&) and aliases (*) are not read", at, "write the part out")
        if (tag := getattr(event, "tag", None)) is not None:
            tree.complain("tag-not-allowed", f"tags such as '{_tag(tag)}' are not read", at, "remove it")
        if isinstance(event, yaml.ScalarEvent) and event.style in (None, "") and _CURLY.match(event.value):
            _refuse_curly_quotes(tree, event.value, at)
        _place(tree, stack, event, at)


def _tag(tag: str) -> str:
    return f"!!{tag.rpartition(':')[2]}"[:40] if tag.startswith("tag:yaml.org") else tag[:40]


def _refuse_curly_quotes(tree: YamlTree, text: str, at: SourceSpan) -> None:
    """Curly quotes around a whole text, or before its first comma, were meant to be straight ones."""
    if _CURLY_PAIR.match(text) or not re.search("[“”]", text[1:]):
        meant = text[1:-1] if _CURLY_PAIR.match(text) else "…"
        hint = f'use straight quotes: "{meant}"'
        tree.complain("curly-quotes", "curly quotes do not mark a text", at, hint)


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
        tree.complain("not-a-key", "a key is a list or a table", at, "write a plain word")
        parent.key = f"\x00{at.line}:{at.column}"
        return
    key = event.value
    if key in parent.value and not parent.ignored:
        first = tree.keys[(*parent.path, key)]
        tree.complain("duplicate-key", f"'{key}' is defined twice", at, f"first on line {first.line}")
    else:
        tree.keys[(*parent.path, key)] = at
    parent.key = key

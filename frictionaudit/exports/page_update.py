"""A page with some of its values replaced: comments, order and everything that did not change stay as they are."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import dropwhile, pairwise
from typing import Any

from frictionaudit.domain.changes import natural_keys
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.page_folds import folded

_MISSING = object()
_FLOW_WIDTH = 90
"""Parts that are shorter than this stay on one line."""


def updated(text: str, before: Procedure, after: Procedure) -> str:
    """The text of a page that says `before`, changed so that it says `after`; only the lines concerned differ."""
    old, new = before.page(), after.page()
    page = folded(text, old, new)
    yaml = _yaml(page.indent)
    document = yaml.load(page.text)
    same = _dumped(yaml, document)
    _edit(document, old, new)
    return page.unfolded(_patched(page.text, same, _dumped(yaml, document), page.runs))


def _yaml(indent: int) -> Any:
    from ruamel.yaml import YAML  # slow to load, and needed only where a page is rewritten

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=indent, sequence=indent + 2, offset=indent)
    return yaml


def _dumped(yaml: Any, document: Any) -> str:
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _edit(node: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Replace what differs, part by part; a part that is written in short is replaced whole."""
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key, _MISSING), after.get(key, _MISSING)
        if old == new:
            continue
        inner = node.get(key)
        if new is _MISSING:
            node.pop(key, None)
        elif isinstance(old, Mapping) and isinstance(new, Mapping) and isinstance(inner, dict):
            _edit(inner, old, new)
        elif new and _keyed(old) and _keyed(new) and isinstance(inner, list) and _edit_list(inner, old, new):
            continue
        elif key in node and not isinstance(inner, dict | list) and not isinstance(new, dict | list):
            node[key] = new  # the comment at the end of its line stays
        elif key in node:
            _replace(node, key, _styled(_short(key, new)))
        else:
            position = list(node).index("next") if "next" in node else len(node)
            node.insert(position, key, _styled(_short(key, new)))


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value)


def _edit_list(node: Any, old: Sequence[Any], new: Sequence[Any]) -> bool:
    """Edit flows, questions or promises one by one, in place; False where an entry is not found by its natural keys.

    The page may have its flows in another order than a procedure, where their order has no meaning.
    """
    names = [_name({"to": entry} if isinstance(entry, str) else entry) for entry in node]
    if sorted(names) != sorted(map(_name, old)) or len(set(names)) < len(names):
        return False
    wanted = {_name(entry): entry for entry in new}
    kept = [_name(entry) for entry in old if _name(entry) in wanted]
    if kept != [name for name in wanted if name in kept]:
        return False
    for n in range(len(names) - 1, -1, -1):
        if names[n] not in wanted:
            del node[n], names[n]
    past = {_name(entry): entry for entry in old}
    for position, (name, entry) in enumerate(wanted.items()):
        if name not in past:
            at = position if kept == names else len(node)
            node.insert(at, _styled(entry))
        elif past[name] != entry:
            n = names.index(name) + (len(node) - len(names) if kept == names else 0)
            if isinstance(node[n], dict):
                _edit(node[n], past[name], entry)
            else:
                node[n] = _styled(entry)
    return True


def _replace(node: Any, key: str, value: Any) -> None:
    """Put a value at the place of another, without the comments within the old one."""
    position = list(node).index(key)
    del node[key]
    node.ca.items.pop(key, None)
    node.insert(position, key, value)


def _name(entry: Any) -> tuple[str, ...]:
    return tuple(sorted(natural_keys(entry)))


def _short(key: str, value: Any) -> Any:
    """A single way on without anything else is written as its target."""
    if key == "next" and isinstance(value, list) and len(value) == 1 and set(value[0]) == {"to"}:
        return value[0]["to"]
    return value


def _styled(value: Any) -> Any:
    """Plain data as the page would write it: on one line where it is short."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        table = CommentedMap((key, _styled(_short(key, inner))) for key, inner in value.items())
        if len(str(value)) <= _FLOW_WIDTH:
            table.fa.set_flow_style()
        return table
    if isinstance(value, list | tuple):
        items = CommentedSeq(_styled(inner) for inner in value)
        if not any(isinstance(inner, Mapping) for inner in value):
            items.fa.set_flow_style()
        return items
    return value


def _patched(text: str, same: str, edited: str, folds: Collection[str]) -> str:
    """The original text with the differences between two dumps of it, so that its own layout stays."""
    original, first, second = (part.splitlines(keepends=True) for part in (text, same, edited))
    places = _places(original, first)
    lines: list[str] = []
    position = 0
    for start, end, begin, stop in _differences(first, second, folds):
        left, right = places[start], places[end]
        lines += original[position:left]
        lines += second[begin:stop]
        following = first[end] if end < len(first) else ""
        comments = _comments_of_the_next(first[start:end], following, second[begin:stop])
        blank_above = bool(lines) and not lines[-1].strip()
        lines += dropwhile(lambda line: not line.strip(), comments) if blank_above else comments
        position = max(right, left)
    return "".join([*lines, *original[position:]])


def _differences(
    first: Sequence[str], second: Sequence[str], folds: Collection[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Start and end of each difference in both; folds are in both, and no difference reaches across one."""
    cuts = zip(
        [-1, *(n for n, line in enumerate(first) if line.strip() in folds), len(first)],
        [-1, *(n for n, line in enumerate(second) if line.strip() in folds), len(second)],
        strict=True,
    )
    for (start, begin), (end, stop) in pairwise(cuts):
        a, b = first[start + 1 : end], second[begin + 1 : stop]
        for tag, *(i, j, k, m) in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
            if tag != "equal":
                yield start + 1 + i, start + 1 + j, begin + 1 + k, begin + 1 + m


def _places(original: Sequence[str], first: Sequence[str]) -> list[int]:
    """For each line of the dump (and its end) the line of the original at which it begins."""
    places = [0] * (len(first) + 1)
    for _, start, end, begin, stop in SequenceMatcher(a=original, b=first, autojunk=False).get_opcodes():
        for n in range(begin, stop):
            places[n] = start + (n - begin) if end - start == stop - begin else start
        places[stop] = end
    places[len(first)] = len(original)
    return places


def _comments_of_the_next(removed: Sequence[str], following: str, added: Sequence[str]) -> list[str]:
    """Comments at the end of what was removed that belong to the line that follows, by their indent."""
    kept: list[str] = []
    indent = len(following) - len(following.lstrip())
    for line in reversed(removed):
        blank = not line.strip()
        if not blank and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) == indent):
            break
        kept.insert(0, line)
    return [] if not following.strip() or (kept and kept[-1] in added) else kept

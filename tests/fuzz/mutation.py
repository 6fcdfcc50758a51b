"""Seeded mutations of an input: of its bytes, of its words, of its parts, and of what an archive packs."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import zipfile

import yaml
from lxml import etree, html

ODD: tuple[object, ...] = (
    *(None, True, False, 0, -1, 5, 10**30, 10**400, 1.5, float("inf"), float("nan"), "", " ", "x", "²", "٣", "\0"),
    *("9" * 500, "1e999", "5m", "-5m", "1000000000000 years", "5m..1m", "1/0 %", "::error::x", "=1+1", "\u202e"),
    *("\ud800", "a" * 10_000, [], [[]], [5], ["x", "x"], [None], {}, {"x": 5}, {"to": "x"}, {"kind": "x"}),
    *({"value": 5}, {"value": [], "assumed": 5}),
)
WORDS = (
    *(b"0", b"-1", b"9" * 5000, b"1e999", b"nan", b"inf", b"\xc2\xb2", b"\0", b"\xff", b"\xed\xa0\x80", b"\r", b"\t"),
    *(b'"', b"'", b"{", b"}", b"[", b"]", b"<", b">", b"&", b"&#0;", b"&x;", b"]]>", b"--", b"---\n", b"!!binary "),
    *(b"&a ", b"*a", b"<<: ", b": ", b"%", b"|", b"\xe2\x80\xae", b"<!DOCTYPE x>", b"encoding='rot13'", b"\n\n\n"),
    *(b"- " * 60, b"[" * 60, b"<a>" * 300, b"P1Y", b"T"),
)
_PLAIN_XML = etree.XMLParser(resolve_entities=False, huge_tree=True)
_BEYOND_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD = re.compile(rb"[\w.%-]+")


def mutated(seed: bytes, others: list[bytes], chance: random.Random, structured: str = "") -> bytes:
    """The seed after one to four mutations; `structured` (yaml, json, xml, html) also changes its parts."""
    if seed.startswith(b"PK") and chance.random() < 0.8:
        return _packed(seed, others, chance)
    if structured and chance.random() < 0.6:
        return (
            _elements(seed, chance, structured) if structured in ("xml", "html") else _parts(seed, chance, structured)
        )
    for _ in range(chance.randint(1, 4)):
        seed = chance.choice((_flip, _cut, _repeat, _insert, _word, _splice))(seed, others, chance)
    return seed


def _at(seed: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(seed) + 1)
    return start, min(len(seed), start + chance.choice((1, 4, 40, 400)))


def _flip(seed: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, _end = _at(seed, chance)
    return seed[:start] + bytes([chance.randrange(256)]) + seed[start + 1 :]


def _cut(seed: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _at(seed, chance)
    return seed[:start] + seed[end:] if chance.random() < 0.9 else seed[:start]


def _repeat(seed: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _at(seed, chance)
    return seed[:end] + seed[start:end] * chance.choice((1, 2, 50)) + seed[end:]


def _insert(seed: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, _end = _at(seed, chance)
    return seed[:start] + chance.choice(WORDS) + seed[start:]


def _word(seed: bytes, _: list[bytes], chance: random.Random) -> bytes:
    words = list(_WORD.finditer(seed))
    if not words:
        return seed
    word = chance.choice(words)
    return seed[: word.start()] + chance.choice((*WORDS, chance.choice(words)[0])) + seed[word.end() :]


def _splice(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    return seed[: _at(seed, chance)[0]] + other[_at(other, chance)[0] :]


def _packed(seed: bytes, others: list[bytes], chance: random.Random) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(seed))
    parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    parts[chosen] = mutated(parts[chosen], list(parts.values()), chance, "xml")
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return packed.getvalue()


def _parts(seed: bytes, chance: random.Random, structured: str) -> bytes:
    try:
        tree = json.loads(seed) if structured == "json" else yaml.safe_load(seed)
    except (yaml.YAMLError, ValueError):
        return seed
    for _ in range(chance.randint(1, 3)):
        places = list(_places(tree))
        if not places:
            break
        parent, key = chance.choice(places)
        action = chance.random()
        if action < 0.2:
            del parent[key]
        elif action < 0.35 and isinstance(parent, dict):
            parent[str(chance.choice(ODD))[:80]] = parent.pop(key)
        elif action < 0.5:
            donor, other = chance.choice(places)
            parent[key] = donor.get(other) if isinstance(donor, dict) else [*donor, None][min(other, len(donor))]
        else:
            parent[key] = chance.choice(ODD)
    try:
        text = json.dumps(tree) if structured == "json" else yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    except (yaml.YAMLError, ValueError, RecursionError):
        return seed
    return text.encode("utf-8", "surrogatepass")


def _elements(seed: bytes, chance: random.Random, structured: str) -> bytes:
    """Elements left out, doubled, moved and renamed; texts and attributes exchanged or made odd."""
    try:
        root = html.document_fromstring(seed) if structured == "html" else etree.fromstring(seed, _PLAIN_XML)
    except (etree.LxmlError, ValueError):
        return seed
    for _ in range(chance.randint(1, 4)):
        if elements := [element for element in root.iter(etree.Element) if element is not root]:
            change = chance.choice((_left_out, _doubled, _renamed, _refilled, _retold, _retold, _attribute, _attribute))
            change(chance.choice(elements), chance.choice(elements), chance)
    return etree.tostring(root, encoding="utf-8", method=structured)


def _left_out(element: etree._Element, _: etree._Element, __: random.Random) -> None:
    element.getparent().remove(element)


def _doubled(element: etree._Element, other: etree._Element, _: random.Random) -> None:
    other.addnext(copy.deepcopy(element))


def _renamed(element: etree._Element, other: etree._Element, _: random.Random) -> None:
    element.tag = other.tag


def _refilled(element: etree._Element, other: etree._Element, _: random.Random) -> None:
    element[:] = [copy.deepcopy(child) for child in other][:50]


def _retold(element: etree._Element, other: etree._Element, chance: random.Random) -> None:
    element.text = chance.choice((other.text, _odd(chance)))


def _attribute(element: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if names := list(element.attrib):
        name = chance.choice(names)
        element.attrib[name] = chance.choice((*other.attrib.values(), _odd(chance), _odd(chance)))
        if chance.random() < 0.2:
            del element.attrib[name]


def _odd(chance: random.Random) -> str:
    """An odd text that XML can hold."""
    return _BEYOND_XML.sub("", str(chance.choice(ODD)))


def _places(tree: object) -> list[tuple[object, object]]:
    """All places of a tree: the part around each value, and its key there."""
    found: list[tuple[object, object]] = []
    waiting = [tree]
    while waiting and len(found) < 5000:
        part = waiting.pop()
        keys = list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
        for key in keys:
            found.append((part, key))
            waiting.append(part[key])
    return found

"""Synonyms of questions: 'Your e-mail?' and 'E-Mail-Adresse' ask for the same data item.

The table beside this module holds English and German. Its rows are of five kinds: `filler` words without meaning,
`word` synonyms, `item` wordings of one data item, `other` words that refer to somebody or something other than the
person who fills in the form, and `case` items whose answer differs in each case.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from rapidfuzz import fuzz

K = TypeVar("K", bound=Hashable)
Words = tuple[str, ...]
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'"})
_E_MAIL = re.compile(r"\be[\s-]?mail")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Meaning:
    """The meaning of a field.

    `item` is the data item's name in the table, or None; `words` are the content words of the question;
    `of_the_case` means that the answer differs in each case, so it cannot have been given before.
    """

    item: str | None
    words: Words
    of_the_case: bool


@lru_cache(maxsize=1 << 16)
def meaning(data: str, label: str) -> Meaning:
    """The meaning of a field by its data item's id and its label, either of which may be empty.

    If the two name different items, or the id narrows the label ('Name' for `witness-name`), the item is None.
    """
    table = _table()
    named, asked = words(data), words(label)
    by_id, by_label = table.items.get(frozenset(named)), table.items.get(frozenset(asked))
    narrowed = tuple(word for word in named if word in table.others and word not in asked)
    item = by_id or by_label
    if (by_id and by_label and by_id != by_label) or (not by_id and (narrowed or _narrows(named, asked))):
        item = None
    hints = (named, asked) if item else (named, asked, named[-1:])  # `review-grounds` are grounds
    of_the_case = any(frozenset(hint) in table.cases for hint in hints)
    return Meaning(item, (*asked, *narrowed), of_the_case)


def _narrows(named: Words, asked: Words) -> bool:
    """Whether an id repeats words of the label and adds others, such as whose name or which date."""
    return bool({*named} & {*asked}) and bool({*named} - {*asked})


@lru_cache(maxsize=1 << 16)
def words(text: str) -> Words:
    """The content words of a text, each once, in lower case and in the table's spelling."""
    table = _vocabulary()
    plain = (table.synonyms.get(word, (word,)) for word in _plain(text) if word not in table.fillers)
    return tuple(dict.fromkeys(word for several in plain for word in several))


def same_meaning(fields: Iterable[tuple[K, Meaning]], likeness: float) -> Iterable[list[K]]:
    """Groups of fields with the same meaning: by item, then by wording for those not in the table.

    Two wordings are the same if they have the same words up to spelling and a similarity of at least `likeness`
    (0 to 100, `rapidfuzz.fuzz.token_set_ratio`). That ratio alone equates 'date' and 'date of birth', so no word
    may be left over. A single word is too little evidence. One pass: a wording is compared only with those in its
    phonetic bucket.
    """
    by_item: dict[str, list[K]] = {}
    by_sound: dict[frozenset[str], list[tuple[str, list[K]]]] = {}
    for key, sense in fields:
        if sense.item:
            by_item.setdefault(sense.item, []).append(key)
        elif len(sense.words) > 1:
            wording = " ".join(sense.words)
            bucket = by_sound.setdefault(frozenset(map(_sound, sense.words)), [])
            for known, keys in bucket:
                if fuzz.token_set_ratio(wording, known) >= likeness:
                    keys.append(key)
                    break
            else:
                bucket.append((wording, [key]))
    yield from by_item.values()
    yield from (keys for bucket in by_sound.values() for _, keys in bucket)


@cache
def _sound(word: str) -> str:
    """A phonetic key: no vowels after the first letter, no doubled letters, no plural s, and s for z or c."""
    if any(letter.isdigit() for letter in word):
        return word
    bucket = re.sub(r"(.)\1+", r"\1", word.replace("ph", "f").translate(str.maketrans("zcy", "ssi")))
    return bucket[:1] + re.sub(r"[aeiou]", "", bucket[1:].removesuffix("s"))


def _plain(text: str) -> list[str]:
    small = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS).replace("'s ", " ")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    return _WORD.findall(_E_MAIL.sub("email", bare))


@dataclass(frozen=True)
class _Vocabulary:
    fillers: frozenset[str]
    synonyms: Mapping[str, Words]


@dataclass(frozen=True)
class _Table:
    items: Mapping[frozenset[str], str]
    others: frozenset[str]
    cases: frozenset[frozenset[str]]


@cache
def _rows(kind: str) -> tuple[tuple[str, str], ...]:
    text = files(__package__).joinpath("synonyms.csv").read_text(encoding="utf-8")
    return tuple((row["words"], row["meaning"]) for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)


@cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary(
        fillers=frozenset(word for line, _ in _rows("filler") for word in line.split()),
        synonyms={word: tuple(stands_for.split()) for word, stands_for in _rows("word")},
    )


@cache
def _table() -> _Table:
    return _Table(
        items={frozenset(words(wording)): item for wording, item in _rows("item")},
        others=frozenset(word for line, _ in _rows("other") for word in line.split()),
        cases=frozenset(frozenset(words(wording)) for wording, _ in _rows("case")),
    )

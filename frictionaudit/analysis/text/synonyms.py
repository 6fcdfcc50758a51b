"""What a question means, whatever it is called: 'Your e-mail?' and 'E-Mail-Adresse' ask for the same thing.

The table beside this module says it in English and German. Its rows are of five kinds: `filler` words that carry no
meaning, `word`s that stand for others, `item`s (wordings of one data item), `other` words that speak of somebody or
something else than the person who fills in, and `case` items whose answer is new in each case.
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
    """What a field asks for.

    `item` is the data item's name in the table, None where it is not in it; `words` are the words of the question
    that carry meaning; `of_the_case` says that the answer is new each time, so that nobody can have given it before.
    """

    item: str | None
    words: Words
    of_the_case: bool


@lru_cache(maxsize=1 << 16)
def meaning(data: str, label: str) -> Meaning:
    """The meaning of a field from its data item's id and its label, either of which may say nothing.

    Where both name items and not the same, or where the id narrows what the label says ('Name' for `witness-name`),
    the table has no name for it.
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
    """Whether an id repeats words of the label and adds others: it says whose name, or which date."""
    return bool({*named} & {*asked}) and bool({*named} - {*asked})


@lru_cache(maxsize=1 << 16)
def words(text: str) -> Words:
    """The words that carry meaning, each once, in small letters and as the table spells them."""
    table = _vocabulary()
    plain = (table.synonyms.get(word, (word,)) for word in _plain(text) if word not in table.fillers)
    return tuple(dict.fromkeys(word for several in plain for word in several))


def together(fields: Iterable[tuple[K, Meaning]], likeness: float) -> Iterable[list[K]]:
    """Fields that mean the same: first by item, then those the table does not know, by wording.

    Two wordings are the same where every word of one is in the other, up to its spelling, and they are at least
    `likeness` alike (0 to 100, `rapidfuzz.fuzz.token_set_ratio`). That ratio alone takes 'date' for 'date of birth',
    so words are never left over. A wording of one word is too little to go by. One pass: a wording is compared only
    with those whose words sound alike.
    """
    by_item: dict[str, list[K]] = {}
    by_sound: dict[frozenset[str], list[tuple[str, list[K]]]] = {}
    for key, sense in fields:
        if sense.item:
            by_item.setdefault(sense.item, []).append(key)
        elif len(sense.words) > 1:
            wording = " ".join(sense.words)
            heard = by_sound.setdefault(frozenset(map(_sound, sense.words)), [])
            for other, keys in heard:
                if fuzz.token_set_ratio(wording, other) >= likeness:
                    keys.append(key)
                    break
            else:
                heard.append((wording, [key]))
    yield from by_item.values()
    yield from (keys for heard in by_sound.values() for _, keys in heard)


@cache
def _sound(word: str) -> str:
    """A word without what spellings differ in: vowels after the first, doubled letters, a plural's s, z or c for s."""
    if any(letter.isdigit() for letter in word):
        return word
    heard = re.sub(r"(.)\1+", r"\1", word.replace("ph", "f").translate(str.maketrans("zcy", "ssi")))
    return heard[:1] + re.sub(r"[aeiou]", "", heard[1:].removesuffix("s"))


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

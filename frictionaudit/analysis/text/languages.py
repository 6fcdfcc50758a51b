"""Languages and accessible formats that a text names."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
OTHER = "another language"

_LANGUAGES = """
ar Arabic, bg Bulgarian, bn Bengali Bangla, bs Bosnian, ca Catalan, cs Czech, cy Welsh, da Danish, de German Deutsch,
el Greek, en English, es Spanish Español, et Estonian, eu Basque, fa Persian Farsi Dari, fi Finnish, fr French Français,
ga Irish, gu Gujarati, he Hebrew, hi Hindi, hr Croatian, hu Hungarian, hy Armenian, id Indonesian, is Icelandic,
it Italian, ja Japanese, ka Georgian, km Khmer, ko Korean, ku Kurdish Kurmanji Sorani, lt Lithuanian, lv Latvian,
mi Maori, mk Macedonian, ms Malay, mt Maltese, nb Norwegian, ne Nepali, nl Dutch, pa Punjabi Panjabi, pl Polish,
ps Pashto, pt Portuguese, ro Romanian, ru Russian, sk Slovak, sl Slovenian, so Somali, sq Albanian, sr Serbian,
sv Swedish, sw Swahili, ta Tamil, th Thai, ti Tigrinya, tl Tagalog Filipino, tr Turkish, uk Ukrainian, ur Urdu,
vi Vietnamese, zh Chinese Mandarin Cantonese
"""
_CODES: dict[str, str] = {}
for _line in _LANGUAGES.replace("\n", " ").split(","):
    _code, *_names = _line.split()
    _CODES.update(dict.fromkeys((name.casefold() for name in _names), _code))
_KNOWN = frozenset(_CODES.values())

_FORMATS = {
    "braille": "braille",
    "print": "large print",
    "audio": "audio",
    "easy": "easy read",
    "plain": "plain language",
    "sign": "sign language",
    "relay": "text relay",
    "subtitles": "subtitles",
    "captions": "subtitles",
    "language": OTHER,
    "interpreter": OTHER,
    "translation": OTHER,
    "translated": OTHER,
}


def spoken_of(words: str) -> frozenset[str]:
    """Languages (ISO 639 codes) and formats that a text names; empty if it names neither.

    `large print` is a format, `Polish` and `pl` are languages, `a seat` is neither. A code counts only on its
    own, because `no` and `is` are words as well.
    """
    tokens = [word.casefold() for word in _WORD.findall(words)]
    if words.strip().casefold()[:2] in _KNOWN and re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z]{2,4})?", words.strip()):
        return frozenset({words.strip().casefold()[:2]})
    named = {_CODES[word] for word in tokens if word in _CODES}
    formats = {_FORMATS[word] for word in tokens if word in _FORMATS}
    whole = {"plain language", "sign language"} & formats
    return frozenset(named | (formats - {OTHER} if whole or named else formats))


def is_language(spoken: str) -> bool:
    """Whether it is a language rather than a format."""
    return spoken in _KNOWN

"""Numbers with their units of time, as words and figures; in English and German, in part in other languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_FIRST = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ERSTE = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_WORDS = {word: n for words in (_FIRST, _ERSTE) for n, word in enumerate(words, 1)}
_WORDS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}
_WORDS |= dict.fromkeys(("ein", "eine", "einen", "einem", "einer"), 1) | {"fünfzehn": 15, "zwanzig": 20}
_DEUX = "deux trois quatre cinq six sept huit neuf dix"
_DOS = "dos tres cuatro cinco seis siete ocho nueve diez"
_TWEE = "twee drie vier vijf zes zeven acht negen tien"
_WORDS |= {word: n for words in (_DEUX, _DOS, _TWEE) for n, word in enumerate(words.split(), 2)}
_WORDS |= dict.fromkeys(("une", "un", "una", "een", "één"), 1) | {"quinze": 15, "quince": 15, "vingt": 20, "trente": 30}
_UNITS = {
    "seconds": "seconds|second|secs|sec|sekunden|sekunde|sek|s",
    "minutes": "minutes|minute|mins|min|minuten|minutos|minuto|minuut|mn|m",
    "hours": "hours|hour|hrs|hr|stunden|stunde|std|heures|heure|horas|hora|uren|uur|h",
    "days": "days|day|tagen|tage|tag|jours|jour|días|día|dias|dagen|dag|d",
    "calendar": "calendar[ -]?days?|kalendertag(?:en|e)?|jours? calendaires?|días? naturale?s?|kalenderdag(?:en)?",
    "open_hours": "(?:working|business|office)[ -]hours?|arbeitsstunden?",
    "weeks": "weeks|week|wks|wk|wochen|woche|semaines|semaine|semanas|semana|weken|w",
    "months": "months|month|mths|mth|mos|mo|monaten|monate|monat|mois|meses|mes|maanden|maand",
    "years": "years|year|yrs|yr|jahren|jahre|jahr|ans|années|année|años|año|jaar",
    "working": r"(?:working|business|office|work|banking)[ -]?days?|[wb]/?days?|[wb]\.?d|werktag(?:en|e)?"
    r"|arbeitstag(?:en|e)?|jours? ouvr(?:able|é)s?|días? (?:hábil(?:es)?|laborables?)|werkdag(?:en)?",
}
"""Words of each unit; the last are tried first, so that '3 w/days' are no weeks."""
_FOOTNOTE = r"\s*(?:\[\d+\]|[*†‡]+)$|[⁰¹²³⁴-⁹]+(?!\w)|(?<=[a-z.])\s*\(\d\)$"
"""The mark of a footnote behind a word or a figure."""
_SAID = (
    (_FOOTNOTE, ""),
    (r"(?<=\d)\s*~\s*(?=\d)", "-"),
    (r"^(\d+(?:[.,]\d+)?)\s*\+\s*(?=[a-z])", r"at least \1 "),
    (r"(?<=\d) ?at$", " arbeitstage"),
    (r"^0?0:([0-5]\d):([0-5]\d)$", r"\1 min \2 s"),
    (r"(?<![\d.,/:])([5-9]|[1-9]\d+)\s*/\s*([6-9]|[1-9]\d+)(?=\s*[a-z])", r"\1-\2"),
    (r"(?<=\d)\s*['′](?![\d'′])", " min"),
    (r"\b(?:an?|one) (hour|day|week|month|year) and a half\b", r"1.5 \1s"),
    (r"\b(\d+) (hour|day|week|month|year)s? and a half\b", r"\1.5 \2s"),
    (r"\b(?:three|3) quarters of an hour\b", "45 min"),
    (r"\b(?:a )?quarter(?: of)?(?: an)? hour\b", "15 min"),
    (r"\b(?:an? |one |1 )?fortnight\b", "2 weeks"),
    (r"^(?:the )?next (working |business )?day$", r"1 \1day"),
    (r"\b(\d+)\s*(?:h|hrs?\.?|hours?|std\.?)\s*([0-5]\d)$", r"\1 h \2 min"),
)
"""Times in other words, and how they read in figures and units."""
_FINENESS = {unit: n for n, unit in enumerate(("years", "months", "weeks", "days", "hours", "minutes", "seconds"))}
_FINENESS |= {"working": 3, "calendar": 3, "open_hours": 4}
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in reversed(_UNITS.items()))
PART = re.compile(rf"(?P<number>{NUMBER})[ -]*(?:{_ANY})(?![^\W\d_])\.?")
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")
_SEVERAL_TIMES = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:x|×|times|mal)\s*(\d{1,4}(?:\.\d{1,2})?)(?=[\s-]*[a-z])")
"""One time, several times over: '2 x 45 min'."""
_FILLER = re.compile(r"[\s,;&/+.]+|\b(?:and|und|plus)\b")


@dataclass(frozen=True)
class Amounts:
    """A sum of times by unit; `left` is what stands beside it and was not understood."""

    months: float = 0
    weeks: float = 0
    days: float = 0
    minutes: float = 0
    working: bool = False
    calendar: bool = False
    plain_days: bool = False
    some: bool = False
    counted: str = ""
    left: str = ""

    @property
    def whole(self) -> bool:
        """Whether the text is a time and nothing else."""
        return self.some and not self.left


def in_figures(text: str) -> str:
    """Text in lower case with number words as figures: 'Four (4) Minutes' is '4 minutes'."""
    plain = re.sub(r"[‐‑‒–—−]", "-", " ".join(text.casefold().split()))
    for words, figures in _SAID:
        plain = re.sub(words, figures, plain)
    plain = re.sub(r"(\d)\s*½", r"\1.5", plain).replace("½", "0.5").replace("¼", "0.25")
    plain = re.sub(r"\b(\d+) 1/2\b", r"\1.5", re.sub(r"(?<![\d ])(?:^|\s)1/2\b", " 0.5", plain)).strip()
    plain = re.sub(r"\b(?:one )?half (?:an? )?(?=hour|day)|\b(?:eine )?halbe[rn]? (?=stunde|tag)", "0.5 ", plain)
    plain = _WORD.sub(lambda match: str(_WORDS[match[0]]), plain)
    plain = _SEVERAL_TIMES.sub(lambda match: f"{int(match[1]) * float(match[2]):.12g}", plain)
    plain = re.sub(r"\b(?:an?) (?=hour|minute|day|week|month|working)", "1 ", plain)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ".", plain))
    plain = re.sub(r"\b(\d+):([0-5]\d)\s*(?=(?:h|hrs?|hours?|std|stunden?)\b)\S+", r"\1 h \2 min", plain)
    return re.sub(r"(?:\b\d+\s*)?(?<![\w)])\((\d+)\)", r"\1", plain).strip()


def fineness_of(text: str) -> int | None:
    """How fine the one unit of a time is, days before hours; None for other texts and several units."""
    plain = in_figures(text)
    units = {next(name for name in _UNITS if part[name]) for part in PART.finditer(plain)}
    return _FINENESS[units.pop()] if len(units) == 1 and amounts(plain).whole else None


def amounts(text: str) -> Amounts:
    """The times at the beginning of a text, added up from the larger unit to the smaller."""
    total = dict.fromkeys(_UNITS, 0.0)
    position, fineness, units = 0, -1, set()
    for part in PART.finditer(text):
        between = _FILLER.sub("", text[position : part.start()])
        unit = next(name for name in _UNITS if part[name])
        if between or _FINENESS[unit] <= fineness:  # a second time, not a finer part of the first
            break
        position, fineness = part.end(), _FINENESS[unit]
        total[unit] += float(part["number"])
        units.add(unit)
    left = text[position:].strip(" ,;&/+.-")
    if not units or re.search(r"\d", left):
        return Amounts(left=text)
    return Amounts(
        months=total["months"] + 12 * total["years"],
        weeks=total["weeks"],
        days=total["days"] + total["working"] + total["calendar"],
        minutes=total["minutes"] + 60 * (total["hours"] + total["open_hours"]) + total["seconds"] / 60,
        working=bool(units & {"working", "open_hours"}),
        calendar="calendar" in units,
        plain_days="days" in units,
        some=True,
        counted=text[:position].strip(),
        left=left,
    )

"""The one length of time that a name says in words, or a definition as ISO 8601, FEEL or milliseconds."""

from __future__ import annotations

import re

from frictionaudit.domain.quantities import Duration
from frictionaudit.sources.customer_names import plain

_UNITS = {
    "minutes": "min mins minute minutes minuten minuti minuto minutos minuut λεπτα λεπτο m",
    "hours": "h hr hrs hour hours stunde stunden std uur uren heure heures hora horas ora ore ωρα ωρες",
    "days": "d day days tag tage tagen dag dagen jour jours dia dias giorno giorni ημερα ημερες ημερων",
    "weeks": "w week weeks woche wochen weken semaine semaines semana semanas settimana settimane εβδομαδα εβδομαδες",
    "months": "month months monat monate monaten maand maanden mois mes meses mese mesi μηνας μηνες μηνων",
    "years": "year years jahr jahre jahren jaar an ans annee annees ano anos anno anni ετος ετη",
}
_UNIT_OF = {plain(word): unit for unit, listed in _UNITS.items() for word in listed.split()}
_WORKING_BEFORE = r"(?:working|business|werk|arbeits|εργασιμ\w*)"
_WORKING_AFTER = r"(?:habil(?:es)?|laborables?|ouvr(?:e|es|able|ables)|lavorativ[io]|utei?s|util|εργασιμ\w*)"
_LENGTH = re.compile(
    r"(?<![\w.,:/-])(?P<low>\d{1,6}(?:\.\d{1,3})?)(?:\s*(?:-|–|to|bis|a)\s*(?P<high>\d{1,6}(?:\.\d{1,3})?))?"
    rf"\s*(?P<before>{_WORKING_BEFORE}?)[\s-]*(?P<unit>[^\W\d_]+)(?P<after>\s+{_WORKING_AFTER}\b)?"
)
_LEADS = re.compile(
    r"(?:(?:wait(?:s|ing)?(?: time)?(?: for| of)?|delay(?: of)?|pause(?: for| of)?|warte(?:n|t|zeit)?|attendre"
    r"|attente(?: de)?|delai(?: de)?|esperar|espera(?: de)?|aspettare|attesa(?: di)?|wachten)? ?:?)? ?"
    r"(?:after|about|approx\.?|ca\.?|circa|etwa|environ|nach|apres|despues de|dopo|apos|na|μετα απο|~)?"
)
_TRAILS = re.compile(
    r"(?: later| pass(?:es)?| go by| wait(?:ing)?(?: time)?| warten| wartezeit| spaeter| vergehen| d'attente)?"
)
"""What stands around a length that says nothing else."""
_MOST = (
    "within|at (?:the )?most|(?:no|not) (?:later|longer|more) than|(?:in )?less than|under|up to|max(?:\\.|imum|imal)?"
    "|at (?:the )?latest|innerhalb|binnen|(?:bis )?(?:aller)?spaetestens|bis zu|(?:aller)?hoechstens|laengstens"
    "|nicht (?:laenger|mehr|spaeter) als|weniger als|uiterlijk|hoogstens|ten hoogste|maximaal|minder dan"
    "|niet (?:later|langer|meer) dan"
    "|dans (?:les|un delai de)|sous|au plus(?: tard)?|jusqu'a|(?:en )?moins de|d'ici|en (?:un|el) plazo de"
    "|dentro del plazo|(?:como )?maximo|a mas tardar|hasta|(?:en )?menos de|no mas de|no prazo|(?:no )?maximo|ate"
    "|o mais tardar|em menos de|nao mais de|entro|al massimo|massimo|al piu tardi|fino a|non oltre|nel termine di"
    "|(?:in )?meno di|εντοσ|μεσα σε|το πολυ|το αργοτερο|εωσ|μεχρι|οχι (?:αργοτερα|περισσοτερο) απο|λιγοτερο απο|[<≤]"
)
"""Words before or after a length of time that is the most something may take."""
_LIMIT_BEFORE = re.compile(rf"(?<![^\W_])(?:{_MOST})(?![^\W_])\W*(?:[^\W\d_]+\W+){{0,2}}$")
_LIMIT_AFTER = re.compile(rf"^\W*(?:{_MOST})(?![^\W_])")
_HUGE = re.compile(r"\d{8}")
"""More than any timer runs, in whatever unit."""
_FEEL = re.compile(r"=\s*(?:duration\s*\(\s*)?\"(P[^\"]*)\"\s*\)?")
_MILLISECONDS = re.compile(r"(\d{1,14})L")
_COMPUTED = ("=", "$", "#")


def length_stated(text: str) -> Duration | None:
    """The length of time that a definition says; None for a date, a cycle, or what is not understood."""
    if (milliseconds := _MILLISECONDS.fullmatch(text)) is not None:
        days, rest = divmod(int(milliseconds[1]) / 60_000, 1440)
        return _duration(f"{days:g} days {rest:g} minutes" if rest else f"{days:g} days")
    if _HUGE.search(text):
        return None
    feel = _FEEL.fullmatch(text)
    text = feel[1] if feel else text
    return _duration(text) if text[:1] == "P" else length_in_words(text)


def is_computed(text: str) -> bool:
    """Whether a definition is an expression that a system evaluates."""
    return text.startswith(_COMPUTED)


def length_in_words(text: str, *, alone: bool = False) -> Duration | None:
    """The one length of time that a text names; None for a clock time, or more than one.

    `alone` asks for a text that says nothing else: 'after 3 days', and not 'if it takes 3 days'.
    """
    words = plain(text)
    match = _named(words)
    if match is None:
        return None
    if alone and (not _TRAILS.fullmatch(words[match.end() :]) or not _LEADS.fullmatch(words[: match.start()].strip())):
        return None
    working = "working " if match["before"] or match["after"] else ""
    unit = _UNIT_OF[match["unit"]]
    ends = [f"{number} {working}{unit}" for number in (match["low"], match["high"]) if number]
    return _duration("..".join(ends))


def is_limit(text: str) -> bool:
    """Whether the one length of time that a text names is the most that something may take: 'within 2 months'."""
    words = plain(text)
    match = _named(words)
    if match is None:
        return False
    return bool(_LIMIT_BEFORE.search(words[: match.start()]) or _LIMIT_AFTER.search(words[match.end() :]))


def _named(words: str) -> re.Match[str] | None:
    found = [match for match in _LENGTH.finditer(words) if match["unit"] in _UNIT_OF]
    return found[0] if len(found) == 1 else None


def _duration(text: str) -> Duration | None:
    try:
        return Duration.model_validate(text)
    except ValueError:
        return None

"""Times as people print them in tables, in several languages; what is not understood is reported, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import ValidationError

from frictionaudit.domain.quantities import ABOUT, AT_LEAST, AT_MOST, Assumed, Duration, Period
from frictionaudit.sources.tables.cells.units import NUMBER, PART, Amounts, amounts, in_figures
from frictionaudit.sources.tables.wording import says_nothing

_OPEN = re.compile(
    r"\bdepend|\bvar(?:y|ies)\b|\bas (?:data|soon|needed|required|available)|\buntil\b|\bupon availab"
    r"|case[- ]to[- ]case|\bje nach\b|\babhängig|\bnach bedarf\b|\bunbestimmt"
    r"|\bto be determined\b|\btbd\b|\bno (?:fixed )?limit\b"
)
_NOTICE = re.compile(
    r"\d.*\b(?:before|beforehand|prior|in advance|ahead|avant|à l'avance|vor|vorher|zuvor|im voraus|antes|vooraf"
    r"|van tevoren)\b"
)
"""How long before something a step is done, as '6 weeks before the visit' says, and not how long it takes."""
_AFTER = re.compile(r"^(?:after|nach)\s+(?=\d)")
_UPPER = re.compile(
    r"^(?:(?:with ?in|innerhalb(?: von)?|in|binnen|up to|bis(?: zu)?|not more than|no more than|not exceeding|at most"
    r"|höchstens|maximal|maximum(?: of)?|max\.?|sous|dans (?:un délai de|les)|jusqu'à|au plus|en|dentro de|hasta|máximo"
    r"|maximaal|tot|less than|weniger als)(?![a-zß-ÿ])|[<≤])\s*"
)
_LOWER = re.compile(
    r"^(?:at least|mindestens|minimum(?: of)?|min\. |au moins|al menos|minstens|more than|mehr als|[>≥])\s*"
)
_ABOUT = re.compile(
    r"^(?:approximately|approx\.?|about|around|ca\.?|circa|etwa|rund|ungefähr|environ|env\.?|aproximadamente|aprox\.?|ongeveer|estimated"
    r"|average(?: of)?|[~≈])\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s*\b(?:(?P<most>maximum|maximal|max|or less|oder weniger|at most|höchstens)|only)\b\.?$")
_WAITING = re.compile(
    r"\b(?:waiting (?:time|period)|wait(?:ing)?|wartezeit|wartefrist|warten)\b(?:\s*(?:of|for|from|von)\b|\s*:)?"
)
"""How a time says of itself that somebody waits."""
_COUNTED_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
_WITHIN = re.compile(r"^(?:with ?in|in|innerhalb(?: von)?|binnen)\s")
"""What a service says of itself: the time that it takes, and no bound of somebody's estimate."""
_LONGEST = 80
_SAME_DAY = re.compile(
    r"(?:the |on the )?same (?:working )?day|am (?:selben|gleichen) tag|taggleich"
    r"|le jour même|el mismo día|dezelfde dag",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?:immediate(?:ly)?|instant(?:ly)?|at once|straight away|sofort|immédiat(?:e(?:ment)?)?"
    r"|inmediat[oa](?:mente)?|onmiddellijk)\.?",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"({NUMBER})\s*(?:-|\bto\b|\bbis\b|\bor\b|\boder\b|\bà\b|\bou\b|\btot\b|\ba\b)\s*({NUMBER})(?=\s*[a-zµ])"
)
_BARE = re.compile(rf"{NUMBER}(?:\s*(?:-|\bto\b|\bbis\b|\bor\b|\boder\b)\s*{NUMBER})?")
_BETWEEN = re.compile(r"(?<=[a-z.])\s*(?:-|\bto\b|\bbis\b|\bà\b)\s*(?=\d)")


_SAID = {"is approximate": ABOUT, "is a maximum": AT_MOST, "is a minimum": AT_LEAST}


def resting_on(evidence: Assumed, time: Duration) -> Assumed:
    """An assumption about a time, with what the printed time itself leaves open: 'about', 'at most' or 'at least'."""
    said = next((said for said in _SAID.values() if said == time.evidence), None)
    return Assumed(why=f"{evidence.why} ({said.why})") if said else evidence


@dataclass(frozen=True)
class ReadTime:
    """The time in a cell: a duration, or a wait that comes first, or nothing; with notes.

    `unread` says why the time stays unknown although something is printed. `plain_days` says that 'day' was printed
    without saying working or calendar. `at_once` says that there is no wait, and not how long the work takes. `waits`
    says that the cell calls its time a wait.
    """

    duration: Duration | None = None
    later: Duration | None = None
    notes: tuple[str, ...] = ()
    plain_days: bool = False
    unread: str = ""
    at_once: bool = False
    waits: bool = False


def read_time(text: str, *, working_days: bool = False, unit: str = "") -> ReadTime:
    """Read a printed time. `unit` is the unit in the heading, for cells that hold bare numbers."""
    if says_nothing(text):
        return ReadTime()
    printed = " ".join(text.split())
    if _AT_ONCE.fullmatch(printed):
        return ReadTime(at_once=True)
    core, notes = _without_brackets(in_figures(_clock(text, unit)))
    if _OPEN.search(core):
        return ReadTime(unread="it is open-ended, so the time is unknown")
    if _NOTICE.search(core):
        return ReadTime(unread="it says how long before something, not how long the step takes")
    waits = _WAITING.search(_COUNTED_BRACKETS.sub("", printed.casefold())) is not None
    core = " ".join(_WAITING.sub(" ", core).split())
    later = _AFTER.match(core)
    core, said = _bare(core)
    notes += [f"'{printed}' {said}"] if said else []
    if _BARE.fullmatch(core):
        counted = in_figures(f"1 {unit}")
        if not amounts(counted).whole:
            return ReadTime(unread="it has no unit of time, so the time is unknown")
        core = f"{core} {counted.removeprefix('1 ')}"
    read = _range(core, working_days)
    if read.duration is None:
        return _as_on_a_page(printed)
    duration = read.duration.model_copy(update={"evidence": _SAID[said]}) if said else read.duration
    notes_of_text = (*(f"{note}: '{printed}'" if "'" not in note else note for note in notes), *read.notes)
    if later:
        notes_of_text = (*notes_of_text, f"'{printed}' is read as a wait before the step, not as processing time")
        return ReadTime(later=duration, notes=notes_of_text, plain_days=read.plain_days)
    return ReadTime(duration, notes=notes_of_text, plain_days=read.plain_days, waits=waits)


def _clock(text: str, unit: str) -> str:
    """A time under a heading such as 'h:mm' in words, '1:30' as '1 h 30 min'; other texts as they are."""
    units = [word[:1] for word in re.findall(r"[a-z]+", unit.casefold())]
    figures = text.strip().split(":")
    if ":" not in unit or len(units) != len(figures) or not all(figure.isdecimal() for figure in figures):
        return text
    return " ".join(f"{int(figure)} {letter}" for figure, letter in zip(figures, units, strict=True))


def _bare(core: str) -> tuple[str, str]:
    """A time without the words around it, and what to say of these."""
    said = ""
    for pattern, words in ((_AFTER, ""), (_ABOUT, "is approximate"), (_LOWER, "is a minimum")):
        if pattern.match(core):
            core, said = pattern.sub("", core), words
            break
    trailing = _TRAILING.search(core)
    most = (_UPPER.match(core) and not _WITHIN.match(core)) or (trailing and trailing["most"])
    return _TRAILING.sub("", _UPPER.sub("", core)), said or ("is a maximum" if most else "")


def _as_on_a_page(printed: str) -> ReadTime:
    """A time in the way of a page: '5m/8m/20m', '1 day..3 days', 'same day'."""
    if len(printed) > _LONGEST:
        return ReadTime(unread="it is not understood as a time, so the time is unknown")
    bare = _ABOUT.sub("", printed)
    try:
        duration = Duration.model_validate("same day" if _SAME_DAY.fullmatch(bare) else bare)
    except ValidationError:
        return ReadTime(unread="it is not understood as a time, so the time is unknown")
    if bare == printed:
        return ReadTime(duration)
    return ReadTime(duration.model_copy(update={"evidence": ABOUT}), notes=(f"'{printed}' is approximate",))


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text that counts, and what to say of its brackets."""
    first, *rest = re.split(r"\(([^()]*)\)", text)
    inside, outside = rest[0::2], rest[1::2]
    if not inside:
        return text, []
    if not first.strip():
        return f"{inside[0]} {' '.join(outside)}".strip(), []
    if any(PART.search(more) for more in outside):
        return first.strip(), ["there is more than one time, and the first counts"]
    core, bracketed = " ".join([first, *outside]).strip(), amounts(inside[0])
    if bracketed.whole:
        finer = bool(amounts(core).days and not bracketed.days)
        return (inside[0] if finer else core), [f"the time is given twice, and '{inside[0] if finer else core}' counts"]
    return core, ["the text in brackets is not counted"]


def _range(core: str, working_days: bool) -> ReadTime:
    core = re.sub(r"^(?:between|zwischen) (.*?\d.*?) (?:and|und) (?=\d)", r"\1 to ", core)
    span = _SPAN.search(core)
    if span:
        ends = [core[: span.start()] + span[n] + core[span.end() :] for n in (1, 2)]
    else:
        ends = _BETWEEN.split(core, maxsplit=1)
    sides = [amounts(end) for end in ends]
    if not all(side.some for side in sides):
        return ReadTime()
    notes: list[str] = []
    for side in sides:
        if not side.whole and side.left not in " ".join(notes):
            notes.append(f"only '{side.counted}' is counted, not '{side.left}'")
    try:
        duration = Duration(points=_periods(sides, working_days))
    except ValidationError:
        return ReadTime()
    return ReadTime(duration, notes=tuple(notes), plain_days=any(side.plain_days for side in sides))


def _periods(sides: list[Amounts], working_days: bool) -> tuple[Period, ...]:
    working = any(side.working or (side.plain_days and working_days) for side in sides)
    fixed = not any(side.months or side.weeks or side.calendar for side in sides)  # those run on the calendar
    return tuple(
        Period(
            months=side.months,
            days=side.days + 7 * side.weeks,
            minutes=side.minutes,
            working=working and fixed,
        )
        for side in sides
    )

"""What the headings of service tables mean, in English and German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.cells.units import amounts, in_figures
from frictionaudit.sources.tables.wording import normal


class Role(StrEnum):
    """What a column holds; these words are also used in a mapping file."""

    CLIENT = "client step"
    AGENCY = "agency action"
    STEP = "step"
    ACTION = "action"
    NUMBER = "number"
    WHO = "who"
    TIME = "processing time"
    EFFORT = "minutes"
    WAIT = "waiting time"
    LEAD_TIME = "lead time"
    FEE = "fee"
    DOCUMENT = "document"
    WHERE = "where"
    FORM = "form"
    QUESTIONS = "questions"
    CHANNEL = "channel"
    SYSTEM = "system"
    NEXT = "next"
    LABEL = "branch label"
    KIND = "kind"
    TELLS = "customer learns"
    NOTE = "note"
    IGNORE = "ignore"


_HEADINGS: Mapping[Role, str] = {
    Role.CLIENT: "customer response|customer says|customer responds|client steps"
    "|client step|clients steps|steps of the client|applicant steps|customer steps"
    "|customer step|customer action|client action|step for the client|what the client does|what the customer does"
    "|schritt des kunden|schritte der kunden|schritt des antragstellers|kundenschritt|kunde tut",
    Role.AGENCY: "agent says|agent action|agent actions"
    "|agency actions|agency action|office action|office actions|action of the agency|staff action"
    "|our action|our actions|our step|our steps|staff step|staff steps|staff does|what staff do"
    "|service provider action|activity of the office|what the office does|action taken|handlung der behörde"
    "|schritt der behörde|behörde tut|verwaltungshandeln|schritt des amtes",
    Role.STEP: "key steps|main steps|detailed steps|steps to follow|"
    "step|steps|step name|name of step|process step|process step description|procedure|stage"
    "|schritt|schritte|arbeitsschritt"
    "|prozessschritt|verfahrensschritt|ablauf",
    Role.ACTION: "action|actions|activity|activities|task|tasks|what|what happens|description|step description"
    "|what we do|what is done|what to do|what they do|activity description|task description|work step"
    "|tätigkeit|tätigkeiten|aktivität|aufgabe|handlung|was|was geschieht|beschreibung|vorgang",
    Role.NUMBER: "no|nr|number|id|step id|process step id|step no|step number"
    "|seq|sequence|pos|s/n|sr no|sl no|ref|ref no|lfd nr|nummer|schritt nr|schrittnummer|item no",
    Role.WHO: "staff group|handled by|ausführung durch|durchgeführt von|ausgeführt von|erledigt durch|bearbeitet von|"
    "responsible party|responsible officer|responsible unit|responsible department"
    "|assigned to|assignee|pic|who acts|actors"
    "|who|by whom|by|role|actor|person responsible|persons responsible|responsible person|responsible"
    "|responsibility|office person responsible|person in charge|performed by|done by|carried out by|owner|function"
    "|lane|swimlane|team|staff|party|department|dept|position|job title|wer|rolle|akteur|abteilung|stelle"
    "|zuständig|zuständigkeit|verantwortlich|verantwortliche|bearbeiter|ausführende stelle|beteiligte",
    Role.TIME: "maximum processing time|hours|days|working days|business days|stunden|tage|"
    "timeframe|time frame|timeline|timescale|timescales|time taken|time to complete|estimated time|p/t|"
    "processing time|time|duration|duration of activity|total processing time|maximum time|time needed"
    "|time required|response time|how long|time on task|task time|active time|process time"
    "|bearbeitungszeit|bearbeitungsdauer|dauer"
    "|zeit|zeitbedarf|zeitdauer",
    Role.EFFORT: "average handling time|average handle time|aht|"
    "minutes|mins|effort|work|working time|touch time|handling time|hands on time|minuten|aufwand"
    "|zeitaufwand|arbeitszeit|arbeit",
    Role.WAIT: "waiting time before|wait time before|waiting before|wait before|"
    "waiting time|wait|waiting|wait time|waiting period|delay"
    "|time waiting|queue|queue time|idle time|wartezeit|liegezeit|warten",
    Role.LEAD_TIME: "turn around time|tat|l/t|c/t|"
    "lead time|leadtime|elapsed time|elapsed|turnaround|turnaround time|throughput time|cycle time"
    "|calendar time|durchlaufzeit",
    Role.FEE: "how much|amount payable|fee payable|cost to customer|costs to customer|associated costs"
    "|service fee|service fees|fees to be paid|fee to be paid|fees|fee|cost|costs"
    "|price|charge|charges|amount|payment|fees charges"
    "|gebühr|gebühren|kosten|preis|entgelt|betrag",
    Role.DOCUMENT: "supporting documents|requirement from client|requirements from client|"
    "checklist of requirements|requirements|requirement|documents|document|documents required"
    "|required documents|documentary requirements|papers|evidence|dokument|dokumente|unterlage|unterlagen"
    "|nachweis|nachweise|benötigte unterlagen|erforderliche unterlagen",
    Role.WHERE: "where to secure|where to get|where to obtain|where to get it|source|issued by|wo erhältlich|woher"
    "|ausstellende stelle|erhältlich bei|ausgestellt von",
    Role.CHANNEL: "channel|channels|how|medium|mode|touchpoint|touch point|contact point"
    "|kanal|kanäle|weg|kontaktweg|zugangsweg",
    Role.SYSTEM: "system|systems|it system|it systems|computer system|software|application system|tool|tools"
    "|fachverfahren|it-system|it-verfahren|anwendung|anwendungen|werkzeug",
    Role.FORM: "form no|form number|form used|form|forms|formular|formulare",
    Role.QUESTIONS: "questions|questions asked|fields|form fields|fragen|felder|abgefragte angaben",
    Role.NEXT: "next|next step|next steps|next step id|then|goes to|followed by|followed by step|successor|successors"
    "|weiter|weiter mit|danach|nächster schritt|nächste schritte|folgeschritt|nachfolger",
    Role.LABEL: "connector label|branch|condition|bedingung",
    Role.KIND: "kind|kind of step|step type|type of step|shape type|art des schritts",
    Role.TELLS: "customer learns|customers learn|tells|told|customer is told|kunde erfährt",
    Role.NOTE: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|hinweis|hinweise",
}
_WEAK: Mapping[str, Role] = {
    **dict.fromkeys(("process", "phase", "operation", "instruction", "instructions", "prozess"), Role.STEP),
    **dict.fromkeys(("office", "agency", "unit", "operator", "designation", "officer"), Role.WHO),
}
"""Headings that hold this only where no other column does: beside 'Step', a 'Process' is not what is done."""
_CYCLE = ("cycle time", "c/t")
"""In lean the work on one piece, elsewhere all the time that passes: what stands beside it tells."""
_DEADLINE = re.compile(
    r"deadline|sla|service (?:standard|level)s?|time limit|targets?(?: time| date)?|due(?: date)?|by when|frist"
)
_NUMBER_SIGNS = ("#", "№")
EXACT = {word: role for role, words in _HEADINGS.items() for word in words.split("|")}
_LONG = [word for word in EXACT if len(word) > 4]


_MEASURED = frozenset({Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME, Role.FEE})
TIMES = _MEASURED - {Role.FEE}
_NEEDED = frozenset({Role.DOCUMENT, Role.TIME})
_QUALIFIERS = (
    (re.compile(r"^(?:min|max)(?:imum|imal|imale)?\.? "), TIMES),
    (re.compile(r"^(?:avg|average|approx|approximate|estimated|est|mean|typical|ø|durchschnittliche)\.? "), _MEASURED),
    (re.compile(r" (?:spent|taken|each|before|vorher|davor|jeweils)$"), _MEASURED),
    (re.compile(r"^(?:needed|required|necessary|benötigte|erforderliche|notwendige) "), _NEEDED),
    (re.compile(r" (?:needed|required|necessary|benötigt|erforderlich)$"), _NEEDED),
)
"""Words that leave what a heading means as it is, and the columns that they stand beside."""
_IN = re.compile(r" in (?P<unit>\S+(?: \S+)?)$")
_PER = re.compile(r" (?:per|each|pro|je) (?P<unit>[^\W\d_]+)$")
"""What the numbers are counted in, and what they are counted for; an amount for an hour or a year is a rate."""


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a column with this heading holds; None when no known heading is close."""
    word = normal(heading)
    if heading.strip() in _NUMBER_SIGNS:
        return Role.NUMBER
    if not word or len(heading) > 80:
        return None
    for known in (word, word.replace("/", " ").replace("  ", " "), re.sub(r"[^\w ]", "", word)):
        if known in EXACT:
            return EXACT[known]
    if role := _qualified(word):
        return role
    if len(word) <= 4 or len(word) > 60:
        return None
    near = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=86)
    near = near or process.extractOne(word, _LONG, scorer=fuzz.token_sort_ratio, score_cutoff=92)
    return EXACT[near[0]] if near else None


def _qualified(word: str) -> Role | None:
    """What a heading with its unit or a qualifier means: 'avg time', 'duration in hours', 'minutes per case'."""
    for _ in range(3):
        bare, roles = word, _MEASURED
        if (match := _IN.search(word)) and _counts(match["unit"]):
            bare = word[: match.start()]
        elif (plain := without_per(word)) != word:
            bare = plain
        else:
            for pattern, allowed in _QUALIFIERS:
                if (match := pattern.search(word)) is not None:
                    bare, roles = normal(word[: match.start()] + word[match.end() :]), allowed
                    break
        if bare == word:
            return None
        if bare in EXACT:
            return EXACT[bare] if EXACT[bare] in roles else None
        word = bare
    return None


def _is_time(unit: str) -> bool:
    return amounts(in_figures(f"1 {unit}")).whole


def _counts(unit: str) -> bool:
    """Whether a word is a unit of time or a currency."""
    return _is_time(unit) or currency_of([f"1 {unit}"]) is not None


def without_per(heading: str) -> str:
    """A heading without what its amounts are for: 'minutes' of 'minutes per case', but 'cost per hour' as it is."""
    match = _PER.search(heading)
    return heading[: match.start()] if match and not _is_time(match["unit"]) else heading


def weak_role_of(heading: str) -> Role | None:
    """What a column holds where no other column holds it; None for other headings."""
    return _WEAK.get(normal(heading))


def is_cycle_time(heading: str) -> bool:
    """Whether a heading says cycle time, which is work or elapsed time."""
    return normal(heading) in _CYCLE


def is_deadline(heading: str) -> bool:
    """Whether a heading says by when something is due, which is not how long it takes."""
    return _DEADLINE.fullmatch(normal(heading)) is not None


def why_unread(heading: str) -> str:
    """Why a column is not read."""
    if is_deadline(heading):
        return "a deadline is not how long it takes; where it is, a mapping file can read it as `lead time`"
    return "the heading is not known; a mapping file can say what the column holds"

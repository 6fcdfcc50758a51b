"""Which office a role belongs to, and who issues a paper, read from the printed words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from frictionaudit.domain.procedure.names import office_words
from frictionaudit.sources.tables.wording import normal

_OFFICES = {
    "Treasurer's Office": r"treasur|revenue collect|stadtkasse|kämmerei|gemeindekasse",
    "Cashier": r"\bcashier|\bcash office|\bzahlstelle",
    "Assessor's Office": r"\bassess(?:or|ment)",
    "Vice Mayor's Office": r"\bvice mayor|sangguniang",
    "Mayor's Office": r"\bmayor|bürgermeister",
    "Civil Registrar's Office": r"civil regist|standesamt",
    "Health Office": r"\bhealth\b|\bmho\b|gesundheitsamt",
    "Social Welfare Office": r"social welfare|\bmswdo?\b|sozialamt",
    "Engineering Office": r"\bengineer|bauamt",
    "Planning Office": r"\bplanning",
    "Accounting Office": r"\baccount(?:ant|ing)",
    "Budget Office": r"\bbudget",
    "Business Permits and Licensing Office": r"\blicensing|\bbplo\b",
}
_POLICE = r"\bpolice|\bpnp\b|polizei"
_PUBLIC = (
    rf"{_POLICE}|barangay|\bfire\b|\bbfp\b|statistics|\bpsa\b|\bnso\b|\bsss\b|\bgsis\b|philhealth|pag-?ibig|\bbir\b"
    r"|\blto\b|\bltfrb\b|\bdti\b|\bdenr\b|\bdole\b|\bdoh\b|\bnbi\b|\bcourt|embass|consulat|bureau|ministry|national"
    r"|commission|department of|government agenc|water district|\bgericht|finanzamt|meldebehörde|notariat"
)
_PUBLIC_PAPERS = r"driver'?s licen[cs]e|certificate of registration|birth certificate|death certificate|passport"
_PRIVATE = (
    r"licensed|private|\bnotary|\blawyer|\bhospital|\bclinic|pharmac|\bbank\b|insur|employer|contractor|laborator"
    r"|\bschool\b|krankenhaus|arzt|versicherung|arbeitgeber"
)
_CUSTOMER = (
    r"\bclient|\bcustomer|\bapplicant|request(?:ing|or|er)|requisition|\bresident|\bcitizen|\bcomplainant|\bowner\b"
    r"|\bself\b|\bkund(?:e|in|en|innen)\b|antragstell|\bbürger(?:in|innen)?\b|\bpatient|\bparent|\bborrower|\bstudent\b"
)
_ABOUT = (
    r"(?:requests?|complaints?|appeals?|protests?|intent|applications?|authori[sz]ation|explanation|consent|withdrawal"
    r"|motivation|reconsideration|objection|undertaking)"
)
_WRITES = re.compile(
    rf"\b{_ABOUT}[- ]letters?\b|\bletters?[- ](?:of )?{_ABOUT}\b"
    r"|\b(?:cover(?:ing)? letter|letters? (?:addressed )?to)\b"
    rf"|\b(?:written|signed|formal|verified|sworn|own) (?:{_ABOUT}|statements?|letters?|accounts?)\b"
    rf"|^(?:the |an? |your |their )?(?:{_ABOUT}|letters?|statements?|statement of facts?)$|\bcomplaint[- ]affidavit"
    r"|\b(?:pictures?|photos?|photographs?|selfies?|résumé|resume|cv|curriculum vitae)\b"
    r"|\b(?:beschwerde|antrags|anschreiben|widerspruchs|bewerbungs)\w*(?:schreiben|brief)\b|anschreiben|vollmacht"
    r"|lebenslauf|lichtbild|\b(?:pass)?fotos?\b"
)
"""Papers that people write or take themselves, wherever a form for them is had."""
_FROM_OTHERS = re.compile(
    r"\b(?:from|issued by|signed by|letters? of the|approved|acknowledg|stamped|permit|von der|vom)\b"
)
_OWN_PAPERS = r"\bvalid id\b|\bids?\b"
_ELSEWHERE = r"\bwhere\b|of registration|place of|of origin|of birth"
_OTHERS = r"concerned|respective|issuing|proper office|various|other office"
_ORGANISATION = re.compile(r"university|college|school|municipality|city|province|hospital|company|district")
_LEVELS = {
    "municipal": r"municipal|\btown\b",
    "city": r"\bcity\b",
    "provincial": r"provinc|governor",
    "regional": r"regional",
}
_GENERIC = re.compile(
    r"a|of|the|and|or|in|at|for|offices?|officer|municipal|city|provincial|regional|local|department|division|section"
    r"|unit|main|cent(?:er|re)|development|services?|management|staff|general|public|head"
)
_NAMES_A_PLACE = r"office|department|division|section|\bunit\b|\bhall\b|registr|library|center|centre|desk|\bamt\b"
_SERVES_THEM = (
    r"\b(?:customer|client|citizen|resident|student|patient)s?(?:'s?)? "
    r"(?:services?|care|relations|assistance|help|support|affairs|registry|counter|desk|window|frontline)\b"
)
"""Places that are called after the customer, and are ours."""
Issuer = Literal["us", "customer", "authority", "third", "office"]
"""Who issues a paper; `office` is another office of the same organisation."""


@dataclass(frozen=True)
class TableOffice:
    """The office that publishes the table, and the roles it names as responsible."""

    owner: str
    roles: frozenset[str] = frozenset()


def is_customer(text: str) -> bool:
    """Whether the words mean the people whom the procedure is for."""
    return re.search(_CUSTOMER, normal(text)) is not None


def is_police(text: str) -> bool:
    """Whether the words mean the police, who are nobody's department."""
    return re.search(_POLICE, normal(text)) is not None


def office_of(text: str) -> str | None:
    """The office that plain words name, None when they name none."""
    word = normal(text)
    return next((name for name, pattern in _OFFICES.items() if re.search(pattern, word)), None)


def unit_of(role: str, owner: str) -> str | None:
    """The department of a role: another office when the role names one, else the office that publishes."""
    if is_police(role):
        return "Police"
    office = office_of(role)
    return owner or None if office is None or office == office_of(owner) else office


def issuer_of(name: str, where: str, desk: TableOffice) -> Issuer | None:
    """Who issues a paper, by where it is had; by its own name where that is not printed. None: not stated."""
    paper, place = name.casefold(), re.split(r"\s*/\s*|\s+or\s+", where.strip())[0]
    theirs = _WRITES.search(normal(name)) is not None and not _FROM_OTHERS.search(paper)
    if not place:
        if re.search(f"{_PUBLIC}|{_PUBLIC_PAPERS}", paper):
            return "authority"
        return "customer" if theirs or re.search(_OWN_PAPERS, paper) else None
    at_place = _issuer_at(place, where, paper, desk)
    return "customer" if theirs and at_place in ("us", "office", None) else at_place


def _issuer_at(place: str, where: str, paper: str, desk: TableOffice) -> Issuer | None:
    """Who issues a paper that is had at a printed place."""
    at = normal(place)
    if re.search(_ELSEWHERE, where.casefold()):
        return "authority"
    if re.search(_CUSTOMER, at):
        return "us" if re.search(_SERVES_THEM, at) else "customer"
    ours = _same(place, desk)
    if re.search(r"\bids?\b", paper) and (ours or office_of(place) in ("Cashier", "Treasurer's Office")):
        return "customer"  # 'where to secure' names who looks at it
    if ours:
        return "us"
    if re.search(_PUBLIC, at) or _other_level(place, desk.owner):
        return "authority"
    above = _ORGANISATION.fullmatch(at) and at in normal(desk.owner)  # the organisation that the office is part of
    if re.search(_PRIVATE, at) and not above:
        return "third"
    known = office_of(place) or re.search(f"{_OTHERS}|{_NAMES_A_PLACE}", at) or above
    return "office" if known else None


def _same(place: str, desk: TableOffice) -> bool:
    owner, at = desk.owner, normal(place)
    if _other_level(place, owner) or re.search(_OTHERS, at):
        return False
    if at in desk.roles or (place.strip().isupper() and place.strip() in _initials(owner)):
        return True
    if office_words(place) == office_words(owner):
        return True
    offices = office_of(place), office_of(owner)
    if all(offices):
        return offices[0] == offices[1]
    shared = _telling(place) & _telling(owner)
    return bool(shared) and not all(_ORGANISATION.fullmatch(word) for word in _telling(place))


def _telling(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", normal(text).replace("'s", ""))
    return {word for word in words if not _GENERIC.fullmatch(word)}


def _initials(owner: str) -> set[str]:
    letters = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", owner))
    return {letters, letters.removesuffix("O")} if len(letters) > 2 else set()


def _other_level(place: str, owner: str) -> bool:
    def level(text: str) -> str | None:
        return next((name for name, pattern in _LEVELS.items() if re.search(pattern, text.casefold())), None)

    levels = level(place), level(owner)
    return all(levels) and levels[0] != levels[1]

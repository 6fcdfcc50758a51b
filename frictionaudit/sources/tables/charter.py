"""The parts of a Citizen's Charter alone: its class under RA 11032, who may avail, and a binding total."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Promise, Published
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Printed
from frictionaudit.sources.tables.wording import normal, numbered, says_nothing

BASES = {
    "simple": "ph-ra11032-simple",
    "complex": "ph-ra11032-complex",
    "highly technical": "ph-ra11032-technical",
}
LAW = "ra11032"
"""The pack of duties that a charter falls under."""
_SUMMARY = {"clients": "Who may avail", "transaction": "Type of transaction", "classification": "Classification"}


def basis_of(printed: Printed) -> str | None:
    """The legal limit of the printed class; None when no class is printed, or more than one."""
    return BASES.get(normal(printed.fact("classification")))


def class_of(printed: Printed) -> str | None:
    """The printed class of RA 11032; None when no class is printed, or more than one."""
    printed_class = normal(printed.fact("classification"))
    return printed_class if printed_class in BASES else None


def laws_of(printed: Printed) -> tuple[str, ...]:
    """The law that a charter falls under today, whenever its table was made."""
    return (LAW,) if printed.charter else ()


def summary_of(printed: Printed) -> str | None:
    """Facts of the head that have no place of their own, in a line each."""
    lines = [f"{label}: {printed.fact(name)}" for name, label in _SUMMARY.items() if printed.fact(name)]
    return "; ".join(lines) or None


def notes_of(printed: Printed) -> list[str]:
    """Notes about the head."""
    printed_class = printed.fact("classification")
    if printed.charter and not printed_class:
        return ["the table prints no class of RA 11032, so its time limit is not checked; it may be older than the law"]
    if printed_class and basis_of(printed) is None:
        entry = printed.facts["classification"]
        return [f"row {entry.row}: '{printed_class}' is not a class of RA 11032, so the promise has no legal basis"]
    return []


def promise_of(published: Published | None, printed: Printed, first: str, last: str, where: str) -> Promise | None:
    """The printed total as a promise, from the first step to the last; None without a total time."""
    if published is None or published.time is None:
        return None
    return Promise.model_validate(
        {"from": first, "to": last, "within": published.time, "published": where, "basis": basis_of(printed)}
    )


def messages_of(printed: Printed) -> dict[str, str | bool]:
    """What readers of a published charter know before they begin, as `tells` of the start."""
    messages: dict[str, str | bool] = {
        "documents": _checklist(printed),
        "eligibility": printed.fact("clients"),
        "cost": any(row.says(Role.FEE) for row in printed.rows),
        "redress": printed.fact("complaints"),
        "time": any(row.says(Role.TIME) for row in printed.rows),
    }
    return {key: text for key, text in messages.items() if text} if printed.charter else {}


def _checklist(printed: Printed) -> str:
    """The papers of the checklist by name."""
    names = (" ".join(numbered(entry.text)[1].split()) for entry, _ in printed.requirements)
    return "; ".join(dict.fromkeys(name for name in names if not says_nothing(name)))


_KINDS = {
    "complaint": r"complain|grievance|beschwerde|reklamation",
    "return": r"\brefund|\breturns?\b.*\b(?:goods|products?|items?|purchase)|retoure|warenrückgabe",
    "fine": r"\bfines?\b|citation|violation|bußgeld|strafzettel",
    "permit": r"permit|licen[cs]e|clearance|authori[tz]|genehmigung|erlaubnis|konzession",
    "appointment": r"appointment|consultation|termin\b|sprechstunde",
    "claim": r"\bclaim|assistance|benefit|indigency|antrag auf leistung|beihilfe|zuschuss",
    "order": r"\border\b|purchase|supply|supplies|bestellung",
}


def kind_of(title: str) -> str:
    """The kind of procedure that the title names, else other."""
    word = title.casefold()
    return next((kind for kind, pattern in _KINDS.items() if re.search(pattern, word)), "other")

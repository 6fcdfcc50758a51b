"""Headings that say in a phrase what a column holds: 'Action by', 'Documents to submit', 'Applicant action'."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.tables.heading_words import EXACT, Role
from frictionaudit.sources.tables.sides import known_side

_DEED = r"(?:actions?|activit(?:y|ies)|tasks?|steps?)"
_PERSON = (
    r"(?:persons?|people|part(?:y|ies)|roles?|officers?|officials?|offices?|staff(?: members?)?|employees?|teams?"
    r"|units?|departments?|depts?|divisions?|sections?|agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|functions?"
    r"|organi[sz]ations?|positions?|desks?|groups?|individuals?|managers?)"
)
_CHARGED = r"(?:responsible|accountable|in charge|assigned)"
_PAPERS = (
    r"(?:documents?|papers?|paperwork|evidence|requirements?|documentation|proofs?|attachments?|enclosures?"
    r"|certificates?)"
)
_GIVE = r"(?:bring|submit|present|provide|attach|enclose|send(?: in)?|show|hand in|upload|produce|prepare|supply|file)"
_GIVEN = (
    r"(?:brought|submitted|presented|provided|attached|enclosed|sent(?: in)?|shown|handed in|uploaded|produced"
    r"|supplied|filed)"
)
_NEEDED = r"(?:needed|required|requested|necessary|mandatory|supporting|accompanying)"
_YOU = r"(?:the )?(?:you|customers?|clients?|applicants?|citizens?|users?|members?|students?|patients?|residents?)"
_PHRASES = {
    Role.WHO: rf"(?:{_DEED} )?(?:to be )?(?:performed|done|carried out|executed|handled|completed|actioned|processed"
    rf"|undertaken|conducted|owned|led|taken) by|{_DEED} (?:by|owner|lead|responsible)"
    rf"|{_CHARGED} {_PERSON}|lead {_PERSON}|{_PERSON} {_CHARGED}|lead|resp|assigned"
    r"|who(?: is|'s)? (?:responsible|in charge)|who does (?:it|this)",
    Role.DOCUMENT: rf"(?:what|{_PAPERS}) (?:you (?:must|need to|have to|should) |to )(?:be {_GIVEN}|{_GIVE})"
    rf"|{_PAPERS} {_NEEDED}|{_NEEDED} {_PAPERS}|{_PAPERS} (?:from|of) {_YOU}|{_PAPERS} you need"
    rf"|what {_YOU} (?:will )?needs?(?: to (?:bring|submit))?|what {_YOU} (?:must|should) {_GIVE}|you will need"
    rf"|what is (?:needed|required)|(?:to |please )?bring|paperwork|documentation|attachments?|enclosures?",
    Role.FORM: rf"forms? (?:{_NEEDED}|to (?:fill in|fill out|complete|use|be (?:filled in|completed|used)))",
    Role.FEE: r"(?:fees?|costs?|charges?|price|amount)(?: payable| due| to pay| to be paid)?"
    rf" (?:to|for|by|paid by|payable by) {_YOU}|(?:what )?{_YOU} pays?"
    r"|(?:fees?|charges?|amount|cost) (?:due|payable|to pay|to be paid)",
    Role.TIME: r"timings?|how long (?:it takes|does it take|this takes)|time it takes|time (?:allotted|allowed)"
    r"|length of time|processing (?:days|hours)",
    Role.CHANNEL: r"(?:contact|communication|service|delivery|submission|access) (?:channel|method|mode|medium)s?"
    r"|(?:channel|method|mode|means)s? of (?:contact|communication|service|submission|delivery|access)"
    r"|channels? used|via",
}
_KNOWN = {role: re.compile(phrase) for role, phrase in _PHRASES.items()}
_ABOUT = re.compile(
    r"(?:(?:short |brief )?(?:description|details?|names?|titles?) of (?:the )?(?P<of>.+)"
    r"|(?P<bare>.+?) (?:descriptions?|details?|names?|titles?))"
)
"""'Description of the step' and 'step details' mean what is done, as 'step' does."""
_WHOSE = re.compile(
    r"(?:what (?P<subject>.+?) (?:does|do|must do|has to do|have to do|needs? to do)"
    rf"|(?:{_DEED}|what) (?:of|by|for) (?:the )?(?P<after>.+)|(?P<before>.+?)(?:'s|s')? (?:{_DEED}|does|do))"
)
_PRONOUNS = {
    **dict.fromkeys(("you", "your", "you do", "your part", "your side"), Side.CUSTOMER),
    **dict.fromkeys(("we", "our", "us", "we do", "our part", "our side"), Side.BACKSTAGE),
}
_ANY_TASK = re.compile(rf"(?P<which>[^\W\d_]+(?:[ -][^\W\d_]+){{0,2}}) {_DEED}")
_OTHER_TASK = re.compile(
    r"\b(?:next|previous|preceding|prior|last|following|subsequent|corrective|preventive|remedial|improvement"
    r"|mitigat\w+|follow[ -]?up|required|needed|dependent|depend\w*|parent|related|linked|sub|no|number|total|manual"
    r"|automat\w+|critical|optional|mandatory|of|on|per|for|by|in|to|and|or)\b"
)
"""Words before 'step' or 'action' that mean another one than that of the row, or a mark of its kind."""
_SAME_KIND = {Role.ACTION: Role.STEP, Role.FORM: Role.DOCUMENT}
"""Of two names for a column, the one that holds both: 'Step / action', 'Form / evidence'."""
_PARTS = re.compile(r"\s*(?:/|&|\+|,|\bor\b|\band\b)\s*")


def phrase_role(word: str) -> Role | None:
    """What a heading in lower case holds, by the phrase that it is; None where it is no known phrase."""
    role = next((role for role, phrase in _KNOWN.items() if phrase.fullmatch(word)), None)
    return role or _of_whom(word) or _described(word) or _compound(word)


def pronoun_of(word: str) -> Side | None:
    """The side of 'You' and 'What we do', which only tell customer and staff apart where both stand there."""
    match = _WHOSE.fullmatch(word)
    who = next(filter(None, match.groups()), "") if match else word
    return _PRONOUNS.get(who)


def is_some_task(word: str) -> bool:
    """Whether a heading is a step, task or action of some kind, as in 'onboarding task'."""
    match = _ANY_TASK.fullmatch(word)
    return match is not None and not _OTHER_TASK.search(match["which"])


def _of_whom(word: str) -> Role | None:
    """The step of the customer or of staff, where the heading names one of them: 'Applicant action'."""
    match = _WHOSE.fullmatch(word)
    side = known_side(next(filter(None, match.groups()), "")) if match else None
    return {Side.CUSTOMER: Role.CLIENT, Side.BACKSTAGE: Role.AGENCY}.get(side) if side else None


def _described(word: str) -> Role | None:
    match = _ABOUT.fullmatch(word)
    bare = (match["of"] or match["bare"]) if match else ""
    if re.fullmatch(_DEED, bare) or is_some_task(bare):
        return Role.ACTION
    return Role.DOCUMENT if EXACT.get(bare) is Role.DOCUMENT else None


def _compound(word: str) -> Role | None:
    """What all parts of a heading mean, as in 'Department / person responsible'."""
    parts = _PARTS.split(word)
    if len(parts) < 2 or not all(parts):
        return None
    roles = {EXACT.get(part) or phrase_role(part) for part in parts}
    wide = {_SAME_KIND.get(role, role) if role else None for role in roles}
    return (roles if len(roles) == 1 else wide).pop() if len(wide) == 1 else None

"""What a table says of customers who do not act: what happens to their case, and whether somebody reminds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from frictionaudit.domain.procedure import Skipped, Step, Wait

_OTHERWISE = re.compile(
    r"\b(?:otherwise|or else|failing (?:this|that|which)|sonst|andernfalls|ansonsten|widrigenfalls)\b\W*\w",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\b(?:unless|except) (?:\w+ )?otherwise\b|\botherwise (?:\w+ )?(?:stated|agreed|noted|specified)\b"
)
"""An 'otherwise' that only leaves room for another rule."""
_NOT_DONE = (
    r"\b(?:no|without(?: an?)?|missing|late) (?:\w+ )?(?:reply|replies|answer|response|payment|reaction|return|form)\b"
    r"|\b(?:if|unless|where|when|who|falls|wenn|wer)\b.*?"
    r"\b(?:not|no|unless|late|miss(?:es|ed)?|fails?|nicht|keine?n?|ohne|fehlen\w*|verspätet\w*|versäum\w*)\b"
    r"|\bunless\b|\b(?:ohne|keine) (?:antwort|rückmeldung|reaktion|zahlung)\b"
    r"|\bbei (?:fehlende\w*|nichtvorlage|nichterscheinen|fristablauf|fristversäumnis)\b"
)
_LOST = (
    r"\b(?:closed|cancell?ed|laps(?:es|ed)|expire[sd]|removed|deleted|lost|forfeited|refused|rejected|withdrawn|void"
    r"|dismissed|struck off|archived|abandoned|discontinued|denied|abgelehnt|ablehnung|gelöscht|löschung|eingestellt"
    r"|verfällt|verloren|geschlossen|storniert|erlischt|gestrichen|entzogen|zurückgewiesen|abgewiesen)\b"
)
_LOST_IF_NOT_DONE = re.compile(
    rf"(?:{_NOT_DONE}).*?{_LOST}|\b(?:or|oder)\b.*\b(?:is|are|be|wird|werden)\b.*?{_LOST}"
    rf"|{_LOST}.*\b(?:unless|if no)\b",
    re.IGNORECASE,
)
_REMINDS = re.compile(
    r"\bremind(?:s|ed|er|ers|ing)?\b|\berinner(?:t|n|ung|ungen)\b|\bmahn(?:t|en|ung|ungen)\b", re.IGNORECASE
)
_NO_REMINDER = re.compile(
    r"\b(?:no|not|never|without|kein\w*|nicht|ohne)\b[^.;]*(?:remind|erinner|mahn)", re.IGNORECASE
)
_LONGEST = 400
"""No more of one sentence is looked at."""
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def otherwise_in(text: str) -> str:
    """The sentence that says what happens to customers who do not act, '' where none does."""
    return next((one for one in map(_plain, _SENTENCES.split(text)) if _says_otherwise(one)), "")


def reminder_in(text: str) -> str:
    """The sentence that says that customers are reminded, '' where none does."""
    found = (
        one for one in map(_plain, _SENTENCES.split(text)) if _REMINDS.search(one) and not _NO_REMINDER.search(one)
    )
    return next(found, "")


def with_consequences(wait: Wait, texts: Iterable[str]) -> Wait:
    """A wait for the customer with the reminder, and with what happens without an answer, as the texts say them."""
    if wait.customer is None:
        return wait
    said = [text for text in texts if text]
    otherwise = wait.otherwise or next(filter(None, map(otherwise_in, said)), None)
    reminder = wait.reminder or next(filter(None, map(reminder_in, said)), False)
    return wait.model_copy(update={"otherwise": otherwise, "reminder": reminder})


def told_beside(
    steps: Mapping[str, Step], sentences: Mapping[str, Skipped]
) -> tuple[dict[str, Step], tuple[Skipped, ...]]:
    """The steps with what text beside the table says, where one step alone waits for the customer.

    Elsewhere nobody knows which step it means, and its sentences are listed as not read.
    """
    waiting = {id: step.wait for id, step in steps.items() if step.wait is not None and step.wait.customer is not None}
    if len(waiting) != 1:
        return dict(steps), tuple(sentences.values())
    ((id, wait),) = waiting.items()
    said = with_consequences(wait, sentences)
    return {**steps, id: steps[id].model_copy(update={"wait": said})}, ()


def _plain(text: str) -> str:
    return " ".join(text.split())[:_LONGEST].strip(" *")


def _says_otherwise(sentence: str) -> bool:
    if _UNSAID.search(sentence.casefold()):
        return False
    return bool(_OTHERWISE.search(sentence) or _LOST_IF_NOT_DONE.search(sentence))

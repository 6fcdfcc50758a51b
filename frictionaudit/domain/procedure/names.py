"""Names of things: ids that tools make up, offices written in two ways, and actions that receive, wait or leave."""

from __future__ import annotations

import re

_MADE_UP = re.compile(
    r"(?i:.*[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"  # sid-744AEF…, _ad3cb6e0-…
    r"|[A-Z]\w*_(?=[0-9a-z]*[0-9])[0-9a-z]{7}(?:-\w+)*"  # Event_0kml8di, of bpmn.io
)
_RECEIVES = re.compile(
    r"(?:receiv|obtain)(?:e|es|s|ing)?\b"
    r"|(?:gets?|getting|claim(?:s|ing)?|pick(?:s|ing)? up|accept(?:s|ing)?|fetch(?:es|ing)?|collect(?:s|ing)?)\b"
    r"(?! (?:(?:the |all )?(?:requirements|papers|documents|data|signatures)|in line|ready|interviewed|advice|assessed"
    r"|examined|information|instructions?|for|with)\b)"
    r"|(?:erhält|bekommt|erhalten|bekommen|abholen|holt .*\bab\b|nimmt .*\bentgegen)\b",
    re.IGNORECASE,
)
_PLACE = (
    r"(?:the )?(?:\w+ )?(?:office|building|premises|cent(?:er|re)|counter|room|hall|hospital|clinic|shop|store|school)"
)
_ASKS_NOTHING = re.compile(
    rf"(?:leaves?|exits?|departs?)(?: {_PLACE})?|(?:goes|go|returns?) home|verlässt (?:das|die|den) \w+|geht nach hause"
    r"|(?:waits?|waiting|wartet|warten)(?:(?: for| in| on| until| till| to be| auf| bis) (?!(?:all|the whole|at)\b)"
    r"(?!.*(?:[,;&]|\b(?:and|then|und)\b)).*)?",
    re.IGNORECASE,
)
_GENERAL = re.compile("an?|at|for|of|the|and|offices?|officer|department|division|section|unit")


def made_up(id: str) -> bool:
    """Whether a drawing tool made up an id, so that it says nothing to a reader."""
    return _MADE_UP.fullmatch(id) is not None


def office_words(name: str) -> frozenset[str]:
    """What tells an office from others, in whichever order and form it is written.

    'General Services Office' and 'Office of the General Service Officer' have the same words. A name that consists of
    nothing but general words, such as 'Office', keeps them.
    """
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.casefold()))
    telling = [word for word in words if not _GENERAL.fullmatch(word)]
    return frozenset(word.removesuffix("s") for word in telling or words)


def receives(action: str) -> bool:
    """Whether an action begins with receiving: 'Receives the permit', 'claims the card', 'gets the copy'."""
    return _RECEIVES.match(action.strip()) is not None


def asks_nothing(action: str) -> bool:
    """Whether an action is only to wait or to leave: 'Waits for number', 'Leaves', but not 'Waits and signs'."""
    return _ASKS_NOTHING.fullmatch(" ".join(action.split()).strip(" .")) is not None

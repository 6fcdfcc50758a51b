"""Whether a contact is a person: a name, and a way to reach it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frictionaudit.domain.procedure import Step

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?"
_NAME = re.compile(rf"\b(?:{_TITLE}\s+[A-Z][\w'’-]+|[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+)")
_ROLE_BY_NAME = re.compile(r"\bnames?\b", re.IGNORECASE)
_NO_PERSON = re.compile(
    r"\b(?:agency|bureau|cent(?:re|er)|council|department|desk|helpdesk|line|ministry|office|ombudsman|reception|"
    r"section|services?|shop|support|team|unit)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\d{3}|@|\b(?:at|building|card|counter|desk|extension|floor|line|numbers?|office|reception|room|tent|window)\b",
    re.IGNORECASE,
)


def persons(text: str) -> frozenset[str]:
    """Names of people in a text: a title with a name, or two capitalised words that are no office."""
    return frozenset(name for name in _NAME.findall(text) if not _NO_PERSON.search(name))


def steps_naming_a_person(steps: Mapping[str, Step]) -> frozenset[str]:
    """Steps whose contact is a name with a way to reach it, there or at another step; `call centre` is none.

    "The officer's name and number" counts: the message has them.
    """
    told = {id: step.tells.contact for id, step in steps.items() if isinstance(step.tells.contact, str)}
    reachable = {id for id, text in told.items() if _WAY.search(text)}
    known = frozenset(name for id in reachable for name in persons(told[id]))
    return frozenset(
        id
        for id, text in told.items()
        if persons(text) & known or (id in reachable and _ROLE_BY_NAME.search(text) is not None)
    )

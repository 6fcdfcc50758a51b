"""Whether a client's step is to receive something: then whoever hands it out acts before."""

from __future__ import annotations

import re

_RECEIVES = re.compile(
    r"(?:receiv|obtain)(?:e|es|s|ing)?\b"
    r"|(?:gets?|getting|claim(?:s|ing)?|pick(?:s|ing)? up|accept(?:s|ing)?)\b"
    r"(?! (?:in line|ready|interviewed|advice|information|instructions?|assessed|examined|for|with)\b)"
    r"|(?:erhält|bekommt|erhalten|bekommen|abholen|holt .*\bab\b|nimmt .*\bentgegen)\b",
    re.IGNORECASE,
)


def receives(action: str) -> bool:
    """Whether an action begins with receiving: 'Receives the permit', 'claims the card', 'gets the copy'."""
    return _RECEIVES.match(action.strip()) is not None

"""Cases that come back because a thing or a repair failed, and not because something was missing."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Flow

_FAILED = re.compile(
    r"\b(?:stop(?:s|ped)|fail(?:s|ed)|failures?|faults?|faulty|broken?|breaks?|broke|defects?|defective|leaks?|"
    r"malfunctions?|crash(?:es|ed)?|trips? again|back again|worse|relapses?|recurs?|reappears?|returns again|"
    r"happens again|out of order|unsolved|unresolved|unrepaired|(?:still|does(?: not|n't)|not|no longer)\s+"
    r"(?:holds?|runs?|running|works?|working|starts?|fits?|fixed|repaired|solved|resolved|cured|mended|dry|tight))\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:missing|incomplete|unclear|form|application|claim|document|papers?|entry|data)\b", re.IGNORECASE
)


def has_failed_again(flow: Flow) -> bool:
    """Whether a case comes back because a thing or a repair failed, by the condition, as 'it stops again'."""
    condition = flow.when or ""
    return _FAILED.search(condition) is not None and _PAPER.search(condition) is None

"""What a page does not say, in words: no accusation, and the answers that would help most."""

from __future__ import annotations

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.audit import Completeness, Gaps


def told(completeness: Completeness) -> str:
    """Of 31 steps 12 have no performer; 8 shares are unknown; customers' time cannot be told. Empty if all is told."""
    c = completeness
    lacking = [
        (len(c.without_performer), "no performer"),
        (len(c.without_name), "no name"),
        (len(c.without_effort), "no time"),
        (len(c.without_wait), "no waiting time"),
    ]
    steps = [f"{number} {'has' if number == 1 else 'have'} {what}" for number, what in lacking if number]
    parts = [f"of {count(c.steps, 'step')} {listed(steps, shown=None)}"] if steps else []
    if c.without_conditions:
        decisions = count(len(c.without_conditions), "decision does", "decisions do")
        parts.append(f"{decisions} not say when a case takes which flow: {listed(c.without_conditions)}")
    if c.unknown_shares:
        parts.append(f"{count(c.unknown_shares, 'share is', 'shares are')} unknown")
    if c.within_bounds:
        parts.append("some figures are known only within bounds")
    if c.cannot_tell:
        parts.append(f"{listed(c.cannot_tell, shown=None)} cannot be told")
    if c.guesses:
        parts.append(f"{count(len(c.guesses), 'guess moves', 'guesses move')} the result by over a tenth")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def all_told(gaps: Gaps) -> str:
    """The gaps of all procedures of an audit: 3 of them leave out something: 12 performers, 40 times. Empty if none."""
    parts = [
        count(number, noun)
        for number, noun in (
            (gaps.without_performer, "performer"),
            (gaps.without_name, "name"),
            (gaps.without_effort, "time"),
            (gaps.without_wait, "waiting time"),
            (gaps.unknown_shares, "share"),
        )
        if number
    ]
    if not parts:
        return ""
    leave = count(gaps.procedures, "procedure leaves", "procedures leave")
    return f"Missing, and no findings: {leave} out {listed(parts, shown=None)}, at {count(gaps.steps, 'step')} in all"

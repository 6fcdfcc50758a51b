"""A case goes to somebody and comes straight back."""

from __future__ import annotations

import math
from collections.abc import Iterator

from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule


class PingPong(Rule):
    """One of our parties hands a case to another and gets it straight back.

    Judged are two parties of ours, one finding for each pair, with the likelier direction named. A return that goes
    over the customer is not meant here: customer, desk, customer is ordinary service, and desk, customer, desk is a
    question back (FA207 and the measure `contacts` speak of those). Where the procedure names a `case_owner`, that
    party may ask another and take the case back, unless all it gets there is an approval.

    Why it matters:
        The second party has the case only for a moment, and the customer waits for two queues instead of one. What
        is passed to and fro mostly lacks a piece of information or an authority at the first place.

    Wrong:
        steps:
          inspect: {by: warehouse, next: settle}
          settle: {by: accounts, next: [{to: inspect, share: 0.1, when: the code is missing}, {to: paid, share: 0.9}]}

    Right:
        steps:
          inspect: {by: warehouse, next: settle}      # the scan demands the code
          settle: {by: accounts, next: paid}

    What to do:
        Give the first party what it asks for: the screen, the knowledge or the authority to decide.

    Leave it when:
        Two pairs of eyes are wanted: say so with `because`.

    Sources:
        Handover of work between performers (van der Aalst, Reijers and Song, 2005; not read first-hand);
        one return in a hundred cases as threshold: our default.
    """

    level = "warning"
    care_point = "right-first-time"
    returns: float = 0.01

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        pairs: dict[tuple[str, str], tuple[float, str, str]] = {}
        for sender, other, expected in returns_to_sender(subject):
            if self._counts(subject, sender, other, expected):
                pair = (min(sender, other), max(sender, other))
                pairs[pair] = max(pairs.get(pair, (0.0, "", "")), (expected, sender, other))
        between = _between(subject)
        for pair, (expected, sender, other) in sorted(pairs.items()):
            parties = subject.procedure.parties
            one, two = (parties[party].name or party for party in (sender, other))
            yield Flag(
                f"'{one}' hands the case to '{two}' and gets it straight back: {_often(expected)}",
                steps=open_first(subject, between[pair], self.code()),
                about=" and ".join(pair),
            )

    def _counts(self, subject: Subject, sender: str, other: str, expected: float) -> bool:
        parties = subject.procedure.parties
        ours = all(parties[party].side.ours for party in (sender, other))
        if not ours or not math.isfinite(expected) or expected <= self.returns:
            return False
        return sender != subject.procedure.case_owner or _only_approves(subject, sender, other)


def _only_approves(subject: Subject, sender: str, other: str) -> bool:
    """Whether all that the other party gives back to the sender is an approval."""
    steps = subject.procedure.steps
    giving = [
        steps[p.source]
        for p in subject.by_party
        if p.source is not None and steps[p.source].by == other and steps[p.target].by == sender
    ]
    return all(step.control == "approval" for step in giving)


def _between(subject: Subject) -> dict[tuple[str, str], set[str]]:
    """For every two parties the steps at which a case passes from one to the other."""
    found: dict[tuple[str, str], set[str]] = {}
    steps = subject.procedure.steps
    for passage in subject.by_party:
        if passage.source is not None:
            one, two = sorted((steps[passage.source].by or "", steps[passage.target].by or ""))
            found.setdefault((one, two), set()).update((passage.source, passage.target))
    return found


def _often(expected: float) -> str:
    """An expected number of times in the words of a message."""
    if expected >= 0.995:
        return f"{expected:.2g} times a case" if expected >= 1.05 else "once a case"
    return f"{expected * 100:.2g} times in 100 cases"

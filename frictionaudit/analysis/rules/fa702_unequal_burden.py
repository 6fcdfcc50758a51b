"""The same procedure is not the same for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.fairness import completion
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities.format import format_effort


class UnequalBurden(Rule):
    """One group of customers bears a quarter more than another, or comes to an end much more seldom.

    Compared are the groups of the page, and everyone else, by the measures `fairness_gap` (customer minutes, most
    over least) and `completion_parity` (share of cases not abandoned, least over most). The group that bears the most
    and the one that gives up most are named. Where nothing is known of a group nothing is said.

    Why it matters:
        An average hides who pays for it. What takes one person ten minutes takes another a day's leave, and the one
        who gives up has often the most need of it.

    Wrong:
        groups:
          by-bus: {name: People without a car, share: 0.2, effort: {travel: 3}}

    Right:
        groups:
          by-bus: {name: People without a car, share: 0.2, effort: {travel: 1.1}}     # the desk comes to the village

    What to do:
        Walk through it as that group does, and take away what costs only them: the journey, the small print, the form.

    Leave it when:
        The group asked for more, such as a longer conversation: say so with `because` on the procedure.

    Sources:
        OECD, equity lens on administrative burden; completion below 0.8 of the others' (not read first-hand). A quarter
        more, and 0.8, are our default.
    """

    level = "warning"
    care_point = "no-exploitation"

    gap: float = 1.25
    parity: float = 0.8

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        gap = measures["fairness_gap"].value
        if gap is not None and gap > self.gap:
            least, most = _ends([(s, _minutes(subject, s)) for s in subject.segments])
            yield Flag(
                f"{_name(most[0])} spend {gap:.3g} times as long as {_name(least[0])}: "
                f"{format_effort(most[1])} a case, not {format_effort(least[1])}",
                about=f"{most[0].name}, minutes",
                at=_place(most[0]),
            )
        parity = measures["completion_parity"].value
        if parity is not None and parity < self.parity:
            least, most = _ends([(s, completion(subject.only(s)) or 0.0) for s in subject.segments])
            yield Flag(
                f"{least[1] * 100:.3g} % of {_name(least[0])} come to an end without giving up, and "
                f"{most[1] * 100:.3g} % of {_name(most[0])}",
                about=f"{least[0].name}, completion",
                at=_place(least[0]),
            )


def _minutes(subject: Subject, stream: CustomerSegment) -> float:
    return Measures(subject.only(stream))["customer_minutes"].value or 0.0


def _ends(
    found: list[tuple[CustomerSegment, float]],
) -> tuple[tuple[CustomerSegment, float], tuple[CustomerSegment, float]]:
    """The group with the least of something and the one with the most."""
    ordered = sorted(found, key=lambda pair: (pair[1], pair[0].name))
    return ordered[0], ordered[-1]


def _name(stream: CustomerSegment) -> str:
    return f"'{stream.group.name or stream.name}'" if stream.group else stream.name


def _place(stream: CustomerSegment) -> PagePath:
    return ("groups", stream.name) if stream.group else ()

"""The same procedure does not cost everyone the same."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.fairness import completion
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities.format import format_effort


class UnequalBurden(Rule):
    """One customer group spends a quarter more time than another, or finishes much less often.

    The rule compares the customer groups of the page, and everyone else. It uses the measures `fairness_gap` (customer
    minutes, most divided by least) and `completion_parity` (share of cases not abandoned, least divided by most). The
    finding names the group with the largest burden, or the one that gives up most. Groups without figures are left out.
    Minutes are not compared with a group that takes another route on purpose. That is an urgent group, or one of which
    all or none take a branch.

    Why it matters:
        An average hides who carries the burden. Ten minutes for one person can be a day's leave for another, and the
        people who give up often need it most.

    Wrong:
        groups:
          by-bus: {name: People without a car, share: 0.2, effort: {travel: 3}}

    Right:
        groups:
          by-bus: {name: People without a car, share: 0.2, effort: {travel: 1.1}}     # the desk comes to the village

    What to do:
        Go through the procedure with someone from that group, and remove what burdens only them, such as a journey or a
        form.

    Leave it when:
        The group asked for more, such as a longer conversation. Give that reason with `because` on the procedure.

    Sources:
        OECD, equity lens on administrative burden; completion below 0.8 of the others' (source not checked first-hand).
        A quarter more, and 0.8, are our default.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-exploitation"

    gap: float = Field(default=1.25, ge=1, description="times the minutes of another group above which the rule warns")
    parity: float = Field(
        default=0.8, ge=0, le=1, description="share of another group's completion below which the rule warns"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        gap = measures["fairness_gap"].value
        if gap is not None and gap > self.gap:
            yield from self._slower_groups(subject)
        parity = measures["completion_parity"].value
        if parity is not None and parity < self.parity:
            (low, low_share), (high, high_share) = _extremes(
                [(segment, completion(subject.only(segment)) or 0.0) for segment in subject.segments]
            )
            yield Flag(
                f"{low_share * 100:.0f} % of {_name(low)} finish without giving up, "
                f"compared with {high_share * 100:.0f} % of {_name(high)}",
                about=f"{low.name}, completion",
                at=_place(low),
            )

    def _slower_groups(self, subject: Subject) -> Iterator[Flag]:
        """The slowest and the fastest of the groups that take the same routes, if they are far enough apart."""
        compared = [segment for segment in subject.segments if not _takes_another_route(segment)]
        if len(compared) < 2:
            return
        (low, low_minutes), (high, high_minutes) = _extremes(
            [(segment, _minutes(subject, segment)) for segment in compared]
        )
        if high_minutes > self.gap * low_minutes > 0:
            yield Flag(
                f"{_spends(high)} {high_minutes / low_minutes:.2g} times as long as {_name(low)}: "
                f"{_minutes_in_words(high_minutes)} per case, not {_minutes_in_words(low_minutes)}",
                about=f"{high.name}, minutes",
                at=_place(high),
            )


def _takes_another_route(segment: CustomerSegment) -> bool:
    """Whether a group is sent another way on purpose: as urgent, or with all or none of its cases at a branch."""
    if segment.group is None or not segment.group.flows:
        return False
    return segment.group.urgent or any(share.value in (0.0, 1.0) for share in segment.group.flows.values())


def _minutes(subject: Subject, segment: CustomerSegment) -> float:
    return Measures(subject.only(segment))["customer_minutes"].value or 0.0


def _minutes_in_words(minutes: float) -> str:
    return format_effort(round(minutes) if minutes >= 10 else minutes)


def _extremes(
    segments: list[tuple[CustomerSegment, float]],
) -> tuple[tuple[CustomerSegment, float], tuple[CustomerSegment, float]]:
    """The segments with the least and the most of something, each with its value."""
    ordered = sorted(segments, key=lambda pair: (pair[1], pair[0].name))
    return ordered[0], ordered[-1]


def _name(segment: CustomerSegment) -> str:
    return f"'{segment.group.name or segment.name}'" if segment.group else segment.name


def _spends(segment: CustomerSegment) -> str:
    return f"{_name(segment)} spend" if segment.group else f"{segment.name.capitalize()} spends"


def _place(segment: CustomerSegment) -> PagePath:
    return ("groups", segment.name) if segment.group else ()

"""The page closes before people have finished."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.customer_places import place_name
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.online_entries import OnlineEntry, is_lost, online_entries
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import format_effort, format_elapsed, format_share


class SessionTimesOut(Rule):
    """An entry on a page or in an app takes longer than the time after which it is lost.

    The rule compares the `times_out` of the place with the longest time that the customer's step takes on the web or in
    an app: understanding, gathering, searching, filling in and paying. It takes the customer group that needs most
    time. A place that offers `save and return` loses nothing.

    Why it matters:
        People who type slowly, use a screen reader or look for a paper lose everything. They start again, phone, or
        give up.

    Wrong:
        places:
          portal: {name: Portal, times_out: 15m}
        steps:
          apply: {by: customer, channel: web, at: portal, effort: {gather: 10m, fill: 20m}, next: check}

    Right:
        places:
          portal: {name: Portal, times_out: 15m, offers: [save and return]}
        steps:
          apply: {by: customer, channel: web, at: portal, effort: {gather: 10m, fill: 20m}, next: check}

    What to do:
        Save what people have entered. Warn them before the time runs out, and let them extend it with one key.

    Leave it when:
        A seat or a price can be held only for a short time, and the page says so at the start.

    Sources:
        WCAG 2.2, SC 2.2.1 Timing Adjustable (Level A): a time limit can be turned off, adjusted or extended.
    """

    level = "warning"
    stake = ("customer",)
    element = "physical"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for entry in online_entries(subject):
            limit = subject.procedure.places[entry.place].times_out
            if limit is not None and is_lost(subject, entry):
                kept = format_elapsed(subject.procedure.calendar.elapsed(limit.low))
                yield Flag(
                    f"'{subject.procedure.label(entry.step)}' takes up to {format_effort(entry.minutes)}"
                    f"{_for_whom(entry)}, but {place_name(subject, entry.place)} loses the entry after {kept}",
                    steps=(entry.step,),
                    about=entry.place,
                )


def _for_whom(entry: OnlineEntry) -> str:
    group = entry.segment.group
    if group is None:
        return ""
    return f" for '{group.name or entry.segment.name}' ({format_share(group.share.value)} of cases)"

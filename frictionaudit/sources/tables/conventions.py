"""The conventions of a kind of table: its currency, what a day means, and when the office is open."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.domain.quantities import Assumed, Calendar
from frictionaudit.sources.tables.cells.fees import currency_of
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.printed import Printed

AT_THE_COUNTER = Assumed(why="published processing time read as time at the counter")
OWN_TIME = Assumed(why="published processing time read as the customer's own time")
AT_WORK = Assumed(why="published processing time read as staff touch time")
OF_BOTH = Assumed(why="the row names customer and staff, so its time is read as that of both")
A_LEAD_TIME = Assumed(why="lead time of a step read as the wait before it")
A_WAIT = Assumed(why="published processing time in days, or longer than a working day, read as waiting")


@dataclass(frozen=True)
class Convention:
    """How to understand the printed words of a table."""

    currency: str | None
    working_days: bool
    calendar: Calendar
    published: str | None
    day_note: str
    mixed: bool = False
    """Whether the table prints several currencies: the first counts, and amounts without one stay open."""


def convention_of(printed: Printed, mapping: TableMapping) -> Convention:
    """The conventions of a Citizen's Charter, or those of any other table; a mapping overrides both."""
    if printed.charter:
        working = mapping.day != "calendar"
        return Convention(
            mapping.currency or "PHP",
            working,
            Calendar(country="PH", hours="Mon-Fri 08:00-12:00, 13:00-17:00"),
            "Citizen's Charter",
            "a plain 'day' is read as a working day: RA 11032 counts working days; 1 day is 480 minutes in sums"
            if working
            else "a plain 'day' is read as a calendar day, as the mapping says",
        )
    headings = [column.heading for column in printed.header.of(Role.FEE)]
    working = mapping.day == "working"
    stated = mapping.currency or currency_of(headings)
    cells = [row.own(Role.FEE) for row in printed.rows]
    one = stated or currency_of(cells)
    first = one or next((code for cell in cells if (code := currency_of([cell]))), None)
    return Convention(
        first,
        working,
        Calendar(),
        None,
        f"a plain 'day' is read as a {'working' if working else 'calendar'} day"
        + (", as the mapping says" if mapping.day else "; `day: working` in a mapping file changes that"),
        mixed=first is not None and one is None,
    )

"""`frictionaudit packs`: legal limits, duties and standard figures, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from frictionaudit.cli.terminal.arguments import WHOLE_LINES, width
from frictionaudit.cli.terminal.output import show
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.exports.wording.tables import beside, folded
from frictionaudit.packs import Packs, load_packs
from frictionaudit.policy.file.discovery import today

Line = tuple[str, str]
"""What names an entry, padded to its column, and what it says."""


@click.command()
@click.argument("kind", required=False, type=click.Choice(["limits", "duties", "times", "travel", "wages"]))
@CONFIG
def command(kind: str | None, config: Path | None) -> None:
    """List legal limits, duties and standard figures.

    Each entry has its source. A page uses a limit by its name: as the `basis` of a promise, or in `under`. Copy a
    figure into a page with `assumed: …`; no figure is filled in for you. The list includes the packs that your
    settings name.

    \b
    Example:
      frictionaudit packs limits
    """
    packs = load_packs(in_force(config, {}).settings.packs, today())
    for name, write in _KINDS.items():
        if kind in (None, name):
            for part in folded(f"{name}: {_TITLES[name]}", width(WHOLE_LINES)):
                show(part)
            for line in write(packs):
                for part in beside(*line, width(WHOLE_LINES)):
                    show(part)
            show("")


def _limits(packs: Packs) -> Iterator[Line]:
    for limit in packs.limits.values():
        if not isinstance(limit, Duty):
            within = str(limit.within) if limit.within else "no fixed time"
            yield f"  {limit.id:<28} {within:<18} ", f"{limit.what}, counted from: {limit.starts_at}; {limit.cited}"


def _duties(packs: Packs) -> Iterator[Line]:
    for limit in packs.limits.values():
        if isinstance(limit, Duty):
            yield f"  {limit.id:<28} ", f"{limit.what}; {limit.cited}"


def _times(packs: Packs) -> Iterator[Line]:
    for row in packs.activities:
        minutes = (row.minutes("simple"), row.minutes("medium"), row.minutes("complex"))
        effort = " / ".join("–" if value is None else format_effort(value) for value in minutes)
        yield f"  {row.table:<16} ", f"{row.activity:<52} {effort}  ({row.edition})"


def _travel(packs: Packs) -> Iterator[Line]:
    for row in packs.travel.values():
        yield f"  {row.level:<16} ", f"{format_effort(row.minutes)}, {row.cost:.2f} {row.currency} per visit"


def _wages(packs: Packs) -> Iterator[Line]:
    for row in packs.wages:
        yield f"  {row.sector:<16} ", f"{row.grade:<18} {row.rate.short()}  ({row.year})"


_KINDS: dict[str, Callable[[Packs], Iterator[Line]]] = {
    "limits": _limits,
    "duties": _duties,
    "times": _times,
    "travel": _travel,
    "wages": _wages,
}
_TITLES = {
    "limits": "how long something may take by law or code",
    "duties": "what a law requires of a procedure",
    "times": "standard time per activity: simple / medium / complex case",
    "travel": "one visit to an office, there and back",
    "wages": "cost of an hour of work in public administration",
}

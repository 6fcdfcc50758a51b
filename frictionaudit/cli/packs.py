"""`frictionaudit packs`: legal limits, duties and standard figures, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from frictionaudit.cli.terminal.output import show
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.packs import Packs, load_packs
from frictionaudit.policy.file.discovery import today


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
            show(f"{name}: {_TITLES[name]}")
            for line in write(packs):
                show(f"  {line}")
            show("")


def _limits(packs: Packs) -> Iterator[str]:
    for limit in packs.limits.values():
        if not isinstance(limit, Duty):
            within = str(limit.within) if limit.within else "no fixed time"
            yield f"{limit.id:<28} {within:<18} {limit.what}, counted from: {limit.starts_at}; {limit.cited}"


def _duties(packs: Packs) -> Iterator[str]:
    for limit in packs.limits.values():
        if isinstance(limit, Duty):
            yield f"{limit.id:<28} {limit.what}; {limit.cited}"


def _times(packs: Packs) -> Iterator[str]:
    for row in packs.activities:
        minutes = (row.minutes("simple"), row.minutes("medium"), row.minutes("complex"))
        effort = " / ".join("–" if value is None else format_effort(value) for value in minutes)
        yield f"{row.table:<16} {row.activity:<52} {effort}  ({row.edition})"


def _travel(packs: Packs) -> Iterator[str]:
    for row in packs.travel.values():
        yield f"{row.level:<16} {format_effort(row.minutes)}, {row.cost:.2f} {row.currency} per visit"


def _wages(packs: Packs) -> Iterator[str]:
    for row in packs.wages:
        yield f"{row.sector:<16} {row.grade:<18} {row.rate.short()}  ({row.year})"


_KINDS: dict[str, Callable[[Packs], Iterator[str]]] = {
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

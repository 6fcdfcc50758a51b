"""`frictionaudit packs`: the limits, duties and standard figures that are known, each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from frictionaudit.cli.settings_options import CONFIG, in_force
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.packs import Packs, load_packs
from frictionaudit.policy.file.discovery import today


@click.command()
@click.argument("kind", required=False, type=click.Choice(["limits", "duties", "times", "travel", "wages"]))
@CONFIG
def command(kind: str | None, config: Path | None) -> None:
    """Print what the packs hold today: legal limits, duties of a law, and figures to fill in where nobody counted.

    A page uses a limit by naming it as the `basis` of a promise or in `under`, and a figure by writing it down with
    `assumed: …`; nothing is filled in for you. Packs that the settings name are among them.
    """
    packs = load_packs(in_force(config, {}).settings.packs, today())
    for name, write in _KINDS.items():
        if kind in (None, name):
            click.echo(f"{name}: {_TITLES[name]}")
            for line in write(packs):
                click.echo(f"  {line}")
            click.echo()


def _limits(packs: Packs) -> Iterator[str]:
    for limit in packs.limits.values():
        if not isinstance(limit, Duty):
            within = str(limit.within) if limit.within else "without a number"
            yield f"{limit.id:<28} {within:<18} {limit.what}, from: {limit.starts_at}; {limit.cited}"


def _duties(packs: Packs) -> Iterator[str]:
    for limit in packs.limits.values():
        if isinstance(limit, Duty):
            yield f"{limit.id:<28} {limit.what}; {limit.cited}"


def _times(packs: Packs) -> Iterator[str]:
    for one in packs.activities:
        minutes = (one.minutes("simple"), one.minutes("medium"), one.minutes("complex"))
        shown = " / ".join("–" if value is None else format_effort(value) for value in minutes)
        yield f"{one.table:<16} {one.activity:<52} {shown}  ({one.edition})"


def _travel(packs: Packs) -> Iterator[str]:
    for one in packs.travel.values():
        yield f"{one.level:<16} {format_effort(one.minutes)}, {one.cost:.2f} {one.currency} a visit"


def _wages(packs: Packs) -> Iterator[str]:
    for one in packs.wages:
        yield f"{one.sector:<16} {one.grade:<18} {one.rate.short()}  ({one.year})"


_KINDS: dict[str, Callable[[Packs], Iterator[str]]] = {
    "limits": _limits,
    "duties": _duties,
    "times": _times,
    "travel": _travel,
    "wages": _wages,
}
_TITLES = {
    "limits": "how long something may take",
    "duties": "what a law demands of a procedure that falls under it",
    "times": "standard activities, simple / medium / complex",
    "travel": "a visit to an office, there and back",
    "wages": "what an hour of work costs in public administration",
}

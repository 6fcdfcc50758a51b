"""`frictionaudit profile`: the same pages as another method counts them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profiles import PROFILES
from frictionaudit.application.audit import subjects
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Money
from frictionaudit.errors import UsageError
from frictionaudit.exports import profiles as writers
from frictionaudit.packs.benchmarks import benchmark
from frictionaudit.results.profile import Benchmark, ProfileTerms


@click.command()
@PATHS
@click.option("--profile", "name", type=click.Choice(list(PROFILES)), required=True, help="The method.")
@click.option("--format", "form", type=click.Choice(list(writers.FORMATS)), default="text", show_default=True)
@click.option("--delay-per-day", metavar="MONEY", help="au: what a day of delay costs a customer, as '120 AUD'.")
@click.option("--start-up", metavar="MONEY", help="au: what it costs all customers once, as '50000 AUD'.")
@click.option("--economy", metavar="COUNTRY", help="doing-business: compare with this economy, a code or a name.")
def command(
    paths: tuple[Path, ...],
    name: str,
    form: str,
    delay_per_day: str | None,
    start_up: str | None,
    economy: str | None,
) -> None:
    """The same pages as another method counts them.

    All procedures in PATHS are counted together: the segments of one population can be a page each. The output says
    what the method counts, what it ignores, and what the pages do not say. A permit is compared with the historic
    figures of Doing Business for the country of its calendar.
    """
    for option, given, only in (
        ("--delay-per-day", delay_per_day, "au"),
        ("--start-up", start_up, "au"),
        ("--economy", economy, "doing-business"),
    ):
        if given is not None and name != only:
            raise UsageError.of("wrong-profile-option", f"{option} is for --profile {only}", hint="leave it out")
    delay, once = _money("--delay-per-day", delay_per_day), _money("--start-up", start_up)
    read = readings(paths)
    if read.readings:
        pages = [Measures(subject) for subject in subjects(reading.procedure for reading in read.readings)]
        mark = _benchmark([page.subject.procedure for page in pages], economy) if name == "doing-business" else None
        done = PROFILES[name]().view(pages, ProfileTerms(delay_per_day=delay, start_up=once, benchmark=mark))
        click.echo(writers.FORMATS[form](done), nl=False)
    sys.exit(3 if read.problems else 0)


def _money(option: str, text: str | None) -> Money | None:
    if text is None:
        return None
    try:
        return Money.model_validate(text)
    except ValidationError:
        message = f"{option}: expected an amount and a currency, found '{text}'"
        raise UsageError.of("not-money", message, hint="for example '120 AUD'") from None


def _benchmark(pages: list[Procedure], economy: str | None) -> Benchmark | None:
    """The published figures of the economy asked for, else of the one country in which all pages are permits."""
    if economy is not None:
        found = benchmark(economy)
        if found is None:
            raise UsageError.of("unknown-economy", f"no figures for '{economy}'", hint="a code such as PH, or a name")
        return found
    countries = {page.calendar.country for page in pages if page.kind == "permit"}
    (country,) = countries if len(countries) == 1 else (None,)
    return benchmark(country) if country and all(page.kind == "permit" for page in pages) else None

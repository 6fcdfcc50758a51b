"""`frictionaudit profile`: the burden of a procedure as another method counts it."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pydantic import ValidationError

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profiles import PROFILES
from frictionaudit.application.audit import subjects
from frictionaudit.cli.terminal.arguments import PATHS, format_option, readings, sized
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Money
from frictionaudit.errors import UsageError
from frictionaudit.exports import profiles as writers
from frictionaudit.packs.benchmarks import benchmark
from frictionaudit.results.profile import Benchmark, ProfileTerms


@click.command()
@PATHS
@click.option("--profile", "name", type=click.Choice(list(PROFILES)), required=True, help="Method of counting.")
@format_option(writers.FORMATS)
@click.option("--delay-per-day", metavar="MONEY", help="au: cost to a customer of one day's delay, such as '120 AUD'.")
@click.option("--start-up", metavar="MONEY", help="au: one-off cost to all customers, such as '50000 AUD'.")
@click.option("--economy", metavar="COUNTRY", help="doing-business: economy to compare with, a code or a name.")
def command(
    paths: tuple[Path, ...],
    name: str,
    form: str,
    delay_per_day: str | None,
    start_up: str | None,
    economy: str | None,
) -> None:
    """Count the burden as another method counts it.

    The result adds up all procedures in PATHS. It says what the method counts, what the method leaves out, and what
    the pages do not state. The profile doing-business compares permits with the archived figures of one country.
    It takes the country from the page's calendar, or from --economy.

    \b
    Example:
      frictionaudit profile page.yaml --profile scm
    """
    for option, given, only in (
        ("--delay-per-day", delay_per_day, "au"),
        ("--start-up", start_up, "au"),
        ("--economy", economy, "doing-business"),
    ):
        if given is not None and name != only:
            message = f"{option} works with --profile {only} only"
            raise UsageError.of("wrong-profile-option", message, hint="leave it out")
    delay, once = _money("--delay-per-day", delay_per_day), _money("--start-up", start_up)
    read = readings(paths)
    if read.readings:
        pages = [Measures(subject) for subject in subjects(reading.procedure for reading in read.readings)]
        mark = _benchmark([page.subject.procedure for page in pages], economy) if name == "doing-business" else None
        done = PROFILES[name]().view(pages, ProfileTerms(delay_per_day=delay, start_up=once, benchmark=mark))
        show_as(form, writers.FORMATS[form](done, **sized(form)))
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
    """The published figures of the named economy, else of the one country where all pages are permits."""
    if economy is not None:
        figures = benchmark(economy)
        if figures is None:
            hint = "use a country code such as PH, or a name"
            raise UsageError.of("unknown-economy", f"there are no figures for '{economy}'", hint=hint)
        return figures
    countries = {page.calendar.country for page in pages if page.kind == "permit"}
    (country,) = countries if len(countries) == 1 else (None,)
    return benchmark(country) if country and all(page.kind == "permit" for page in pages) else None

"""The time one can honestly publish, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed, format_sampled_share
from frictionaudit.exports.wording.numbers import interval_of_share
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate


def text(results: Sequence[PromiseAdvice]) -> str:
    """One block per procedure: for each promise the time to publish, why, and what is missing."""
    return "\n".join("\n".join(_block(advice)) + "\n" for advice in results)


def _block(advice: PromiseAdvice) -> Iterator[str]:
    yield f"{advice.title}  {advice.source}"
    yield f"  {advice.cases:,} cases played, seed {advice.seed}; cases arrive {advice.arrive}"
    everywhere = [
        note for note in advice.stretches[0].missing if all(note in each.missing for each in advice.stretches)
    ]
    for stretch in advice.stretches:
        yield ""
        yield f"  From '{stretch.from_step}' to '{stretch.to_step}'"
        yield from (f"    {line}" for line in _lines(stretch, everywhere))
    notes = (*everywhere, *advice.notes)
    if notes:
        yield ""
        yield "  For all of these"
        yield from (f"    {note}" for note in notes)


def _lines(candidate: PromiseCandidate, everywhere: Sequence[str]) -> Iterator[str]:
    cases, most = candidate.cases, _of_all(candidate.level)
    if candidate.promised is not None and candidate.kept_today is not None:
        interval = interval_of_share(candidate.kept_interval)
        kept = f"{_kept(candidate)} of the cases meet it{interval}"
        yield f"Promised today: {_today(candidate)}. By the times on this page, {kept}."
    if candidate.measured is not None:
        least = "" if candidate.covers is None else f"; with 95 % confidence, at least {_part(candidate.covers)} do"
        yield f"Measured: {candidate.measured}{least}."
    if candidate.say is None or candidate.days is None or candidate.percentile is None:
        yield "No time can be published by the times on this page."
    else:
        say = _both(candidate, candidate.say, candidate.say_minutes)
        yield f"You can publish {say}; {most} finish within {_both(candidate, candidate.days, candidate.percentile)}."
    if candidate.beaten is not None and candidate.met is not None and candidate.broken is not None:
        early, in_time, late = (_share(candidate, part) for part in (candidate.beaten, candidate.met, candidate.broken))
        yield f"If you do, {early} of the cases finish early, {in_time} just in time, and {late} late."
    if candidate.p50 is not None:
        half = format_elapsed(candidate.p50)
        more = candidate.percentile is not None and candidate.say is None
        longest = f", and {most} at least {format_elapsed(candidate.percentile or 0.0)}" if more else ""
        yield f"Half take at least {half}{longest}." if candidate.at_least else f"Half finish within {half}."
    if candidate.played and cases < candidate.played:
        share = format_sampled_share(cases / candidate.played, candidate.played, about="")
        yield f"Played: {cases:,} of {candidate.played:,} cases ({share}) pass both ends."
    for note in candidate.missing:
        if note not in everywhere:
            yield f"Note: {note}"


def _today(candidate: PromiseCandidate) -> str:
    """Today's promise, in days and in working days."""
    promised, minutes, days = str(candidate.promised), candidate.promised_minutes, candidate.promised_days
    if minutes is None or days is None or (minutes < 1440 and "working" not in promised):
        return promised
    if "working" in promised:
        return f"{promised} ({format_elapsed(minutes)})"
    return f"{promised} ({count(days, 'working day')})"


def _kept(candidate: PromiseCandidate) -> str:
    share = _share(candidate, candidate.kept_today or 0.0)
    bound = "at most " if candidate.kept_at_most else ""
    return bound + share.removeprefix("about " if bound else "")


def _share(candidate: PromiseCandidate, share: float) -> str:
    """A share of the cases; all and none only where nothing is random."""
    return format_sampled_share(share, candidate.cases, certain=candidate.certain)


def _part(share: float) -> str:
    return f"{int(share * 100)} %"


def _both(candidate: PromiseCandidate, number: int, minutes: float | None) -> str:
    """Working days with the days that they last, or minutes."""
    if candidate.unit == "minutes":
        return format_effort(float(number))
    days = "" if minutes is None else f" ({format_elapsed(minutes)})"
    return f"{number} working day{'' if number == 1 else 's'}{days}"


def _of_all(level: float) -> str:
    return "nine in ten" if level == 0.9 else f"{level * 100:g} in a hundred"


def as_json(results: Sequence[PromiseAdvice]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [advice.model_dump(mode="json", exclude={"schema_"}) for advice in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[PromiseAdvice]], str]] = {"text": text, "json": as_json}

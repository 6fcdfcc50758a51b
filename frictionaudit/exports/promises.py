"""The time one can honestly publish, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.exports.wording import numbers
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate


def text(results: Sequence[PromiseAdvice]) -> str:
    """One block per procedure: for each promise the time to publish, why, and what is missing."""
    return "\n".join("\n".join(_block(advice)) + "\n" for advice in results)


def _block(advice: PromiseAdvice) -> Iterator[str]:
    yield f"{advice.title}  {advice.source}"
    for stretch in advice.stretches:
        yield ""
        yield f"  From '{stretch.from_step}' to '{stretch.to_step}'"
        yield from (f"    {line}" for line in _lines(stretch))
    for note in advice.notes:
        yield ""
        yield f"  {note}"


def _lines(candidate: PromiseCandidate) -> Iterator[str]:
    cases = candidate.cases
    if candidate.promised is not None and candidate.kept_today is not None:
        kept = numbers.sampled_share(candidate.kept_today, cases)
        yield f"Promised today: {candidate.promised}. By the times on this page, {kept} of {cases:,} cases meet it."
    if candidate.say is None or candidate.days is None:
        yield "Nothing can be published: too few cases come this far."
    else:
        say, days = (_time(candidate, number) for number in (candidate.say, candidate.days))
        yield f"You can publish {say}; {_of_all(candidate.level)} finish within {days}."
    if candidate.beaten is not None and candidate.met is not None and candidate.broken is not None:
        shares = (candidate.beaten, candidate.met, candidate.broken)
        early, in_time, late = (numbers.sampled_share(share, cases) for share in shares)
        yield f"If you do, {early} of the cases finish early, {in_time} just in time, and {late} late."
    if candidate.p50 is not None and candidate.percentile is not None:
        half, most = format_elapsed(candidate.p50), format_elapsed(candidate.percentile)
        yield f"In calendar time, half finish within {half}, and {_of_all(candidate.level)} within {most}."
    if candidate.covers is not None:
        covered = numbers.sampled_share(candidate.covers, cases)
        yield f"With {candidate.confidence * 100:.0f} % confidence, {covered} of all cases finish within it."
    for missing in candidate.missing:
        yield f"Missing: {missing}"


def _time(candidate: PromiseCandidate, number: int) -> str:
    if candidate.unit == "minutes":
        return format_effort(float(number))
    return f"{number} working day{'' if number == 1 else 's'}"


def _of_all(level: float) -> str:
    return "nine in ten" if level == 0.9 else f"{level * 100:g} in a hundred"


def as_json(results: Sequence[PromiseAdvice]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [advice.model_dump(mode="json", exclude={"schema_"}) for advice in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[PromiseAdvice]], str]] = {"text": text, "json": as_json}

"""What could be promised, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate


def text(results: Sequence[PromiseAdvice]) -> str:
    """One block per procedure: for each stretch what to say, why, and what is missing."""
    return "\n".join("\n".join(_block(advice)) + "\n" for advice in results)


def _block(advice: PromiseAdvice) -> Iterator[str]:
    yield f"{advice.title}  {advice.source}"
    for stretch in advice.stretches:
        yield ""
        yield f"  from '{stretch.from_step}' to '{stretch.to_step}'"
        yield from (f"    {line}" for line in _lines(stretch))
    for note in advice.notes:
        yield ""
        yield f"  {note}"


def _lines(candidate: PromiseCandidate) -> Iterator[str]:
    if candidate.promised is not None and candidate.kept_today is not None:
        yield f"today: {candidate.promised}, kept in {candidate.kept_today * 100:.1f} % of the cases played"
    if candidate.say is None or candidate.days is None:
        yield "nothing can be said: no case, or too few, goes this way"
    else:
        say, days = (_time(candidate, number) for number in (candidate.say, candidate.days))
        yield f"say {say}: {_of_all(candidate.level)} are done within {days}"
    if candidate.beaten is not None and candidate.met is not None and candidate.broken is not None:
        beaten, met, broken = (f"{share * 100:.1f} %" for share in (candidate.beaten, candidate.met, candidate.broken))
        yield f"beaten in {beaten}, just met in {met}, broken in {broken}"
    if candidate.p50 is not None and candidate.percentile is not None:
        half, most = format_elapsed(candidate.p50), format_elapsed(candidate.percentile)
        yield f"half within {half} on the clock, {_of_all(candidate.level)} within {most}"
    if candidate.covers is not None:
        covered = f"{candidate.covers * 100:.1f} % of all cases"
        yield f"with {candidate.confidence * 100:.0f} % confidence that covers {covered}"
    for missing in candidate.missing:
        yield f"missing: {missing}"


def _time(candidate: PromiseCandidate, number: int) -> str:
    if candidate.unit == "minutes":
        return format_effort(float(number))
    return f"{number} working day{'' if number == 1 else 's'}"


def _of_all(level: float) -> str:
    return "nine of ten" if level == 0.9 else f"{level * 100:g} of a hundred"


def as_json(results: Sequence[PromiseAdvice]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [advice.model_dump(mode="json", exclude={"schema_"}) for advice in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[PromiseAdvice]], str]] = {"text": text, "json": as_json}

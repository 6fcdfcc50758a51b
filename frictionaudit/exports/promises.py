"""What could be promised, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.results.simulation import PromiseAdvice, PromiseCandidate


def text(results: Sequence[PromiseAdvice]) -> str:
    """One block per procedure: for each stretch what to say, why, and what is missing."""
    return "\n".join("\n".join(_block(one)) + "\n" for one in results)


def _block(one: PromiseAdvice) -> Iterator[str]:
    yield f"{one.title}  {one.source}"
    for stretch in one.stretches:
        yield ""
        yield f"  from '{stretch.from_step}' to '{stretch.to_step}'"
        yield from (f"    {line}" for line in _lines(stretch))
    for note in one.notes:
        yield ""
        yield f"  {note}"


def _lines(one: PromiseCandidate) -> Iterator[str]:
    if one.promised is not None and one.kept_today is not None:
        yield f"today: {one.promised}, kept in {one.kept_today * 100:.1f} % of the cases played"
    if one.say is None or one.days is None:
        yield "nothing can be said: no case, or too few, goes this way"
    else:
        yield f"say {_time(one, one.say)}: {_of_all(one.level)} are done within {_time(one, one.days)}"
    if one.beaten is not None and one.met is not None and one.broken is not None:
        beaten, met, broken = (f"{share * 100:.1f} %" for share in (one.beaten, one.met, one.broken))
        yield f"beaten in {beaten}, just met in {met}, broken in {broken}"
    if one.p50 is not None and one.percentile is not None:
        half, most = format_elapsed(one.p50), format_elapsed(one.percentile)
        yield f"half within {half} on the clock, {_of_all(one.level)} within {most}"
    if one.covers is not None:
        yield f"with {one.confidence * 100:.0f} % confidence that covers {one.covers * 100:.1f} % of all cases"
    for missing in one.missing:
        yield f"missing: {missing}"


def _time(one: PromiseCandidate, number: int) -> str:
    if one.unit == "minutes":
        return format_effort(float(number))
    return f"{number} working day{'' if number == 1 else 's'}"


def _of_all(level: float) -> str:
    return "nine of ten" if level == 0.9 else f"{level * 100:g} of a hundred"


def as_json(results: Sequence[PromiseAdvice]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [one.model_dump(mode="json", exclude={"schema_"}) for one in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[PromiseAdvice]], str]] = {"text": text, "json": as_json}

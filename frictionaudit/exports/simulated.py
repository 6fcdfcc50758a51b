"""A simulation as a table to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.domain.quantities.listing import and_more
from frictionaudit.results.simulation import Distribution, PromiseTried, SimulationResult, Workload

_MOST = 10
"""Lines of one kind that are shown."""
_ROWS = (
    ("lead_time", "from start to end", format_elapsed),
    ("customer_minutes", "customer's own time", format_effort),
    ("staff_minutes", "staff time", format_effort),
    ("wait_ours", "waiting for us", format_elapsed),
    ("wait_customer", "waiting for the customer", format_elapsed),
    ("wait_third", "waiting for others", format_elapsed),
)


def text(results: Sequence[SimulationResult]) -> str:
    """One block per procedure: times, ends, promises, queues, and what it rests on."""
    return "\n".join("\n".join(_block(result)) + "\n" for result in results)


def _block(result: SimulationResult) -> Iterator[str]:
    how = "with limited staff" if result.queues else "with the waits stated on the page"
    yield f"{result.title}  {result.source}"
    yield f"  {result.cases:,} cases, seed {result.seed}, {how}"
    yield ""
    yield f"  {'':<26}{'on average':>14}  {'±':<12}{'half within':>14}{'8 of 10':>14}{'9 of 10':>14}"
    for key, name, words in _ROWS:
        yield _row(name, getattr(result, key), words)
    for title, lines in (
        ("Where cases end", list(_ends(result))),
        ("Promises", [_promise(promise) for promise in result.promises]),
        ("People", [_load(load) for load in result.workload]),
        ("Stopped early", result.capped),
        ("Assumed", result.assumed),
        ("No time is stated, so it counts as none", result.unknown),
        ("Not played", result.notes),
    ):
        if lines:
            yield ""
            yield f"  {title}"
            yield from (f"    {line}" for line in lines[:_MOST])
            if len(lines) > _MOST:
                yield f"    {and_more(lines, _MOST)}"


def _ends(result: SimulationResult) -> Iterator[str]:
    for end in result.ends:
        where = "" if end.drawn else ", which is not an end"
        yield f"{_percent(end.share):>8}  {end.name}{f' ({end.outcome})' if end.outcome else ''}{where}"
    if result.unfinished:
        yield f"{_percent(result.unfinished):>8}  nowhere: they never come to an end"
    if result.timed_out:
        yield f"{_percent(result.timed_out):>8}  given up because a deadline passed"


def _load(load: Workload) -> str:
    return (
        f"{load.name}: {load.capacity} at work, busy {_percent(load.utilisation)} of the opening hours; "
        f"{load.queue_mean:.3g} cases wait on average, {load.queue_most:,} at most, "
        f"for {format_elapsed(load.wait_mean)} each"
    )


def _row(name: str, amount: Distribution, words: Callable[[float], str]) -> str:
    cells = ["" if level is None else words(level) for level in (amount.p50, amount.p80, amount.p90)]
    error = f"± {words(amount.error)}" if amount.error else ""
    mean = "–" if amount.mean is None else words(amount.mean)
    return f"  {name:<26}{mean:>14}  {error:<12}{''.join(f'{cell:>14}' for cell in cells)}".rstrip()


def _promise(promise: PromiseTried) -> str:
    way = f"from '{promise.from_step}' to '{promise.to_step}'"
    if promise.promised is None or promise.kept is None:
        return f"{way}: no case goes that way"
    p90 = "" if promise.time.p90 is None else f"; nine of ten within {format_elapsed(promise.time.p90)}"
    return f"{way} within {format_elapsed(promise.promised)}: kept in {_percent(promise.kept)} of cases{p90}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def as_json(results: Sequence[SimulationResult]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [result.model_dump(mode="json", exclude={"schema_"}) for result in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[SimulationResult]], str]] = {"text": text, "json": as_json}

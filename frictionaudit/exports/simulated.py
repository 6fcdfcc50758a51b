"""A simulation as a table to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed, format_number, format_share
from frictionaudit.domain.quantities.listing import and_more
from frictionaudit.exports.wording import numbers
from frictionaudit.results.simulation import Distribution, PromiseTried, SimulationResult, Workload

_MOST = 10
"""Lines of one kind that are shown."""
_ROWS = (
    ("lead_time", "from start to end", format_elapsed),
    ("customer_minutes", "customer's own time", format_effort),
    ("staff_minutes", "staff time", format_effort),
    ("wait_ours", "waiting on us", format_elapsed),
    ("wait_customer", "waiting on the customer", format_elapsed),
    ("wait_third", "waiting on others", format_elapsed),
)


def text(results: Sequence[SimulationResult]) -> str:
    """One block per procedure: times, ends, promises, queues, and the assumptions behind them."""
    return "\n".join("\n".join(_block(result)) + "\n" for result in results)


def _block(result: SimulationResult) -> Iterator[str]:
    how = "with limited staff" if result.queues else "with the waits stated on the page"
    yield f"{result.title}  {result.source}"
    yield f"  {result.cases:,} cases, seed {result.seed}, {how}"
    yield ""
    yield f"  {'':<26}{'on average':>14}  {'±':<12}{'half within':>14}{'8 in 10':>14}{'9 in 10':>14}"
    for key, name, words in _ROWS:
        yield _row(name, getattr(result, key), words)
    for title, lines in (
        ("Where cases end", list(_ends(result))),
        ("Promises", [_promise(promise) for promise in result.promises]),
        ("People", [_load(load) for load in result.workload]),
        ("Stopped early", result.capped),
        ("Assumed", result.assumed),
        ("No time is stated, so it counts as none", result.unknown),
        ("Not simulated", result.notes),
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
        yield f"{format_share(end.share):>8}  {end.name}{f' ({end.outcome})' if end.outcome else ''}{where}"
    if result.unfinished:
        yield f"{format_share(result.unfinished):>8}  nowhere: these cases never end"
    if result.timed_out:
        yield f"{format_share(result.timed_out):>8}  abandoned because a deadline passed"


def _load(load: Workload) -> str:
    return (
        f"{load.name}: {load.capacity} at work, busy for {format_share(load.utilisation)} of the opening hours; "
        f"{format_number(load.queue_mean)} cases wait on average, {load.queue_most:,} at most, "
        f"for {format_elapsed(load.wait_mean)} each"
    )


def _row(name: str, amount: Distribution, words: Callable[[float], str]) -> str:
    cells = ["" if level is None else words(level) for level in (amount.p50, amount.p80, amount.p90)]
    error = f"± {words(amount.error)}" if amount.error else ""
    mean = "–" if amount.mean is None else words(amount.mean)
    return f"  {name:<26}{mean:>14}  {error:<12}{''.join(f'{cell:>14}' for cell in cells)}".rstrip()


def _promise(promise: PromiseTried) -> str:
    span = f"from '{promise.from_step}' to '{promise.to_step}'"
    if promise.promised is None or promise.kept is None:
        return f"{span}: no case reaches it"
    p90 = "" if promise.time.p90 is None else f"; nine in ten finish within {format_elapsed(promise.time.p90)}"
    kept = numbers.sampled_share(promise.kept, promise.cases)
    return f"{span} within {format_elapsed(promise.promised)}: {kept} of the cases meet it{p90}"


def as_json(results: Sequence[SimulationResult]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [result.model_dump(mode="json", exclude={"schema_"}) for result in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[SimulationResult]], str]] = {"text": text, "json": as_json}

"""A simulation as a table to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_elapsed
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
    return "\n".join("\n".join(_block(one)) + "\n" for one in results)


def _block(one: SimulationResult) -> Iterator[str]:
    how = "with limited staff" if one.queues else "with the waits stated on the page"
    yield f"{one.title}  {one.source}"
    yield f"  {one.cases:,} cases, seed {one.seed}, {how}"
    yield ""
    yield f"  {'':<26}{'on average':>14}  {'±':<12}{'half within':>14}{'8 of 10':>14}{'9 of 10':>14}"
    for key, name, words in _ROWS:
        yield _row(name, getattr(one, key), words)
    for title, lines in (
        ("Where cases end", list(_ends(one))),
        ("Promises", [_promise(promise) for promise in one.promises]),
        ("People", [_load(load) for load in one.workload]),
        ("Stopped early", one.capped),
        ("Assumed", one.assumed),
        ("No time is stated, so it counts as none", one.unknown),
        ("Not played", one.notes),
    ):
        if lines:
            yield ""
            yield f"  {title}"
            yield from (f"    {line}" for line in lines[:_MOST])
            if len(lines) > _MOST:
                yield f"    and {len(lines) - _MOST} more"


def _ends(one: SimulationResult) -> Iterator[str]:
    for end in one.ends:
        where = "" if end.drawn else ", which is not an end"
        yield f"{_percent(end.share):>8}  {end.name}{f' ({end.outcome})' if end.outcome else ''}{where}"
    if one.unfinished:
        yield f"{_percent(one.unfinished):>8}  nowhere: they never come to an end"
    if one.timed_out:
        yield f"{_percent(one.timed_out):>8}  given up because a deadline passed"


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
    document = {"schema": 1, "procedures": [one.model_dump(mode="json", exclude={"schema_"}) for one in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[SimulationResult]], str]] = {"text": text, "json": as_json}

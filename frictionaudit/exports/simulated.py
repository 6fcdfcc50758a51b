"""A simulation as a table to read, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import (
    format_effort,
    format_elapsed,
    format_number,
    format_sampled_share,
)
from frictionaudit.domain.quantities.listing import and_more
from frictionaudit.exports.wording.numbers import first_visit, interval_of_share, share_in_time
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.simulation import Distribution, GaveUp, Interval, PromiseTried, SimulationResult, Workload

_UNKNOWN = "unknown"
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


def text(results: Sequence[SimulationResult], width: int = 100) -> str:
    """One block per procedure: times, ends, promises, queues, and the assumptions behind them."""
    return "\n".join("\n".join(_block(result, width)) + "\n" for result in results)


def _block(result: SimulationResult, width: int) -> Iterator[str]:
    how = "with limited staff" if result.queues else "with the waits stated on the page"
    yield f"{result.title}  {result.source}"
    about = f"{result.cases:,} cases, seed {result.seed}, {how}; cases arrive {result.arrive}"
    yield from folded(about, width, "  ", "  ")
    yield ""
    yield f"  {'':<25}{'on average':>13}{'half within':>13}{'8 in 10':>13}{'9 in 10':>13}"
    for key, name, words in _ROWS:
        yield _row(name, getattr(result, key), words, _UNKNOWN if key == "lead_time" else "")
    if _is_open(result.lead_time):
        yield from folded(f"{_UNKNOWN}: too many cases go beyond the last quantile on the page", width, "  ", "  ")
    if result.parallel:
        yield from folded("waits and efforts of branches side by side are added up", width, "  ", "  ")
    intervals = [_intervals(name, getattr(result, key), words) for key, name, words in _ROWS]
    for title, lines in (
        ("95 % intervals: how far chance in this simulation may have moved them", list(filter(None, intervals))),
        ("Where cases end", list(_ends(result))),
        ("Promises", [_promise(promise) for promise in result.promises]),
        ("People", [_load(load, result.cases) for load in result.workload]),
        ("Waits in the queues by group, closed hours included unless said otherwise", list(_group_waits(result))),
        ("Who gives up in a queue", [_gave_up(row) for row in result.gave_up]),
        ("Stopped early", result.capped),
        ("Assumed", result.assumed),
        ("No time is stated, so it counts as none", result.unknown),
        ("Not simulated", result.notes),
    ):
        if lines:
            yield ""
            yield f"  {title}"
            for line in lines[:_MOST]:
                yield from folded(line, width, "    ", "      ")
            if len(lines) > _MOST:
                yield f"    {and_more(lines, _MOST)}"


def _ends(result: SimulationResult) -> Iterator[str]:
    for end in result.ends:
        where = "" if end.drawn else ", which is not an end"
        yield f"{_share(end.share, result):>8}  {end.name}{f' ({end.outcome})' if end.outcome else ''}{where}"
    if result.unfinished:
        yield f"{_share(result.unfinished, result):>8}  nowhere: these cases never end"
    if result.timed_out:
        yield f"{_share(result.timed_out, result):>8}  abandoned because a deadline passed"
    if result.left:
        yield f"{_share(result.left, result):>8}  in a queue: these customers give up and leave"


def _group_waits(result: SimulationResult) -> Iterator[str]:
    """Nothing where all customers are one group: then the block about people says the same."""
    if len({row.group for row in result.group_waits}) < 2:
        return
    for row in result.group_waits:
        mean, p90 = row.wait.mean, row.wait.p90
        assert mean is not None  # a row has at least one visit
        between = _between(format_elapsed, row.wait.mean_interval)
        about = f" ({between})" if between else ""
        most = f"; nine in ten at most {format_elapsed(p90)}" if p90 is not None else ""
        first = " first" if row.goes_first else ""
        otherwise = row.mean_without_priority
        in_turn = f"; {format_elapsed(otherwise)} if all came in turn" if otherwise is not None else ""
        counted = " in opening hours" if row.in_line else ""
        yield f"'{row.name}', {row.group}{first}: {format_elapsed(mean)}{counted} on average{about}{most}{in_turn}"


def _gave_up(row: GaveUp) -> str:
    share = format_sampled_share(row.share, row.visits, about="") + interval_of_share(row.interval)
    return f"'{row.name}', {row.group}: {share} of the times that they queue"


def _share(share: float, result: SimulationResult) -> str:
    return format_sampled_share(share, result.cases, about="")


def _load(load: Workload, cases: int) -> str:
    busy = format_sampled_share(load.utilisation, cases, about="") + interval_of_share(load.utilisation_interval)
    return (
        f"{load.name}: {load.capacity} at work, busy for {busy} of the opening hours; "
        f"{format_number(load.queue_mean)} cases wait on average, {load.queue_most:,} at most, "
        f"for {format_elapsed(load.wait_mean)} each{_of_it_open(load)}"
    )


def _of_it_open(load: Workload) -> str:
    """How much of a wait lies in opening hours; nothing where all of it does, as it reads."""
    opened = format_elapsed(load.wait_open)
    return "" if opened == format_elapsed(load.wait_mean) else f", of which {opened} in opening hours"


def _is_open(amount: Distribution) -> bool:
    """Whether the page does not say how long some share of the cases takes."""
    return amount.mean is not None and None in (amount.p50, amount.p80, amount.p90)


def _row(name: str, amount: Distribution, words: Callable[[float], str], unknown: str) -> str:
    figures = (amount.mean, amount.p50, amount.p80, amount.p90)
    cells = [unknown if figure is None else words(figure) for figure in figures]
    cells[0] = cells[0] or "–"
    return f"  {name:<25}{''.join(f'{cell:>13}' for cell in cells)}".rstrip()


def _intervals(name: str, amount: Distribution, words: Callable[[float], str]) -> str:
    """How far chance may have moved the figures of a row; nothing where it does not show."""
    figures = (
        ("on average", amount.mean, amount.mean_interval),
        ("half within", amount.p50, amount.p50_interval),
        ("8 in 10 within", amount.p80, amount.p80_interval),
        ("9 in 10 within", amount.p90, amount.p90_interval),
    )
    between = [(what, _between(words, interval)) for what, figure, interval in figures if figure is not None]
    shown = ", ".join(f"{what} {ends}" for what, ends in between if ends)
    return f"{name}: {shown}" if shown else ""


def _between(words: Callable[[float], str], interval: Interval | None) -> str:
    """Both ends in one unit, as in 12.1–12.4 days; nothing where both read the same."""
    if interval is None:
        return ""
    low = words(interval.low)
    if interval.high is None:
        return f"from {low}"
    high = words(interval.high)
    if low == high:
        return ""
    number, _, unit = low.partition(" ")
    same = high.partition(" ")[2].rstrip("s") == unit.rstrip("s") and " " not in unit
    return f"{number}–{high}" if same else f"{low} to {high}"


def _promise(promise: PromiseTried) -> str:
    span = f"from '{promise.from_step}' to {first_visit(promise.to_step, promise.again)}"
    if promise.promised is None or promise.kept is None:
        return f"{span}: no case reaches it"
    p90 = "" if promise.time.p90 is None else f"; nine in ten finish within {format_elapsed(promise.time.p90)}"
    kept = share_in_time(
        promise.kept,
        promise.cases,
        promise.kept_interval,
        promise.at_most,
        certain=not promise.time.error,
        at_least=promise.at_least,
    )
    return f"{span} within {promise.within}: {kept}{p90}"


def as_json(results: Sequence[SimulationResult]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [result.model_dump(mode="json", exclude={"schema_"}) for result in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[SimulationResult]], str]] = {"text": text, "json": as_json}

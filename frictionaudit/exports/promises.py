"""The time one can honestly publish, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import (
    count,
    format_effort,
    format_elapsed,
    format_sampled_share,
    format_share,
)
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.numbers import bound, first_visit, share_in_time
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.simulation import DelayNotice, PromiseAdvice, PromiseCandidate


def text(results: Sequence[PromiseAdvice], width: int = 100) -> str:
    """One block per procedure: for each promise the time to publish, why, and what is missing."""
    return "\n".join("\n".join(_block(advice, width)) + "\n" for advice in results)


def _block(advice: PromiseAdvice, width: int) -> Iterator[str]:
    yield f"{advice.title}  {advice.source}"
    about = f"{advice.cases:,} cases played, seed {advice.seed}; cases arrive {advice.arrive}"
    yield from folded(about, width, "  ", "  ")
    everywhere = [
        note for note in advice.stretches[0].missing if all(note in each.missing for each in advice.stretches)
    ]
    for stretch in advice.stretches:
        yield ""
        yield f"  From '{stretch.from_step}' to {first_visit(stretch.to_step, stretch.again)}"
        for line in _lines(stretch, everywhere):
            yield from folded(line, width, "    ", "      ")
    if advice.ends:
        for line in _ends(advice):
            yield from folded(line, width, "    ", "      ")
    if advice.delays:
        yield ""
        yield "  When something goes wrong"
        for notice in advice.delays:
            for line in _notice(notice):
                indent = " " * (len(line) - len(line.lstrip()))
                yield from folded(line.lstrip(), width, f"    {indent}", f"      {indent}")
    notes = (*everywhere, *advice.notes)
    if notes:
        yield ""
        yield "  For all of these"
        for note in notes:
            yield from folded(note, width, "    ", "      ")


def _ends(advice: PromiseAdvice) -> Iterator[str]:
    """How these cases end, below the time from start to end that they share."""
    for end in advice.ends:
        share = format_sampled_share(end.share, advice.cases, about="")
        outcome = f" ({end.outcome})" if end.outcome else ""
        half = "" if end.p50 is None else f", half of them within {format_elapsed(end.p50)}"
        yield f"Of these cases, {share} end at '{end.name}'{outcome}{half}."


def _lines(candidate: PromiseCandidate, everywhere: Sequence[str]) -> Iterator[str]:
    cases, most = candidate.cases, _of_all(candidate.level)
    yield from _of_today(candidate)
    if candidate.say is None or candidate.days is None or candidate.percentile is None:
        yield "No time can be published by the times on this page."
    else:
        say = _both(candidate, candidate.say, candidate.say_minutes)
        within = _both(candidate, candidate.days, candidate.percentile)
        contested = candidate.differs is not None and candidate.measured is not None
        could = "Correct these times first; by them you could" if contested else "You can"
        yield f"{could} publish {say}; {most} finish within {within}."
    if candidate.beaten is not None and candidate.met is not None and candidate.broken is not None:
        yield _if_published(candidate, candidate.beaten, candidate.met, candidate.broken)
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


def _if_published(candidate: PromiseCandidate, beaten: float, met: float, broken: float) -> str:
    """How the time to publish would fare; bounds where the page does not say how long the longest cases take."""
    if candidate.broken_at_most:
        least, most = (bound(share, candidate.cases) for share in (beaten + met, broken))
        return f"If you do, at least {least} of the cases finish in time, and at most {most} late."
    early, in_time, late = (_share(candidate, part) for part in (beaten, met, broken))
    return f"If you do, {early} of the cases finish early, {in_time} just in time, and {late} late."


def _of_today(candidate: PromiseCandidate) -> Iterator[str]:
    """Today's promise: how often it is kept by the times on the page, and by the count."""
    if candidate.promised is not None and candidate.kept_today is not None:
        yield f"Promised today: {_today(candidate)}. By the times on this page, {_kept(candidate)}."
        yield from _today_in_parts(candidate)
    if candidate.measured is not None:
        least = "" if candidate.covers is None else f"; with 95 % confidence, at least {_part(candidate.covers)} do"
        yield f"Measured: {candidate.measured}{least}."
    elif candidate.kept_stated is not None:
        yield f"Stated on the page: {format_share(candidate.kept_stated)} of the cases meet it."
    if candidate.differs is not None:
        yield candidate.differs


def _today_in_parts(candidate: PromiseCandidate) -> Iterator[str]:
    """How many cases are early, in time and late today; nothing where the page leaves out times."""
    kept, beaten = candidate.kept_today, candidate.beaten_today
    if kept is None or beaten is None or candidate.kept_at_most or kept in (0, 1):
        return
    early, in_time, late = (_share(candidate, part) for part in (beaten, max(0.0, kept - beaten), 1 - kept))
    spare = f"with a margin of {candidate.margin * 100:g} % to spare"
    yield f"Today {early} of the cases finish early ({spare}), {in_time} just in time, and {late} late."


def _today(candidate: PromiseCandidate) -> str:
    """Today's promise, in days and in working days."""
    promised, minutes, days = str(candidate.promised), candidate.promised_minutes, candidate.promised_days
    if minutes is None or days is None or (minutes < 1440 and "working" not in promised):
        return promised
    if "working" in promised:
        return f"{promised} ({format_elapsed(minutes)})"
    return f"{promised} ({count(days, 'working day')})"


def _kept(candidate: PromiseCandidate) -> str:
    return share_in_time(
        candidate.kept_today or 0.0,
        candidate.cases,
        candidate.kept_interval,
        candidate.kept_at_most,
        candidate.certain,
        candidate.kept_at_least,
    )


def _share(candidate: PromiseCandidate, share: float) -> str:
    """A share of the cases; all and none only where nothing is random."""
    return format_sampled_share(share, candidate.cases, certain=candidate.certain)


def _notice(notice: DelayNotice) -> Iterator[str]:
    how_often = "" if notice.share is None else f" ({format_share(notice.share)} of the times)"
    yield f"At '{sanitize.text(notice.step)}', {sanitize.text(notice.what)}{how_often}"
    if notice.say is None or notice.likely is None:
        yield f"  No time can be told: {notice.missing}."
    else:
        yield f"  Tell people {_length(notice, notice.say)}; {_of_all(notice.level)} take {_at_most(notice)}."
    if notice.beaten is not None and notice.met is not None and notice.broken is not None:
        early, in_time, late = (_of_them(part) for part in (notice.beaten, notice.met, notice.broken))
        yield f"  If you do, {early} end early, {in_time} just in time, and {late} late."
    if notice.told is not None:
        yield f"  Today people are told: {sanitize.text(notice.told)}."


def _of_them(share: float) -> str:
    return "all" if share >= 1 else "none" if share <= 0 else format_share(share)


def _at_most(notice: DelayNotice) -> str:
    return f"at most {_length(notice, notice.likely or 0)}"


def _length(notice: DelayNotice, number: int) -> str:
    if notice.unit.endswith("days"):
        return count(number, notice.unit.removesuffix("s"))
    return format_effort(float(number)) + (" of working time" if notice.unit == "working minutes" else "")


def _part(share: float) -> str:
    return f"{int(share * 100)} %"


def _both(candidate: PromiseCandidate, number: int, minutes: float | None) -> str:
    """Working days with the days that they last, days where every day is open, or minutes."""
    if candidate.unit == "minutes":
        return format_effort(float(number))
    days = "" if minutes is None or candidate.unit == "days" else f" ({format_elapsed(minutes)})"
    return f"{count(number, candidate.unit.removesuffix('s'))}{days}"


def _of_all(level: float) -> str:
    return "nine in ten" if level == 0.9 else f"{level * 100:g} in a hundred"


def as_json(results: Sequence[PromiseAdvice]) -> str:
    """`{"schema": 1, "procedures": [{…}]}`, with every key of each."""
    document = {"schema": 1, "procedures": [advice.model_dump(mode="json", exclude={"schema_"}) for advice in results]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[PromiseAdvice]], str]] = {"text": text, "json": as_json}

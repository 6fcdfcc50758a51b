"""How many cases come to each end, and how long half of them take.

A time from start to end mixes those who got what they wanted with those who gave up.
"""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate import play_cases
from frictionaudit.analysis.simulate.run import ends_reached
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.results.simulation import EndTime


def times_by_end(subject: Subject, cases: int, seed: int) -> tuple[EndTime, ...]:
    """The ends that cases reach, most frequent first; none where all reach the same one.

    Raises UsageError and InputError as `simulate` does.
    """
    starts, ends = subject.procedure.starts, subject.procedure.ends
    if len(ends) < 2:
        return ()
    pairs = [(starts[0], end) for end in ends] if len(starts) == 1 else []
    played = play_cases(subject, cases, seed, pairs)
    half = {end: played.stretch(n).percentile(0.5) for n, (_, end) in enumerate(pairs)}
    reached = ends_reached(subject, played.ends, played.cases)
    return tuple(
        EndTime(
            name=end.name,
            outcome=end.outcome,
            share=end.share,
            p50=None if (minutes := half.get(end.step)) is None else rounded(minutes),
        )
        for end in reached
        if len(reached) > 1
    )

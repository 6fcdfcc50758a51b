"""The cases that every command plays unless told otherwise, so that all of them print the same figures."""

from __future__ import annotations

from functools import lru_cache

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.preconditions import refuse
from frictionaudit.analysis.simulate.run import PlayedCases, play_cases
from frictionaudit.analysis.simulate.work import WORK_IN_PASSING, cases_within

CASES, SEED = 20_000, 1
"""Enough cases for a share to the per cent, few enough for every audit."""


@lru_cache(maxsize=8)
def standard_play(subject: Subject) -> PlayedCases:
    """The cases of a page with all its promises; InputError if it cannot be simulated."""
    promises = [(promise.from_, promise.to) for promise in subject.procedure.promises]
    return play_cases(subject, CASES, SEED, promises)


def play_in_passing(subject: Subject) -> PlayedCases:
    """The same cases for a rule, a measure or a suggestion; InputError too where all of them would take long."""
    refuse(subject, CASES)
    cases_within(subject, CASES, WORK_IN_PASSING)
    return standard_play(subject)

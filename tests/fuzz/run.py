"""Runs a target on mutated inputs; each one that brings a foreign exception, or hangs, is a failure."""

from __future__ import annotations

import random
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from frictionaudit.errors import FrictionauditError
from tests.fuzz.mutation import mutated
from tests.fuzz.targets import Target

HANG = 10
"""Seconds after which an input counts as a hang."""


@dataclass(frozen=True)
class Failure:
    """An input that a reader did not answer with a result or an error of its own."""

    number: int
    data: bytes
    trace: str


class HangError(BaseException):
    """An input took too long."""


def failures(name: str, target: Target, inputs: int, first: int = 0) -> Iterator[Failure]:
    """Failures among the inputs tried; the same number is always the same input."""
    seeds = list(target.seeds)
    for number in range(first, first + inputs):
        chance = random.Random(f"{name}-{number}")
        data = mutated(chance.choice(seeds), seeds, chance, target.structured)
        try:
            with _limited():
                target.read(data)
        except FrictionauditError as error:
            str(error)
        except (Exception, HangError):
            yield Failure(number, data, traceback.format_exc())


@contextmanager
def _limited() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

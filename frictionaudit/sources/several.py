"""The one procedure of a drawing, where only one can be used."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError


def only(readings: Sequence[Reading], path: str, process: str | None = None) -> Reading:
    """The one reading, or the one that is named by its id, its title or the end of its id.

    InputError names the procedures where there are several, or none of this name.
    """
    if process is not None:
        named = [
            reading
            for reading in readings
            if process in (reading.procedure.id, reading.procedure.title, reading.procedure.id.partition(".")[2])
        ]
        if len(named) == 1:
            return named[0]
        ids = [reading.procedure.id for reading in readings]
        message = f"the drawing has no procedure '{process}'"
        if named:
            message = f"{len(named)} procedures of the drawing are called '{process}'"
        hint = (
            f"use one of {', '.join(ids[:8])}"
            if named
            else did_you_mean(process, ids) or f"it has {', '.join(ids[:8])}"
        )
        raise InputError.of("dangling-reference", message, f"{path}:1:1", hint)
    if len(readings) > 1:
        names = ", ".join(reading.procedure.id for reading in readings)
        message = f"the drawing holds {len(readings)} procedures ({names}), and only one can be used here"
        hint = "make a page of the one you mean: frictionaudit convert FILE --process ID"
        raise InputError.of("several-procedures", message, f"{path}:1:1", hint)
    return readings[0]

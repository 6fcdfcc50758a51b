"""What a caller asks for by name or number, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import UsageError


def known_measures(keys: Iterable[str]) -> None:
    """UsageError with near matches where a key is not that of a measure."""
    from frictionaudit.analysis.measures import CATALOGUE  # takes long to load, and each command needs one of the two

    _known("unknown-measure", "measure", keys, CATALOGUE, 3, "`frictionaudit measure PAGE` lists them")


def known_heuristics(names: Iterable[str]) -> None:
    """UsageError with near matches where a name is not that of a heuristic."""
    from frictionaudit.analysis.simplify.heuristics import HEURISTICS

    _known("unknown-name", "heuristic", names, HEURISTICS)


def known_parts(procedure: Procedure, names: Iterable[str]) -> None:
    """UsageError with near matches where a name is not that of a step, form or document of the procedure."""
    known = sorted({*procedure.steps, *procedure.forms, *procedure.documents})
    for name in names:
        if name not in known:
            message = f"'{procedure.id}' has no step, form or document '{name}' to protect"
            raise UsageError.of("dangling-reference", message, hint=did_you_mean(name, known))


def at_least(least: int, **given: int) -> None:
    """UsageError where a number is smaller than it can be."""
    for name, number in given.items():
        if number < least:
            raise UsageError.of("wrong-value", f"{name} is {number}", hint=f"give {least} or more")


def _known(
    slug: str, what: str, names: Iterable[str], known: Collection[str], count: int = 1, otherwise: str = ""
) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known, count, otherwise)
            raise UsageError.of(slug, f"there is no {what} '{name}'", hint=hint)

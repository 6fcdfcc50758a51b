"""A file of changes: which procedure they are for, why, and what they expect to find there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frictionaudit.domain.changes import Change, apply, conflicts, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError, InputError, Problem
from frictionaudit.sources.yaml_tree import YamlTree, parse

_KEYS = ("of", "reason", "changes", "expects")


@dataclass(frozen=True)
class ChangeFile:
    """Changes as proposed. `expects` tells what stood at each place when they were written, where that is known."""

    path: str
    of: str
    reason: str
    changes: tuple[Change, ...]
    expects: Mapping[str, Any]

    def drift(self, procedure: Procedure) -> list[str]:
        """Places that say something else now than when the changes were written."""
        return conflicts(procedure, self.expects, self.changes)

    def fit(self, procedure: Procedure, ignore_conflicts: bool = False) -> Procedure:
        """The procedure after the changes.

        InputError where they are for another procedure, do not fit, or fit a page that has drifted since: then
        `ignore_conflicts` makes them all the same.
        """
        if self.of and self.of != procedure.id:
            message = f"these changes are for '{self.of}', and this is '{procedure.id}'"
            raise InputError.of("wrong-procedure", message, f"{self.path}:1:1", "name the page that they are for")
        drift = self.drift(procedure)
        if drift and not ignore_conflicts:
            places = ", ".join(drift[:6]) + (f" and {len(drift) - 6} more" if len(drift) > 6 else "")
            raise InputError.of(
                "page-changed", f"the page says something else now at {places} than when the changes were written",
                f"{self.path}:1:1", "look at these places, then use --ignore-conflicts",
            )  # fmt: skip
        try:
            return apply(procedure, self.changes)
        except ChangeError as error:
            raise InputError(
                Problem(problem.slug, problem.message, f"{self.path}:1:1", problem.hint) for problem in error.problems
            ) from None


def read(path: Path) -> ChangeFile:
    """Read a file of changes; InputError names every fault found in it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError.of("unreadable-file", f"cannot be read: {error.strerror}", str(path)) from None
    tree = parse(data, str(path))
    if tree.problems:
        raise InputError(tree.problems)
    said = tree.value
    if isinstance(said, list):  # the changes alone, as a person writes them
        said = {"changes": said}
    if not isinstance(said, dict) or not isinstance(said.get("changes"), list):
        raise InputError.of(
            "not-changes", "expected `changes:` with a list of changes", f"{path}:1:1",
            "`frictionaudit plan PAGE -o FILE` writes one",
        )  # fmt: skip
    unknown = [key for key in said if key not in _KEYS]
    if unknown:
        where = str(tree.keys.get((unknown[0],)) or f"{path}:1:1")
        raise InputError.of("unknown-key", f"'{unknown[0]}' is not expected here", where, f"keys: {', '.join(_KEYS)}")
    expects = said.get("expects") or {}
    if not isinstance(expects, dict):
        where = str(tree.spans.get(("expects",)) or f"{path}:1:1")
        raise InputError.of("not-changes", "expected `expects:` with places and what they said", where)
    return ChangeFile(
        path=str(path),
        of=str(said.get("of") or ""),
        reason=str(said.get("reason") or ""),
        changes=_changes(said["changes"], tree),
        expects=expects,
    )


def _changes(listed: list[Any], tree: YamlTree) -> tuple[Change, ...]:
    found: list[Change] = []
    problems: list[Problem] = []
    inside = ("changes",) if isinstance(tree.value, dict) else ()
    for n, one in enumerate(listed):
        try:
            found += load([one])
        except ChangeError as error:
            where = str(tree.spans.get((*inside, n)) or f"{tree.path}:1:1")
            problems += [
                Problem(p.slug, p.message.replace("change 1", f"change {n + 1}", 1), where, p.hint)
                for p in error.problems
            ]
    if problems:
        raise InputError(problems)
    return tuple(found)

"""A file of changes: which procedure they are for, why, and what they expect to find there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frictionaudit import files
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import Change, apply, conflicts, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.errors import ChangeError, InputError, Problem
from frictionaudit.sources.yaml_tree import YamlTree, parse

_KEYS = ("of", "reason", "changes", "expects")


@dataclass(frozen=True)
class ChangeFile:
    """Changes as proposed. `expects` holds what the page said at each place when they were written, if known."""

    path: str
    of: str
    reason: str
    changes: tuple[Change, ...]
    expects: Mapping[str, Any]

    def drift(self, procedure: Procedure) -> list[str]:
        """Places that have changed since the changes were written."""
        return conflicts(procedure, self.expects, self.changes)

    def fit(self, procedure: Procedure, ignore_conflicts: bool = False) -> Procedure:
        """The procedure after the changes.

        InputError where they are for another procedure, do not fit, or the page has changed since they were written;
        `ignore_conflicts` applies them in spite of the last.
        """
        if self.of and self.of != procedure.id:
            message = f"these changes are for '{self.of}', but the page is '{procedure.id}'"
            raise InputError.of("wrong-procedure", message, f"{self.path}:1:1", f"name the page of '{self.of}'")
        drift = self.drift(procedure)
        if drift and not ignore_conflicts:
            raise InputError.of(
                "page-changed", f"the page has changed since these changes were written, at {shortened(drift, 6)}",
                f"{self.path}:1:1", "check these places, then run it again with --ignore-conflicts",
            )  # fmt: skip
        try:
            return apply(procedure, self.changes)
        except ChangeError as error:
            raise InputError(
                Problem(problem.slug, problem.message, f"{self.path}:1:1", problem.hint) for problem in error.problems
            ) from None


def read(path: Path) -> ChangeFile:
    """Read a file of changes; InputError names every fault found in it."""
    tree = parse(files.read(path), str(path))
    if tree.problems:
        raise InputError(tree.problems)
    document = tree.value
    if isinstance(document, list):  # the changes alone, as a person writes them
        document = {"changes": document}
    if not isinstance(document, dict) or not isinstance(document.get("changes"), list):
        raise InputError.of(
            "not-changes", "the file has no `changes:` with a list of changes", f"{path}:1:1",
            "`frictionaudit plan PAGE -o FILE` writes one",
        )  # fmt: skip
    unknown = [key for key in document if key not in _KEYS]
    if unknown:
        where = str(tree.keys.get((unknown[0],)) or f"{path}:1:1")
        raise InputError.of("unknown-key", f"there is no key '{unknown[0]}'", where, did_you_mean(unknown[0], _KEYS))
    expects = document.get("expects") or {}
    if not isinstance(expects, dict):
        where = str(tree.spans.get(("expects",)) or f"{path}:1:1")
        hint = "write for example `expects: {steps.check.by: desk}`"
        raise InputError.of("not-changes", "`expects` does not hold places with their values", where, hint)
    return ChangeFile(
        path=str(path),
        of=str(document.get("of") or ""),
        reason=str(document.get("reason") or ""),
        changes=_changes(document["changes"], tree),
        expects=expects,
    )


def _changes(listed: list[Any], tree: YamlTree) -> tuple[Change, ...]:
    changes: list[Change] = []
    problems: list[Problem] = []
    inside = ("changes",) if isinstance(tree.value, dict) else ()
    for n, document in enumerate(listed):
        try:
            changes += load([document])
        except ChangeError as error:
            where = str(tree.spans.get((*inside, n)) or f"{tree.path}:1:1")
            problems += [
                Problem(p.slug, p.message.replace("change 1", f"change {n + 1}", 1), where, p.hint)
                for p in error.problems
            ]
    if problems:
        raise InputError(problems)
    return tuple(changes)

"""Which files a branch changed, as git tells: committed, not yet committed, or new."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from frictionaudit.errors import UsageError
from frictionaudit.sources import SIDE_FILES


def changed_since(base: str, folder: Path | None = None) -> frozenset[Path]:
    """Files that differ from where the branch left `base`, as absolute paths; deleted ones are not among them.

    UsageError where git is missing, the folder is in no repository, or `base` is unknown.
    """
    here = folder or Path.cwd()
    root = Path(_git(here, "rev-parse", "--show-toplevel").strip())
    if not base or base.startswith("-") or not _knows(root, base):
        hint = "name a branch, a tag or a commit; in a shallow clone, fetch it first"
        raise UsageError.of("unknown-base", f"git knows no branch or commit '{base}' here", hint=hint)
    common = _git(root, "merge-base", base, "HEAD", fallback=base).strip() or base
    names = _git(root, "diff", "--name-only", "--diff-filter=d", "-z", common, "--").split("\0")
    names += _git(root, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return frozenset((root / name).resolve() for name in names if name)


def among(files: Iterable[Path], changed: frozenset[Path]) -> tuple[Path, ...]:
    """Those of some files that changed themselves, or beside which a file that belongs to them changed."""
    beside = {
        (file.parent, file.name.removesuffix(ending))
        for file in changed
        for ending in SIDE_FILES
        if file.name.endswith(ending)
    }
    return tuple(file for file in files if _changed(file.resolve(), changed, beside))


def _changed(file: Path, changed: frozenset[Path], beside: set[tuple[Path, str]]) -> bool:
    return file in changed or bool(beside & {(file.parent, file.name), (file.parent, file.stem)})


def _knows(root: Path, base: str) -> bool:
    return bool(_git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}", fallback=""))


def _git(folder: Path, *words: str, fallback: str | None = None) -> str:
    """What git prints; `fallback` where it fails, else UsageError."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    except OSError:
        raise UsageError.of("no-repository", "git is not installed", hint="leave out --changed") from None
    if done.returncode == 0:
        return done.stdout.decode(errors="surrogateescape")
    if fallback is None:
        hint = "work in a clone, or leave out --changed"
        raise UsageError.of("no-repository", "the folder is in no git repository", str(folder), hint)
    return fallback

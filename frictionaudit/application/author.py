"""The author of a recorded change: the one given, or the name in git's settings."""

from __future__ import annotations

import subprocess

from frictionaudit.errors import UsageError


def author_or_git_user(author: str | None) -> str:
    """The author as given, else git's `user.name`; UsageError where neither names anybody."""
    name = author or _git_user()
    if not name:
        raise UsageError.of(
            "no-author",
            "the author of the changes is unknown",
            hint='add --author "Your Name", set FRICTIONAUDIT_AUTHOR, or set user.name in git',
        )
    return name


def _git_user() -> str:
    """The name in git's settings for this folder; empty without git or without a name."""
    command = ["git", "config", "--get", "user.name"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()

"""Packages that only some formats need, and that a user may not have installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from frictionaudit.errors import UsageError


@contextmanager
def extra(name: Literal["office", "pdf"], purpose: str, instead: str = "") -> Iterator[None]:
    """Import the packages of an extra inside; where one is missing, UsageError says how to install it."""
    try:
        yield
    except ImportError:
        hint = f"run: pip install 'frictionaudit[{name}]'{instead}"
        raise UsageError.of("missing-extra", f"{purpose} needs one more package", hint=hint) from None

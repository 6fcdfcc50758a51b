"""Packages that only some formats need, and that a user may not have installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from frictionaudit.errors import UsageError
from frictionaudit.extras import Extra, how_to_install


@contextmanager
def extra(name: Extra, purpose: str, instead: str = "") -> Iterator[None]:
    """Import the packages of an extra inside; where one is missing, UsageError says how to install it."""
    try:
        yield
    except ImportError:
        hint = f"{how_to_install(name)}{instead}"
        raise UsageError.of("missing-extra", f"{purpose} needs one more package", hint=hint) from None
